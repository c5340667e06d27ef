/** Keys, lines, lists and colours of a text window, as values: no terminal is needed to make or to read them. */
@NullMarked
package lanner.cli.tui.text;

import org.jspecify.annotations.NullMarked;
