/** The system calls: a row each, and the small sources that read their parameters. What becomes of an event is not known here. */
package lanner.recorder.syscall;
