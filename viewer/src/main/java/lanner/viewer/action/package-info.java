/** What can be done in the window, as rows of tables: each screen has a table of its own, and the window collects them. */
@NullMarked
package lanner.viewer.action;

import org.jspecify.annotations.NullMarked;
