/**
 * The seccomp filter as a value: built from a set of calls, printed, tested, and only then handed to whoever installs
 * it. Pure: no native call.
 */
package lanner.recorder.seccomp;
