/** The thin part that knows a terminal: keys in, changed cells out, its modes and its size. */
@NullMarked
package lanner.cli.tui.terminal;

import org.jspecify.annotations.NullMarked;
