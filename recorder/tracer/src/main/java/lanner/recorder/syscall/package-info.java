/** The system calls: a row each, small sources they are made of, and the recording that writes events from stops. */
package lanner.recorder.syscall;
