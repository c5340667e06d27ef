/**
 * What of the kernel's interface differs from machine to machine, as data behind one interface: the tables of calls, the
 * registers, the numbers that a filter compares, the machine code of the launcher. No other room knows the name of a
 * machine. Pure: registers are read and written through {@link lanner.recorder.arch.RegisterAccess}.
 */
@NullMarked
package lanner.recorder.arch;

import org.jspecify.annotations.NullMarked;
