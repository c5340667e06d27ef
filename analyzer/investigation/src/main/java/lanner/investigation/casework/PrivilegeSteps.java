package lanner.investigation.casework;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.CredentialParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.capture.event.ExecParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.SetnsParams;
import lanner.capture.event.UnshareParams;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.workspace.RecordPass;
import lanner.investigation.workspace.Workspace;

/**
 * What calls changed of the rights of programs, without noise: the calls of a program from its exec to the next are one
 * step, which says whom it began as and whom it was last. A program that takes the identity it has already, or gives one
 * up and takes it back, makes none; an exec that changes the user, as of a set-user-ID program, does.
 *
 * <p>Whom a program runs as is what the record of its exec says. One that ran already when the recording began, or was
 * forked alone, has the identity of its parent, as far as that is known.
 */
final class PrivilegeSteps {
    /** Records that are read: of captures with more the calls beyond stand each for itself. */
    private static final int MOST = 20_000;

    /** Ancestors that are asked whom they ran as; a longer chain without an exec is made for us. */
    private static final int MOST_ANCESTORS = 1_000;

    private static final long NEW_USER_NAMESPACE = FlagSets.CLONE_FLAGS.value("CLONE_NEWUSER");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final Workspace workspace;
    private final Events events;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Integer, Identity> identities = new HashMap<>();
    private final Map<Integer, Stretch> stretches = new HashMap<>();
    /** Names of users, by number. */
    private final Map<Long, String> names = new HashMap<>();

    private final List<Change> changes = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /**
     * A step.
     *
     * @param text who was changed to whom, by what; bytes, one character each
     * @param rows the calls, ascending; at least one
     */
    record Step(String text, List<Integer> rows) {
        Step {
            rows = List.copyOf(rows);
        }
    }

    private record Call(int row, EventType type) {}

    /** Of user or group. */
    private record Change(Identity before, Identity now, String by, List<Integer> rows) {}

    /** What a program did about its rights since its exec. */
    private static final class Stretch {
        final Identity began;
        /** Inheritable, permitted, effective. */
        long[] capabilities;

        /** Calls that changed user or group. */
        final List<Integer> rows = new ArrayList<>();
        /** Of all calls, in their order. */
        final Set<String> names = new LinkedHashSet<>();
        /** Calls that change something besides user and group, by name: told of where those stay. */
        final Map<String, List<Integer>> beside = new LinkedHashMap<>();

        Stretch(Identity began, long... capabilities) {
            this.began = began;
            this.capabilities = capabilities;
        }

        void identity(String name, int row) {
            names.add(name);
            rows.add(row);
        }

        void beside(String name, int row) {
            names.add(name);
            beside.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
        }
    }

    PrivilegeSteps(Workspace workspace, Events events) {
        this.workspace = workspace;
        this.events = events;
    }

    /** Takes a call that succeeded: an exec, or one that changes rights. In the order of rows. */
    void took(int row, EventType type) {
        if (calls.size() < MOST) {
            calls.add(new Call(row, type));
        } else if (!type.is(Trait.EXEC)) {
            steps.add(plain(type.label(), List.of(row)));
        }
    }

    /** The steps, in the order of their first calls. Reads the records of the calls. */
    List<Step> steps() throws IOException {
        Map<Integer, Integer> lastExec = new HashMap<>();
        Set<Integer> changing = new HashSet<>();
        for (Call call : calls) {
            if (call.type().is(Trait.EXEC)) {
                lastExec.put(process(call.row()), call.row());
            } else {
                changing.add(process(call.row()));
            }
        }
        try (RecordPass records = new RecordPass(workspace, events)) {
            Event event = new Event();
            for (Call call : calls) {
                int process = process(call.row());
                if (!read(records, call.row(), event)) {
                    if (!call.type().is(Trait.EXEC)) {
                        steps.add(plain(call.type().label(), List.of(call.row())));
                    }
                } else if (call.type().is(Trait.EXEC)) {
                    ran(process, call.row(), event);
                    if (lastExec.getOrDefault(process, -1) == call.row()
                            && !changing.contains(process)
                            && calls.size() < MOST) {
                        learn(events.process(process));
                    }
                } else {
                    changed(process, call, event);
                }
            }
        }
        List.copyOf(stretches.keySet()).forEach(this::end);
        // By now the names are known.
        changes.forEach(change -> steps.add(step(change)));
        return steps.stream()
                .sorted(Comparator.comparing(step -> step.rows().get(0)))
                .toList();
    }

    private int process(int row) {
        return events.image(events.imageId(row)).process();
    }

    /** False for a record that cannot be read any more: the capture was changed since it was indexed. */
    private static boolean read(RecordPass records, int row, Event event) throws IOException {
        try {
            records.read(row, event);
            return true;
        } catch (CaptureFormatException e) {
            // The columns are from when it was good; whom it changed to is not told.
            return false;
        }
    }

    /** The name of the user that a process runs as, whose calls did not change it. */
    private void learn(ProcessEntry process) {
        if (!process.user().isEmpty() && !DIGITS.matcher(process.user()).matches()) {
            names.putIfAbsent(identity(process.id()).euid(), process.user());
        }
    }

    private Identity identity(int process) {
        Identity known = identities.get(process);
        int above = process;
        for (int i = 0; known == null && i < MOST_ANCESTORS; i++) {
            int parent = events.process(above).parent();
            // A parent has a number before its child's.
            if (parent < 0 || parent >= above) {
                return Identity.NONE;
            }
            above = parent;
            known = identities.get(above);
        }
        return known == null ? Identity.NONE : known;
    }

    private void ran(int process, int row, Event exec) {
        end(process);
        Identity before = identity(process);
        Identity now = before.afterExec(exec);
        identities.put(process, now);
        stretches.put(
                process,
                new Stretch(
                        now,
                        exec.param(ExecParams.CAP_INHERITABLE, Identity.UNKNOWN),
                        exec.param(ExecParams.CAP_PERMITTED, Identity.UNKNOWN),
                        exec.param(ExecParams.CAP_EFFECTIVE, Identity.UNKNOWN)));
        boolean isKnown = before.euid() != Identity.UNKNOWN && !before.foreign();
        if (isKnown && (before.euid() != now.euid() || before.egid() != now.egid())) {
            String by = "by running " + events.image(events.imageId(row)).exePath();
            changes.add(new Change(before, now, by, List.of(row)));
        }
    }

    private void changed(int process, Call call, Event event) {
        Identity before = identity(process);
        Stretch stretch = stretches.computeIfAbsent(
                process, id -> new Stretch(before, Identity.UNKNOWN, Identity.UNKNOWN, Identity.UNKNOWN));
        identities.put(process, before);
        String name = call.type().label();
        switch (call.type()) {
            case SETUID, SETGID, SETREUID, SETREGID, SETRESUID, SETRESGID -> {
                if (before.foreign()) {
                    stretch.beside(name, call.row());
                    return;
                }
                Identity now = before.after(event);
                if (!now.equals(before)) {
                    identities.put(process, now);
                    stretch.identity(name, call.row());
                }
            }
            case CAPSET -> {
                long[] asked = {
                    event.param(CredentialParams.CAP_INHERITABLE, Identity.UNKNOWN),
                    event.param(CredentialParams.CAP_PERMITTED, Identity.UNKNOWN),
                    event.param(CredentialParams.CAP_EFFECTIVE, Identity.UNKNOWN)
                };
                if (!Arrays.equals(asked, stretch.capabilities)) {
                    stretch.capabilities = asked;
                    stretch.beside(name, call.row());
                }
            }
            case SETFSUID, SETFSGID -> {
                boolean user = call.type() == EventType.SETFSUID;
                long asked = event.param(call.type().indexOf(user ? "fsuid" : "fsgid"), Identity.UNKNOWN);
                // Without another they follow the effective ones, and libraries ask for what they are by an id that
                // none has.
                if (asked != (user ? before.euid() : before.egid()) && asked != 0xFFFFFFFFL) {
                    stretch.beside(name, call.row());
                }
            }
            case SETGROUPS -> stretch.beside(name, call.row());
            default -> {
                if (entersUserNamespace(event)) {
                    identities.put(process, before.inOtherNamespace());
                }
                steps.add(plain(name, List.of(call.row())));
            }
        }
    }

    private static boolean entersUserNamespace(Event event) {
        return switch (event.type()) {
            case UNSHARE -> (event.param(UnshareParams.FLAGS, 0) & NEW_USER_NAMESPACE) != 0;
            // Without a kind it is whatever the descriptor is of.
            case SETNS -> {
                long kind = event.param(SetnsParams.NSTYPE, 0);
                yield kind == 0 || (kind & NEW_USER_NAMESPACE) != 0;
            }
            default -> false;
        };
    }

    /** Ends what a program did since its exec, and tells of it. */
    private void end(int process) {
        Stretch stretch = stretches.remove(process);
        if (stretch == null) {
            return;
        }
        Identity now = identity(process);
        if (!isOther(stretch.began, now)) {
            if (!stretch.rows.isEmpty()) {
                // Groups go and come back with the user.
                stretch.beside.remove(EventType.SETGROUPS.label());
            }
            stretch.beside.forEach((name, rows) -> steps.add(plain(name, rows)));
            return;
        }
        List<Integer> rows = new ArrayList<>(stretch.rows);
        stretch.beside.values().forEach(rows::addAll);
        rows.sort(Comparator.naturalOrder());
        String by = "by " + comm(rows.get(0)) + " (" + String.join(", ", stretch.names) + ")";
        changes.add(new Change(stretch.began, now, by, rows));
    }

    private static boolean isOther(Identity before, Identity now) {
        return before.euid() != now.euid()
                || before.egid() != now.egid()
                || before.ruid() != now.ruid()
                || before.rgid() != now.rgid();
    }

    private Step step(Change change) {
        List<String> words = new ArrayList<>();
        Identity before = change.before();
        Identity now = change.now();
        if (before.euid() != now.euid()) {
            words.add("user " + user(before.euid()) + " -> " + user(now.euid()));
        } else if (before.ruid() != now.ruid()) {
            words.add("real user " + user(before.ruid()) + " -> " + user(now.ruid()));
        }
        if (before.egid() != now.egid()) {
            words.add("group " + number(before.egid()) + " -> " + number(now.egid()));
        } else if (before.rgid() != now.rgid()) {
            words.add("real group " + number(before.rgid()) + " -> " + number(now.rgid()));
        }
        return new Step(String.join(", ", words) + " " + change.by(), change.rows());
    }

    private String user(long id) {
        String name = names.get(id);
        return number(id) + (name == null ? "" : "(" + name + ")");
    }

    private static String number(long id) {
        return id == Identity.UNKNOWN ? "?" : Long.toString(id);
    }

    private Step plain(String call, List<Integer> rows) {
        return new Step(call + " by " + comm(rows.get(0)), rows);
    }

    private String comm(int row) {
        return events.image(events.imageId(row)).comm();
    }
}
