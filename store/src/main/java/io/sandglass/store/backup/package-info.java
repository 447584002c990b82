/**
 * Copies of the database, and what is made of them: backups for people, and another database when one is damaged.
 */
@NullMarked
package io.sandglass.store.backup;

import org.jspecify.annotations.NullMarked;
