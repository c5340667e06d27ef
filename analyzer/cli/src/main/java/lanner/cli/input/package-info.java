/** What commands are given as files of ours, and the one sentence that says what is wrong with it. */
@NullMarked
package lanner.cli.input;

import org.jspecify.annotations.NullMarked;
