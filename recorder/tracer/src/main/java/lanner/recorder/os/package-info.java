/**
 * The door to the kernel: the only package that uses jnr-ffi. What comes out are our own types or an
 * {@link lanner.recorder.os.OsException}; no pointer and no raw errno crosses it.
 */
@NullMarked
package lanner.recorder.os;

import org.jspecify.annotations.NullMarked;
