/** The {@code record} command, and a main class that has nothing else: the recorder is deployable alone. */
package lanner.recorder.cli;
