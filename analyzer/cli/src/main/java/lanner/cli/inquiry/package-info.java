/** What was found out about whole captures, as text for a terminal and as objects for JSON. */
@NullMarked
package lanner.cli.inquiry;

import org.jspecify.annotations.NullMarked;
