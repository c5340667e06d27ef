/**
 * Statements as people write them: one behind the other, over several lines, with completion and history.
 */
@NullMarked
package lanner.sql.shell;

import org.jspecify.annotations.NullMarked;
