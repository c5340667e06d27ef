/**
 * What {@code guard} says of a command that was recorded and judged: on a terminal, in the log of a CI job, as a summary of
 * the job, as GitLab's report of code quality. Whatever a program or a file is called, it is never read as a command of the
 * log's or as a mark of the page.
 */
@NullMarked
package lanner.cli.guard;

import org.jspecify.annotations.NullMarked;
