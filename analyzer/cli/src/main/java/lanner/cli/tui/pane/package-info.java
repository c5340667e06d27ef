/** The panes of the text window and the window that holds them: keys change their state, their state is lines. */
@NullMarked
package lanner.cli.tui.pane;

import org.jspecify.annotations.NullMarked;
