/** The {@code record} command: options, messages, exit status. Its main class has nothing else: the recorder is deployable alone. */
package lanner.recorder.cli;
