/** The recorder: follows a program and its children with ptrace and writes what they asked of the kernel. */
@NullMarked
package lanner.recorder;

import org.jspecify.annotations.NullMarked;
