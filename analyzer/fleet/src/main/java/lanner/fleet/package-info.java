/** Many captures at once, on Spark: what the command line asks, given out to tasks, and the answers put in order again. */
@NullMarked
package lanner.fleet;

import org.jspecify.annotations.NullMarked;
