/**
 * SQL about captures, as the command line knows it: what it asks of an engine, and what it offers one. The engine itself is a
 * part that an installation may lack.
 */
@NullMarked
package lanner.cli.sql;

import org.jspecify.annotations.NullMarked;
