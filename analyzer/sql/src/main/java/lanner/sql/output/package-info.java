/**
 * Answers as text: a table for people, CSV, JSON lines.
 */
@NullMarked
package lanner.sql.output;

import org.jspecify.annotations.NullMarked;
