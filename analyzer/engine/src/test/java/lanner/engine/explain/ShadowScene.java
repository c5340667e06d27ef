package lanner.engine.explain;

import java.util.SplittableRandom;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.ProcessRecord;
import lanner.engine.state.SystemState;

/** An event to ask conditions about. */
final class ShadowScene {
    private ShadowScene() {}

    /** The state behind {@code cat}'s successful open of /etc/shadow. */
    static SystemState opened() {
        SystemState state = new SystemState();
        EventEncoder encoder = new EventEncoder();
        state.apply(event(encoder.begin(EventType.PROCESS, 0, 1, 1)
                .number(ProcessRecord.TID, 9)
                .number(ProcessRecord.PID, 9)
                .number(ProcessRecord.PTID, 1)
                .text(ProcessRecord.COMM, "cat")
                .text(ProcessRecord.EXE, "cat")
                .text(ProcessRecord.CWD, "/")));
        state.apply(event(encoder.begin(EventType.OPENAT, 9, 1, 1)
                .result(3)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, "/etc/shadow")
                .number(OpenatParams.FLAGS, 1)
                .number(OpenatParams.MODE, 0)));
        return state;
    }

    private static Event event(EventEncoder encoder) {
        Event event = new Event();
        event.wrap(encoder, 1);
        return event.copy();
    }

    /** A condition of at most this depth whose leaves have every kind of verdict there. */
    static String condition(SplittableRandom random, int depth) {
        String[] leaves = {
            "proc.name=cat",
            "proc.name=dog",
            "fd.name startswith /etc",
            "fd.sport=80",
            "fd.num>5",
            "proc.pid=9",
            "fd.name in (/etc/shadow, /x)",
            "fd.sport exists"
        };
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaves[random.nextInt(leaves.length)];
        }
        return switch (random.nextInt(3)) {
            case 0 -> "(" + condition(random, depth - 1) + " and " + condition(random, depth - 1) + ")";
            case 1 -> "(" + condition(random, depth - 1) + " or " + condition(random, depth - 1) + ")";
            default -> "not (" + condition(random, depth - 1) + ")";
        };
    }
}
