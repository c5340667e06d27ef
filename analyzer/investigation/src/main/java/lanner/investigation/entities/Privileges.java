package lanner.investigation.entities;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import lanner.capture.event.EventType;

/** Calls that change what a process may do. */
public final class Privileges {
    public static final Set<EventType> CHANGES = Collections.unmodifiableSet(EnumSet.of(
            EventType.SETUID,
            EventType.SETGID,
            EventType.SETREUID,
            EventType.SETREGID,
            EventType.SETRESUID,
            EventType.SETRESGID,
            EventType.CAPSET,
            EventType.SETNS,
            EventType.UNSHARE,
            EventType.CHROOT,
            EventType.PIVOT_ROOT,
            EventType.SETFSUID,
            EventType.SETFSGID,
            EventType.SETGROUPS,
            EventType.IOPL,
            EventType.IOPERM));

    private Privileges() {}
}
