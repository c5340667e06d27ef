/**
 * What is open: captures and their index, the rows that a filter leaves, an event's details, the case. Long work runs beside
 * the window and hands its results back on the window's thread.
 */
@NullMarked
package lanner.cli.tui.desk;

import org.jspecify.annotations.NullMarked;
