package lanner.investigation.streams;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lanner.capture.event.DupParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.capture.event.FcntlParams;
import lanner.capture.event.Mark;
import lanner.capture.event.ParamSpec;
import lanner.capture.event.ParamType;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.state.EventContext;
import lanner.engine.state.FdInfo;
import lanner.engine.state.ProcessInfo;
import lanner.investigation.index.Events;

/** Sees every event of a replay and picks those that are about one thing. */
final class StreamCollector {
    private static final long EINPROGRESS = -115;
    private static final int LONGEST_ARGUMENTS = 160;

    private final Field errorName;
    private final Field arguments;
    private final Events events;
    private final int capture;
    private final long origin;
    private final FollowReader.StepSink sink;
    /** By process: the numbers that lead to it. */
    private final IdentityHashMap<ProcessInfo, SortedSet<Integer>> held = new IdentityHashMap<>();

    private String name = "";
    private FdInfo.Kind type = FdInfo.Kind.OTHER;

    /**
     * @param origin of the descriptor, see {@link FdInfo#origin}
     * @param sink takes the steps, in order
     */
    StreamCollector(Events events, int capture, long origin, FollowReader.StepSink sink) {
        this.events = events;
        this.capture = capture;
        this.origin = origin;
        this.sink = sink;
        StandardFields fields = new StandardFields();
        try {
            errorName = fields.resolve("evt.res", Optional.empty());
            arguments = fields.resolve("lanner.args", Optional.empty());
        } catch (UnknownFieldException e) {
            throw new IllegalStateException("the registry lacks a field", e);
        }
    }

    void visit(EventContext context) throws IOException {
        Event event = context.event();
        switch (event.type()) {
            case CLONE, CLONE3, FORK, VFORK -> born(context);
            case EXECVE, EXECVEAT -> executed(context);
            case PROCEXIT -> ended(context);
            case CLOSE_RANGE -> closedRange(context);
            default -> used(context);
        }
    }

    private SortedSet<Integer> numbersIn(ProcessInfo process) {
        SortedSet<Integer> numbers = new TreeSet<>();
        process.leader().descriptors().forEach(fd -> {
            if (fd.origin() == origin) {
                numbers.add(fd.number());
            }
        });
        return numbers;
    }

    private void hold(ProcessInfo process, SortedSet<Integer> numbers) {
        if (numbers.isEmpty()) {
            held.remove(process);
        } else {
            held.put(process, numbers);
        }
    }

    private SortedSet<Integer> lost(ProcessInfo process, SortedSet<Integer> now) {
        SortedSet<Integer> lost = new TreeSet<>(held.getOrDefault(process, new TreeSet<>()));
        lost.removeAll(now);
        return lost;
    }

    private void born(EventContext context) throws IOException {
        long result = context.event().result();
        ProcessInfo child = result > 0 ? context.state().process((int) result) : result == 0 ? context.process() : null;
        if (child == null || held.containsKey(child)) {
            return;
        }
        SortedSet<Integer> numbers = numbersIn(child);
        if (!numbers.isEmpty()) {
            hold(child, numbers);
            step(
                    context,
                    FollowStep.Kind.HANDED_OVER,
                    numbers.first(),
                    "the new process " + child.pid() + " has it as " + list(numbers));
        }
    }

    private void executed(EventContext context) throws IOException {
        ProcessInfo process = context.process();
        SortedSet<Integer> now = numbersIn(process);
        SortedSet<Integer> lost = lost(process, now);
        if (context.event().result() != 0 || now.isEmpty() && lost.isEmpty()) {
            return;
        }
        hold(process, now);
        if (!now.isEmpty()) {
            String closed = lost.isEmpty() ? "" : "; " + list(lost) + " closed by it";
            step(
                    context,
                    FollowStep.Kind.HANDED_OVER,
                    now.first(),
                    "runs " + process.comm() + ", which has it as " + list(now) + closed);
        } else {
            step(context, FollowStep.Kind.CLOSED, lost.first(), "closed by running " + process.comm());
        }
    }

    private void ended(EventContext context) throws IOException {
        SortedSet<Integer> numbers = held.get(context.process());
        if (numbers != null && context.process().threads() <= 1) {
            held.remove(context.process());
            step(context, FollowStep.Kind.CLOSED, numbers.first(), list(numbers) + " closed as the process ended");
        }
    }

    private void closedRange(EventContext context) throws IOException {
        SortedSet<Integer> now = numbersIn(context.process());
        SortedSet<Integer> lost = lost(context.process(), now);
        if (!lost.isEmpty()) {
            hold(context.process(), now);
            step(context, FollowStep.Kind.CLOSED, lost.first(), list(lost) + " closed");
        }
    }

    private void used(EventContext context) throws IOException {
        FdInfo fd = context.fd();
        ProcessInfo process = context.process();
        if (fd != null && fd.origin() == origin) {
            learn(fd);
            mine(context, fd);
            return;
        }
        if (held.containsKey(process)) {
            Optional<ParamSpec> other = otherDescriptor(context);
            if (other.isPresent()) {
                moved(
                        context,
                        other.get().name().contains("in") ? FollowStep.Direction.IN : FollowStep.Direction.OUT,
                        context.event()
                                .param(
                                        context.event()
                                                .type()
                                                .indexOf(other.get().name()),
                                        -1));
            } else if (context.event().type().is(Trait.CREATES_FD)) {
                replaced(context);
            }
        }
    }

    private void learn(FdInfo fd) {
        if (!fd.name().isEmpty()) {
            name = fd.name();
        }
        if (fd.kind() != FdInfo.Kind.OTHER) {
            type = fd.kind();
        }
    }

    /** A dup2(2) onto a number that led here. */
    private void replaced(EventContext context) throws IOException {
        SortedSet<Integer> now = numbersIn(context.process());
        SortedSet<Integer> lost = lost(context.process(), now);
        if (!lost.isEmpty()) {
            hold(context.process(), now);
            step(
                    context,
                    FollowStep.Kind.CLOSED,
                    lost.first(),
                    list(lost) + " closed, as the number was given to something else");
        }
    }

    private void mine(EventContext context, FdInfo fd) throws IOException {
        Event event = context.event();
        EventType type = event.type();
        SortedSet<Integer> before = held.getOrDefault(context.process(), new TreeSet<>());
        SortedSet<Integer> now = numbersIn(context.process());
        SortedSet<Integer> gained = new TreeSet<>(now);
        gained.removeAll(before);
        boolean known = !held.isEmpty();
        hold(context.process(), now);
        if (type == EventType.CLOSE && event.result() >= 0) {
            now.remove(fd.number());
            hold(context.process(), now);
            step(context, FollowStep.Kind.CLOSED, fd.number(), "");
        } else if (isDuplicate(type) && event.result() >= 0 && gained.contains((int) event.result())) {
            step(
                    context,
                    FollowStep.Kind.HANDED_OVER,
                    event.result(),
                    event.param(type == EventType.FCNTL ? FcntlParams.FD : DupParams.OLDFD, -1) + " is "
                            + event.result() + " as well");
        } else if (type.is(Trait.CREATES_FD) && !isDuplicate(type)) {
            String both = now.size() > 1 && !known ? "its ends are " + list(now) : said(context);
            step(context, FollowStep.Kind.OPENED, fd.number(), both);
        } else if (type == EventType.CONNECT && connects(event)) {
            String later = event.result() == 0 ? "" : "not at once; ";
            step(context, FollowStep.Kind.CONNECTED, fd.number(), "", later + said(context));
        } else if (type.is(Trait.READS_FD) != type.is(Trait.WRITES_FD)) {
            moved(context, type.is(Trait.READS_FD) ? FollowStep.Direction.IN : FollowStep.Direction.OUT, fd.number());
        } else if (type == EventType.SENDFILE || type == EventType.COPY_FILE_RANGE) {
            moved(context, FollowStep.Direction.OUT, fd.number());
        } else if (type == EventType.SPLICE) {
            moved(context, FollowStep.Direction.IN, fd.number());
        } else {
            step(context, FollowStep.Kind.OTHER, fd.number(), said(context));
        }
    }

    private boolean isDuplicate(EventType type) {
        return type == EventType.DUP || type == EventType.DUP2 || type == EventType.DUP3 || type == EventType.FCNTL;
    }

    /** Of a call between two descriptors the one that the context does not name, if it leads here. */
    private Optional<ParamSpec> otherDescriptor(EventContext context) {
        Event event = context.event();
        EventType type = event.type();
        if (type != EventType.SENDFILE && type != EventType.COPY_FILE_RANGE && type != EventType.SPLICE) {
            return Optional.empty();
        }
        return type.params().stream()
                .skip(1)
                .filter(param -> param.type() == ParamType.FD)
                .filter(param -> {
                    FdInfo fd = context.thread().descriptors().get((int) event.param(type.indexOf(param.name()), -1));
                    return fd != null && fd.origin() == origin;
                })
                .findFirst();
    }

    private void moved(EventContext context, FollowStep.Direction direction, long fd) throws IOException {
        Event event = context.event();
        EventType type = event.type();
        int at = type.indexOf("data");
        byte[] data = at >= 0 ? event.bytes(at) : new byte[0];
        long size = Math.max(0, event.result());
        if (neverEnded(event)) {
            size = -1;
        }
        String error = error(context);
        boolean cut = at >= 0 && event.has(at) && event.isCut(at) || data.length > 0 && size > data.length;
        String unreadable = at >= 0 && event.isUnreadable(at) ? "its data could not be read" : "";
        sink.take(new FollowStep(
                row(event),
                event.time(),
                fd,
                FollowStep.Kind.MOVED_DATA,
                direction,
                unreadable,
                error,
                error.isEmpty() ? size : 0,
                error.isEmpty() ? data : new byte[0],
                cut));
    }

    private boolean connects(Event event) {
        return event.result() == 0 || event.result() == EINPROGRESS;
    }

    /** The call's arguments, as far as they fit into a line. */
    private String said(EventContext context) {
        String all = arguments.print(context);
        return all == null ? "" : all.length() <= LONGEST_ARGUMENTS ? all : all.substring(0, LONGEST_ARGUMENTS) + "...";
    }

    private void step(EventContext context, FollowStep.Kind kind, long fd, String words) throws IOException {
        step(context, kind, fd, error(context), words);
    }

    private void step(EventContext context, FollowStep.Kind kind, long fd, String error, String words)
            throws IOException {
        Event event = context.event();
        sink.take(new FollowStep(
                row(event), event.time(), fd, kind, FollowStep.Direction.NONE, words, error, 0, new byte[0], false));
    }

    private int row(Event event) {
        return events.rowOf(capture, event.number());
    }

    private String error(EventContext context) {
        Event event = context.event();
        return event.result() < 0 && event.type().kind() == EventType.Kind.SYSCALL && !neverEnded(event)
                ? Objects.requireNonNullElse(errorName.print(context), "")
                : "";
    }

    /** The result of such a call means nothing. */
    private boolean neverEnded(Event event) {
        return event.has(Mark.INCOMPLETE) || event.has(Mark.ENTER_ONLY);
    }

    /** Who held it at the end, and as what numbers. */
    List<String> holders() {
        return held.entrySet().stream()
                .map(entry -> entry.getKey().comm() + " " + entry.getKey().pid() + " as " + list(entry.getValue()))
                .sorted()
                .toList();
    }

    private String list(SortedSet<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** What it was called last; empty if it has no name. */
    String name() {
        return name;
    }

    FdInfo.Kind type() {
        return type;
    }
}
