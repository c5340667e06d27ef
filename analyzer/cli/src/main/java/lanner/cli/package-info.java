/** The commands over captures and rules: options, one call, exit codes. */
@NullMarked
package lanner.cli;

import org.jspecify.annotations.NullMarked;
