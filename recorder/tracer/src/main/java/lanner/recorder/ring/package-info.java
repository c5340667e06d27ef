/** io_uring(7): operations that a program asks for in memory that it shares with the kernel, as the calls that do the same. */
@NullMarked
package lanner.recorder.ring;

import org.jspecify.annotations.NullMarked;
