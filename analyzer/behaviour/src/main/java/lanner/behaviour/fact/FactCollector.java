package lanner.behaviour.fact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.capture.event.ExecParams;
import lanner.capture.event.Mark;
import lanner.engine.field.Outcome;
import lanner.engine.rules.define.Rule;
import lanner.engine.state.EventContext;
import lanner.engine.state.ProcessInfo;
import lanner.engine.state.SystemState;
import lanner.engine.state.ThreadInfo;
import org.jspecify.annotations.Nullable;

/**
 * Collects the facts of one replay. What an event may be a fact about is looked up by its type; most events only count as
 * calls, or find the path that they name counted before.
 */
final class FactCollector {
    private static final int FILES = 1;
    private static final int PEERS = 2;
    private static final int PRIVILEGES = 4;
    private static final int ACCOUNTS = 8;
    private static final byte[] CONCERNS = new byte[EventType.CODES];

    static {
        mark(FileUses.types(), FILES);
        mark(PeerUses.types(), PEERS);
        mark(PrivilegeUses.types(), PRIVILEGES);
        // spotless:off
        mark(Set.of(EventType.SETUID, EventType.SETREUID, EventType.SETRESUID, EventType.SETGID, EventType.SETREGID,
            EventType.SETRESGID, EventType.CAPSET, EventType.EXECVE, EventType.EXECVEAT), ACCOUNTS);
        // spotless:on
    }

    private static void mark(Set<EventType> types, int concern) {
        types.forEach(type -> CONCERNS[type.code()] |= (byte) concern);
    }

    /** What tells accounts apart. */
    private record Account(String name, long uid, long gid, long capabilities) {}

    /** What tells command lines apart. */
    private record Line(String program, List<String> arguments) {}

    private final Room room = new Room();
    private final Scene scene;
    private final CallCounts calls;
    private final FileUses files;
    private final PeerUses peers;
    private final PrivilegeUses privileges;
    private final Tallies<String> programs = new Tallies<>(room);
    private final Tallies<Line> lines = new Tallies<>(room);
    private final Tallies<Account> accounts = new Tallies<>(room);
    private final Map<String, Rule> rules = new HashMap<>();
    private final Tallies<String> alerts = new Tallies<>(room);
    private @Nullable String home;

    /** @param rowsKept how many places of events are kept, of all facts together */
    FactCollector(int rowsKept) {
        scene = new Scene(rowsKept);
        calls = new CallCounts(scene);
        files = new FileUses(room, scene);
        peers = new PeerUses(room, scene, files);
        privileges = new PrivilegeUses(room, scene);
    }

    /**
     * Takes the event at hand in.
     *
     * @param row its place among those of its recording
     */
    void take(EventContext context, int row) {
        Event event = context.event();
        EventType type = event.type();
        if (type.kind() != EventType.Kind.SYSCALL && type.kind() != EventType.Kind.GENERIC) {
            return;
        }
        scene.move(context, row);
        // Only the call's failure is told apart: what is begun, or of which nothing more is known, counts as done.
        boolean done = !event.isResultKnown() || event.result() >= 0 || !canFail(type) || Outcome.isPending(event);
        int concerns = CONCERNS[type.code()];
        if (done && type.is(Trait.EXEC)) {
            scene.forget(context.process());
        }
        if (!event.has(Mark.FROM_RING)) {
            calls.take(event, type, context.state().isOnArm(), done);
        }
        if (home == null) {
            home = homeOf(context);
            account(context);
        }
        if (concerns != 0) {
            concern(context, type, concerns, done);
        }
    }

    /** Whether a negative result is an error: an address may look like one. */
    private static boolean canFail(EventType type) {
        return type.resultIsFirst() || type.kind() == EventType.Kind.GENERIC;
    }

    private void concern(EventContext context, EventType type, int concerns, boolean done) {
        if (type.is(Trait.EXEC)) {
            run(context, type, done);
        }
        if ((concerns & FILES) != 0) {
            files.take(context, type, done);
        }
        if ((concerns & PEERS) != 0) {
            peers.take(context, type, done);
        }
        if ((concerns & PRIVILEGES) != 0) {
            privileges.take(context, type, done);
        }
        if (done && (concerns & ACCOUNTS) != 0) {
            account(context);
        }
    }

    /** A program that was run; one that was not there was only looked for. */
    private void run(EventContext context, EventType type, boolean done) {
        Event event = context.event();
        ProcessInfo process = context.process();
        String path = process.exepath();
        if (!done) {
            boolean told = type == EventType.EXECVE && event.has(ExecParams.FILENAME) && !FileUses.isAbsent(event);
            path = told ? context.path(ExecParams.FILENAME, -1) : "";
        }
        if (path.isEmpty()) {
            return;
        }
        String kept = cut(path);
        programs.count(kept, kept.length(), done, scene);
        if (done) {
            List<String> arguments = bounded(process.arguments());
            int length = kept.length();
            for (String argument : arguments) {
                length += argument.length();
            }
            lines.count(new Line(kept, arguments), length, true, scene);
        }
    }

    private static String cut(String name) {
        return name.length() <= Room.LONGEST ? name : name.substring(0, Room.LONGEST);
    }

    private static List<String> bounded(List<String> arguments) {
        int length = 0;
        for (int i = 0; i < arguments.size(); i++) {
            length += arguments.get(i).length() + 1;
            if (length > Room.LONGEST) {
                List<String> some = new ArrayList<>(arguments.subList(0, i));
                some.add("...");
                return some;
            }
        }
        return arguments;
    }

    private void account(EventContext context) {
        ThreadInfo thread = context.thread();
        if (!thread.hasKnownUser()) {
            return;
        }
        String name = context.state()
                .user(thread.process(), thread.uid())
                .map(SystemState.User::name)
                .map(FactCollector::cut)
                .orElse("");
        accounts.count(
                new Account(name, thread.uid(), thread.gid(), thread.capEffective()), name.length(), true, scene);
    }

    private static String homeOf(EventContext context) {
        ThreadInfo thread = context.thread();
        return thread.hasKnownUser()
                ? context.state()
                        .user(thread.process(), thread.uid())
                        .map(SystemState.User::home)
                        .orElse("")
                : "";
    }

    /** A rule raised an alert on the event at hand. */
    void alert(Rule rule, EventContext context, int row) {
        scene.move(context, row);
        rules.putIfAbsent(rule.name(), rule);
        alerts.count(
                rule.name(), rule.name().length(), Outcome.of(context.event()).kind() != Outcome.Kind.REFUSED, scene);
    }

    /** The home directory of the user whose process made the first event; empty where it is not known. */
    String home() {
        return home == null ? "" : home;
    }

    /** How many facts found no room, each time they were seen. */
    long left() {
        return room.left();
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        alerts.forEach((name, tally) -> {
            Rule rule = rules.get(name);
            if (rule != null) {
                facts.add(new Fact.Alerted(name, rule.priority(), rule.description(), tally.seen()));
            }
        });
        privileges.facts(facts);
        accounts.forEach((each, tally) ->
                facts.add(new Fact.User(each.name, each.uid, each.gid, each.capabilities, tally.seen())));
        peers.facts(facts);
        programs.forEach((path, tally) -> facts.add(new Fact.Program(path, tally.seen())));
        lines.forEach((line, tally) -> facts.add(new Fact.CommandLine(line.program, line.arguments, tally.seen())));
        files.facts(facts);
        calls.facts(facts);
        return facts;
    }
}
