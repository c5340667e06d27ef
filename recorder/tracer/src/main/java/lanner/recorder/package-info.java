/** The recorder: follows a program and its children with ptrace and writes what they asked of the kernel. */
package lanner.recorder;
