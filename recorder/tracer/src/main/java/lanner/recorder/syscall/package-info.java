/** The system calls: a row each, and small decoders grouped by subject. */
package lanner.recorder.syscall;
