/**
 * Many captures at once, as the command line knows it: what it asks of an engine, and what it is answered. The engine itself is
 * a part that an installation may lack.
 */
@NullMarked
package lanner.cli.fleet;

import org.jspecify.annotations.NullMarked;
