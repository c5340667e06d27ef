/** What is known of processes and of the machine beside their calls: read from {@code /proc} and the user database. */
@NullMarked
package lanner.recorder.context;

import org.jspecify.annotations.NullMarked;
