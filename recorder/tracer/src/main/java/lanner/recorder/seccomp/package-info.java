/**
 * The seccomp filter as a value: built from a set of calls, printed, tested, and only then handed to whoever installs
 * it. Pure: no native call.
 */
@NullMarked
package lanner.recorder.seccomp;

import org.jspecify.annotations.NullMarked;
