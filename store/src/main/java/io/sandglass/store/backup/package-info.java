/**
 * Copies of the database, and what is made of them: backups for people, and another database when one is damaged. Begin with
 * {@link io.sandglass.store.backup.ScheduledBackups}. Sees directory, database and ledger, and no tables.
 */
@NullMarked
package io.sandglass.store.backup;

import org.jspecify.annotations.NullMarked;
