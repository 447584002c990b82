/** What goes into a plugin JAR; outside Sandglass's own packages, which plugins must not bring. */
@NullMarked
package bench.plugin;

import org.jspecify.annotations.NullMarked;
