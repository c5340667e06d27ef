/**
 * A text window over captures, for a terminal.
 *
 * <pre>
 * text ◀── desk ◀── pane ◀── terminal
 * </pre>
 *
 * {@code terminal} alone knows a terminal; what the others do is tested without one.
 */
@NullMarked
package lanner.cli.tui;

import org.jspecify.annotations.NullMarked;
