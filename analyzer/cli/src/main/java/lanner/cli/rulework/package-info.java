/** What {@code rules diff}, {@code rules cost} and {@code rules exception} find, put into words. */
@NullMarked
package lanner.cli.rulework;

import org.jspecify.annotations.NullMarked;
