package lanner.behaviour.fact;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.capture.event.SyscallNames;

/** A table of system calls that programs are built for. */
public enum Abi {
    X86_64("x86-64"),
    X32("x32"),
    I386("i386"),
    ARM64("arm64"),
    ARM("arm");

    private final String word;

    Abi(String word) {
        this.word = word;
    }

    /** The name that people use. */
    public String word() {
        return word;
    }

    static Abi of(Event event, boolean onArm) {
        if (event.has(Mark.COMPAT)) {
            return onArm ? ARM : I386;
        }
        return event.has(Mark.X32) ? X32 : onArm ? ARM64 : X86_64;
    }

    private SyscallNames table() {
        return switch (this) {
            case X86_64, X32 -> SyscallNames.X86_64;
            case I386 -> SyscallNames.i386();
            case ARM64 -> SyscallNames.arm64();
            case ARM -> SyscallNames.arm();
        };
    }

    /** What the kernel calls the calls that are recorded as events of this type and name. */
    List<String> kernelNames(EventType type, String name) {
        SyscallNames table = table();
        List<String> names = new ArrayList<>();
        if (type != EventType.GENERIC) {
            for (int number : table.numbers()) {
                if (table.event(number) == type) {
                    names.add(table.name(number));
                }
            }
        }
        return names.isEmpty() ? List.of(name) : names;
    }
}
