package lanner.investigation.casework;

import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.ExecParams;

/**
 * Whom a program runs as, credentials(7): real, effective and saved user, and the same of its group. {@link #UNKNOWN} for what
 * the capture does not tell.
 *
 * @param foreign whether it entered another user namespace: ids that its calls name mean others outside
 */
record Identity(long ruid, long euid, long suid, long rgid, long egid, long sgid, boolean foreign) {
    static final long UNKNOWN = -1;
    static final Identity NONE = new Identity(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, false);

    /** What a call names to leave an id as it is. */
    private static final long KEEP = 0xFFFFFFFFL;

    /** One that its record does not give counts as it was before. */
    Identity afterExec(Event exec) {
        long uid = exec.param(ExecParams.UID, euid);
        long gid = exec.param(ExecParams.GID, egid);
        return new Identity(ruid == UNKNOWN ? uid : ruid, uid, uid, rgid == UNKNOWN ? gid : rgid, gid, gid, foreign);
    }

    /** After a call that entered a namespace. */
    Identity inOtherNamespace() {
        return new Identity(ruid, euid, suid, rgid, egid, sgid, true);
    }

    /** After a call that succeeded; the same for one that sets no ids. */
    Identity after(Event call) {
        EventType type = call.type();
        return switch (type) {
            case SETUID -> {
                long id = id(call, "uid", euid);
                yield euid == 0 ? users(id, id, id) : users(ruid, id, suid);
            }
            case SETGID -> {
                long id = id(call, "gid", egid);
                yield euid == 0 ? groups(id, id, id) : groups(rgid, id, sgid);
            }
            case SETREUID -> {
                long real = id(call, "ruid", ruid);
                long effective = id(call, "euid", euid);
                yield users(real, effective, real != ruid || effective != ruid ? effective : suid);
            }
            case SETREGID -> {
                long real = id(call, "rgid", rgid);
                long effective = id(call, "egid", egid);
                yield groups(real, effective, real != rgid || effective != rgid ? effective : sgid);
            }
            case SETRESUID -> users(id(call, "ruid", ruid), id(call, "euid", euid), id(call, "suid", suid));
            case SETRESGID -> groups(id(call, "rgid", rgid), id(call, "egid", egid), id(call, "sgid", sgid));
            default -> this;
        };
    }

    private static long id(Event call, String parameter, long before) {
        long id = call.param(call.type().indexOf(parameter), KEEP);
        return id == KEEP ? before : id;
    }

    private Identity users(long real, long effective, long saved) {
        return new Identity(real, effective, saved, rgid, egid, sgid, foreign);
    }

    private Identity groups(long real, long effective, long saved) {
        return new Identity(ruid, euid, suid, real, effective, saved, foreign);
    }
}
