/** The {@code record} command: options, messages, exit status. Its main class has nothing else: the recorder is deployable alone. */
@NullMarked
package lanner.recorder.cli;

import org.jspecify.annotations.NullMarked;
