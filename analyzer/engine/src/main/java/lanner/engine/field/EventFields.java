package lanner.engine.field;

import static lanner.engine.field.Field.Scope.EVENT;
import static lanner.engine.field.Field.Scope.RECORD;
import static lanner.engine.field.FieldRows.absent;
import static lanner.engine.field.FieldRows.bool;
import static lanner.engine.field.FieldRows.number;
import static lanner.engine.field.FieldRows.printed;
import static lanner.engine.field.FieldRows.text;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import lanner.capture.event.CreatParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
import lanner.capture.event.GenericParams;
import lanner.capture.event.OpenByHandleParams;
import lanner.capture.event.OpenParams;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.ParamType;
import lanner.capture.event.PluginParams;
import lanner.engine.state.EventContext;
import lanner.engine.state.FdInfo;
import lanner.engine.text.Characters;
import lanner.engine.text.Nearest;
import org.jspecify.annotations.Nullable;

/** {@code evt.*}: the event itself. */
final class EventFields {
    private static final long SECOND = 1_000_000_000L;
    private static final long O_RDONLY = FlagSets.FILE_FLAGS.value("O_RDONLY");
    private static final long O_WRONLY = FlagSets.FILE_FLAGS.value("O_WRONLY");
    private static final long O_CREATED = FlagSets.FILE_FLAGS.value("O_F_CREATED");
    private static final long O_TMPFILE = FlagSets.FILE_FLAGS.value("O_TMPFILE");
    private static final long ANY_EXECUTE = 0111;

    /** Where the calls of the open family keep their flags and mode; -1 for one they lack. */
    private record OpenCall(int flags, int mode) {}

    private static final Map<EventType, OpenCall> OPENS = new EnumMap<>(Map.of(
            EventType.OPEN, new OpenCall(OpenParams.FLAGS, OpenParams.MODE),
            EventType.OPENAT, new OpenCall(OpenatParams.FLAGS, OpenatParams.MODE),
            EventType.OPENAT2, new OpenCall(OpenatParams.FLAGS, OpenatParams.MODE),
            EventType.OPEN_BY_HANDLE_AT, new OpenCall(OpenByHandleParams.FLAGS, -1)));

    /** Calls whose paths start from a descriptor, as far as Falco's field knows them. */
    private static final Set<EventType> AT_CALLS = EnumSet.of(
            EventType.OPENAT,
            EventType.OPENAT2,
            EventType.OPEN_BY_HANDLE_AT,
            EventType.RENAMEAT,
            EventType.RENAMEAT2,
            EventType.SYMLINKAT,
            EventType.LINKAT,
            EventType.UNLINKAT,
            EventType.MKDIRAT,
            EventType.FCHMODAT,
            EventType.FCHOWNAT);

    private static final Map<String, int[]> POSITIONS = new ConcurrentHashMap<>();

    // spotless:off
    /** Those that Falco has for events of any source. */
    static final List<String> NAMES_OF_ALL_SOURCES = List.of(
            "evt.num", "evt.time", "evt.time.s", "evt.time.iso8601", "evt.datetime", "evt.datetime.s", "evt.rawtime",
            "evt.rawtime.s", "evt.rawtime.ns", "evt.reltime", "evt.reltime.s", "evt.reltime.ns", "evt.pluginname",
            "evt.plugininfo", "evt.source", "evt.is_async", "evt.asynctype", "evt.hostname");
    // spotless:on

    /** The row of this name; null for none. */
    static @Nullable FieldSpec rowOfAllSources(String name) {
        return switch (name) {
            case "evt.num" ->
                number(
                        name,
                        FieldType.UINT64,
                        RECORD,
                        "The event's number in the capture, from 1.",
                        c -> c.event().number());
            case "evt.time" ->
                time(
                        name,
                        "Time of day with nanoseconds, local zone; in JSON nanoseconds since 1970.",
                        c -> EventTime.clock(c.event().time(), true));
            case "evt.time.s" ->
                time(
                        name,
                        "Time of day without the fraction.",
                        c -> EventTime.clock(c.event().time(), false));
            case "evt.time.iso8601" ->
                time(
                        name,
                        "Date and time, UTC, ISO 8601.",
                        c -> EventTime.utc(c.event().time(), "+0000"));
            case "evt.datetime" ->
                time(
                        name,
                        "Date and time of day with nanoseconds, local zone.",
                        c -> EventTime.date(c.event().time()) + " "
                                + EventTime.clock(c.event().time(), true));
            case "evt.datetime.s" ->
                time(
                        name,
                        "Date and time of day without the fraction.",
                        c -> EventTime.date(c.event().time()) + " "
                                + EventTime.clock(c.event().time(), false));
            case "evt.rawtime" ->
                number(
                        name,
                        FieldType.ABSTIME,
                        RECORD,
                        "Nanoseconds since 1970.",
                        c -> c.event().time());
            case "evt.rawtime.s" ->
                number(
                        name,
                        FieldType.ABSTIME,
                        RECORD,
                        "Whole seconds since 1970.",
                        c -> c.event().time() / SECOND);
            case "evt.rawtime.ns" ->
                padded(
                        name,
                        FieldType.ABSTIME,
                        "The nanoseconds within the second.",
                        c -> c.event().time() % SECOND);
            case "evt.reltime" ->
                padded(
                        name,
                        FieldType.RELTIME,
                        "Nanoseconds since the capture's first event.",
                        c -> c.event().time() - c.state().firstTime());
            case "evt.reltime.s" ->
                number(
                        name,
                        FieldType.RELTIME,
                        RECORD,
                        "Whole seconds since the first event.",
                        c -> (c.event().time() - c.state().firstTime()) / SECOND);
            case "evt.reltime.ns" ->
                padded(
                        name,
                        FieldType.RELTIME,
                        "The rest of that in nanoseconds.",
                        c -> (c.event().time() - c.state().firstTime()) % SECOND);
            case "evt.pluginname" ->
                text(
                        name,
                        RECORD,
                        "k8saudit for an event of a Kubernetes audit log.",
                        c -> isAudit(c) ? "k8saudit" : null);
            case "evt.plugininfo" ->
                text(
                        name,
                        RECORD,
                        "The whole of such an event, JSON.",
                        c -> isAudit(c) ? c.event().text(PluginParams.EVENT_DATA) : null);
            case "evt.source" ->
                text(
                        name,
                        RECORD,
                        "The source of events: syscall, k8s_audit.",
                        c -> Source.of(c.event()).label());
            case "evt.is_async" -> bool(name, RECORD, "Whether it came beside the calls.", EventFields::isAsynchronous);
            case "evt.asynctype" ->
                text(
                        name,
                        RECORD,
                        "Its name, if it came beside the calls.",
                        c -> isAsynchronous(c) ? c.event().name() : null);
            case "evt.hostname" ->
                text(
                        name,
                        RECORD,
                        "The recorded machine's name.",
                        c -> c.state().hostname());
            default -> null;
        };
    }

    // spotless:off
    /** Those of system calls, and of what the kernel did beside them. */
    static final List<String> NAMES = List.of(
            "evt.latency", "evt.latency.s", "evt.latency.ns", "evt.latency.quantized", "evt.latency.human", "evt.deltatime",
            "evt.deltatime.s", "evt.deltatime.ns", "evt.outputtime", "evt.dir", "evt.type", "evt.type.is", "syscall.type",
            "evt.category", "evt.cpu", "evt.args", "evt.arg", "evt.rawarg", "evt.info", "evt.buffer", "evt.buflen", "evt.res",
            "evt.rawres", "evt.failed", "evt.is_io", "evt.is_io_read", "evt.is_io_write", "evt.io_dir", "evt.is_wait",
            "evt.wait_latency", "evt.is_syslog", "evt.count", "evt.count.error", "evt.count.error.file",
            "evt.count.error.net", "evt.count.error.memory", "evt.count.error.other", "evt.count.exit", "evt.count.procinfo",
            "evt.count.threadinfo", "evt.around", "evt.abspath", "evt.abspath.src", "evt.abspath.dst", "evt.buflen.in",
            "evt.buflen.out", "evt.buflen.file", "evt.buflen.file.in", "evt.buflen.file.out", "evt.buflen.net",
            "evt.buflen.net.in", "evt.buflen.net.out", "evt.is_open_read", "evt.is_open_write", "evt.infra.docker.name",
            "evt.infra.docker.container.id", "evt.infra.docker.container.name", "evt.infra.docker.container.image",
            "evt.is_open_exec", "evt.is_open_create");
    // spotless:on

    /** The row of this name; null for none. */
    static @Nullable FieldSpec row(String name) {
        return switch (name) {
            case "evt.latency" ->
                number(name, FieldType.RELTIME, RECORD, Durations.TOLD, Durations::of)
                        .with(Field.Trait.DEPRECATED);
            case "evt.latency.s" ->
                number(name, FieldType.RELTIME, RECORD, "Whole seconds of that.", Durations::seconds)
                        .with(Field.Trait.DEPRECATED);
            case "evt.latency.ns" ->
                padded(name, FieldType.RELTIME, "The rest of that in nanoseconds.", Durations::rest)
                        .with(Field.Trait.DEPRECATED);
            case "evt.latency.quantized" ->
                number(
                                name,
                                FieldType.UINT64,
                                RECORD,
                                "Never has a value: it goes by the width of a terminal.",
                                c -> Extractor.MISSING)
                        .with(Field.Trait.DEPRECATED, Field.Trait.UNLISTED);
            case "evt.latency.human" ->
                text(name, RECORD, "evt.latency in a unit that suits it, 1.32us.", Durations::words)
                        .with(Field.Trait.DEPRECATED);
            case "evt.deltatime" ->
                number(name, FieldType.RELTIME, RECORD, "Nanoseconds since the event before.", EventFields::delta);
            case "evt.deltatime.s" ->
                number(name, FieldType.RELTIME, RECORD, "Whole seconds of that.", c -> delta(c) / SECOND);
            case "evt.deltatime.ns" ->
                padded(name, FieldType.RELTIME, "The rest of that in nanoseconds.", c -> delta(c) % SECOND);
            case "evt.outputtime" ->
                text(
                                name,
                                RECORD,
                                "The time column of a listing.",
                                c -> EventTime.clock(c.event().time(), true))
                        .with(Field.Trait.PRINT_ONLY, Field.Trait.UNLISTED);
            case "evt.dir" ->
                text(name, RECORD, "Always <: an event is a call that has ended.", c -> "<")
                        .values(Domain.words("<"))
                        .with(Field.Trait.DEPRECATED);
            case "evt.type" ->
                text(name, RECORD, "The event's name.", c -> c.event().name());
            case "evt.type.is" ->
                new FieldSpec(
                        name,
                        FieldType.UINT32,
                        FieldSpec.Argument.AFTER_DOT,
                        Multiplicity.ONE,
                        RECORD,
                        "1 if the event has the type named behind the dot.",
                        argument -> {
                            String wanted = argument.orElseThrow();
                            return numeric(
                                    FieldType.UINT32, c -> c.event().name().equals(wanted) ? 1 : 0);
                        });
            case "syscall.type" ->
                text(
                        name,
                        RECORD,
                        "The event's name, if it is a system call.",
                        c -> isCall(c.event().type()) ? c.event().name() : null);
            case "evt.category" ->
                text(name, EVENT, "What the event is about: file, net, process and so on.", EventFields::category)
                        .values(Domain.categories());
            case "evt.cpu" -> absent(name, FieldType.INT16, "The processor. The recorder does not ask for it.");
            case "evt.args" -> text(name, EVENT, "All parameters as name=value.", ArgumentText::all);
            case "evt.arg" ->
                new FieldSpec(
                                name,
                                FieldType.TEXT,
                                FieldSpec.Argument.AFTER_DOT,
                                Multiplicity.ONE,
                                EVENT,
                                "One parameter as text, by its name or its position from 0.",
                                EventFields::argument)
                        .valuesBy(ArgumentNames::of)
                        .missingWhere(EventFields::lacks);
            case "evt.rawarg" ->
                new FieldSpec(
                                name,
                                FieldType.DYNAMIC,
                                FieldSpec.Argument.AFTER_DOT,
                                Multiplicity.ONE,
                                EVENT,
                                "One parameter by its name, with its own type.",
                                EventFields::rawArgument)
                        .with(Field.Trait.NO_RHS, Field.Trait.NO_TRANSFORMER)
                        .missingWhere(EventFields::lacks);
            case "evt.info" -> text(name, EVENT, "The same as evt.args.", ArgumentText::all);
            case "evt.buffer" ->
                FieldRows.plain(
                        name, FieldType.BYTES, EVENT, "The data of a read, a write or a message.", (Extractor.OfText)
                                EventFields::buffer);
            case "evt.buflen" ->
                number(name, FieldType.UINT64, RECORD, "How many bytes were read or written.", EventFields::length);
            case "evt.res" ->
                text(name, RECORD, "SUCCESS or the error's name.", EventFields::outcome)
                        .values(Domain.errors());
            case "evt.rawres" ->
                number(name, FieldType.INT64, RECORD, "The result as a number.", EventFields::result)
                        .values(Domain.RESULTS);
            case "evt.failed" ->
                number(name, FieldType.BOOL, RECORD, "Whether the call failed.", c -> {
                    long result = result(c);
                    return result == Extractor.MISSING ? result : result < 0 ? 1 : 0;
                });
            case "evt.is_io" ->
                bool(name, RECORD, "Whether it reads from or writes to a descriptor.", c -> reads(c) || writes(c));
            case "evt.is_io_read" -> bool(name, RECORD, "Whether it reads from a descriptor.", EventFields::reads);
            case "evt.is_io_write" -> bool(name, RECORD, "Whether it writes to a descriptor.", EventFields::writes);
            case "evt.io_dir" ->
                text(name, RECORD, "read or write.", c -> reads(c) ? "read" : writes(c) ? "write" : null)
                        .values(Domain.words("read", "write"));
            case "evt.is_wait" ->
                bool(
                        name,
                        RECORD,
                        "Whether the call waits by design.",
                        c -> c.event().type().is(EventType.Trait.WAITS));
            case "evt.wait_latency" ->
                number(
                                name,
                                FieldType.RELTIME,
                                RECORD,
                                "evt.latency of calls that wait by design.",
                                c -> c.event().type().is(EventType.Trait.WAITS) ? Durations.of(c) : Extractor.MISSING)
                        .with(Field.Trait.DEPRECATED);
            case "evt.is_syslog" ->
                bool(
                        name,
                        EVENT,
                        "Whether it writes to the system log's socket.",
                        c -> writes(c) && c.fd() != null && c.fd().name().contains("/dev/log"));
            case "evt.count" -> number(name, FieldType.UINT32, RECORD, "Always 1.", c -> 1);
            case "evt.count.error" ->
                number(name, FieldType.UINT32, RECORD, "1 if the call failed.", EventFields::errorCount);
            case "evt.count.error.file" ->
                number(
                        name,
                        FieldType.UINT32,
                        EVENT,
                        "The same for files.",
                        c -> about(c, "file") ? errorCount(c) : Extractor.MISSING);
            case "evt.count.error.net" ->
                number(
                        name,
                        FieldType.UINT32,
                        EVENT,
                        "The same for sockets.",
                        c -> about(c, "net") ? errorCount(c) : Extractor.MISSING);
            case "evt.count.error.memory" ->
                number(
                        name,
                        FieldType.UINT32,
                        EVENT,
                        "The same for memory.",
                        c -> about(c, "memory") ? errorCount(c) : Extractor.MISSING);
            case "evt.count.error.other" ->
                number(
                        name,
                        FieldType.UINT32,
                        EVENT,
                        "The same for the rest.",
                        c -> about(c, "file") || about(c, "net") || about(c, "memory")
                                ? Extractor.MISSING
                                : errorCount(c));
            case "evt.count.exit" -> number(name, FieldType.UINT32, RECORD, "1 for a call.", c -> 1);
            case "evt.count.procinfo" ->
                number(name, FieldType.UINT32, RECORD, "Always 0.", c -> 0).with(Field.Trait.UNLISTED);
            case "evt.count.threadinfo" ->
                number(name, FieldType.UINT32, RECORD, "Always 1.", c -> 1).with(Field.Trait.UNLISTED);
            case "evt.around" ->
                new FieldSpec(
                                name,
                                FieldType.UINT64,
                                FieldSpec.Argument.REQUIRED,
                                Multiplicity.DISTANCE,
                                EVENT,
                                "evt.around[T]=D: within D milliseconds of T, nanoseconds since 1970.",
                                EventFields::around)
                        .with(Field.Trait.FILTER_ONLY, Field.Trait.NO_RHS, Field.Trait.NO_TRANSFORMER);
            case "evt.abspath" -> absolute(name, "The absolute path of an *at call.", 0);
            case "evt.abspath.src" -> absolute(name, "The first path of a call that has two.", 0);
            case "evt.abspath.dst" -> absolute(name, "The second path of a call that has two.", 1);
            case "evt.buflen.in" -> io(name, c -> reads(c));
            case "evt.buflen.out" -> io(name, c -> writes(c));
            case "evt.buflen.file" -> io(name, c -> onFile(c));
            case "evt.buflen.file.in" -> io(name, c -> onFile(c) && reads(c));
            case "evt.buflen.file.out" -> io(name, c -> onFile(c) && writes(c));
            case "evt.buflen.net" -> io(name, c -> onSocket(c));
            case "evt.buflen.net.in" -> io(name, c -> onSocket(c) && reads(c));
            case "evt.buflen.net.out" -> io(name, c -> onSocket(c) && writes(c));
            case "evt.is_open_read" ->
                bool(name, RECORD, "Whether it opens a file for reading.", c -> (openFlags(c) & O_RDONLY) != 0);
            case "evt.is_open_write" ->
                bool(name, RECORD, "Whether it opens a file for writing.", c -> (openFlags(c) & O_WRONLY) != 0);
            case "evt.infra.docker.name" ->
                absent(name, FieldType.TEXT, "Docker's own events are not recorded.")
                        .with(Field.Trait.UNLISTED);
            case "evt.infra.docker.container.id" ->
                absent(name, FieldType.TEXT, "Docker's own events are not recorded.")
                        .with(Field.Trait.UNLISTED);
            case "evt.infra.docker.container.name" ->
                absent(name, FieldType.TEXT, "Docker's own events are not recorded.")
                        .with(Field.Trait.UNLISTED);
            case "evt.infra.docker.container.image" ->
                absent(name, FieldType.TEXT, "Docker's own events are not recorded.")
                        .with(Field.Trait.UNLISTED);
            case "evt.is_open_exec" ->
                bool(name, RECORD, "Whether it makes an executable file.", EventFields::makesExecutable);
            case "evt.is_open_create" ->
                bool(
                        name,
                        RECORD,
                        "Whether it made the file.",
                        c -> c.event().result() >= 0 && (openFlags(c) & (O_CREATED | O_TMPFILE)) != 0);
            default -> null;
        };
    }

    private EventFields() {}

    private static boolean isAudit(EventContext c) {
        return Source.of(c.event()) == Source.K8S_AUDIT;
    }

    private static boolean isAsynchronous(EventContext c) {
        return c.event().type().kind() == EventType.Kind.META && !isAudit(c);
    }

    private static FieldSpec time(String name, String documentation, FieldSpec.TimePrinter printer) {
        Extractor.OfText extractor = printer::print;
        return new FieldSpec(
                name,
                FieldType.TEXT,
                FieldSpec.Argument.NONE,
                Multiplicity.ONE,
                RECORD,
                documentation,
                none -> new FieldSpec.Reading(extractor, FieldType.TEXT, Multiplicity.ONE, printer));
    }

    private static FieldSpec padded(String name, FieldType type, String documentation, FieldRows.ToLong get) {
        Extractor.OfNumber extractor = get::get;
        return printed(name, type, RECORD, documentation, extractor, c -> {
            long value = get.get(c);
            return value == Extractor.MISSING ? null : String.format(Locale.ROOT, "%09d", value);
        });
    }

    private static FieldSpec io(String name, FieldRows.ToBoolean applies) {
        return number(
                        name,
                        FieldType.UINT64,
                        EVENT,
                        "evt.buflen for some events only.",
                        c -> applies.get(c) ? length(c) : Extractor.MISSING)
                .with(Field.Trait.UNLISTED);
    }

    private static FieldSpec absolute(String name, String documentation, int pair) {
        return text(name, EVENT, documentation, c -> {
            EventType type = c.event().type();
            if (!AT_CALLS.contains(type) || EventPath.places(type).size() <= pair) {
                return null;
            }
            EventPath.At at = EventPath.places(type).get(pair);
            // What a link points to starts from no descriptor.
            boolean starts = pair == 0 || at.dirfd() >= 0;
            return starts && c.event().has(at.path()) ? c.path(at.path(), at.dirfd()) : null;
        });
    }

    private static FieldSpec.Reading numeric(FieldType type, FieldRows.ToLong get) {
        Extractor.OfNumber extractor = get::get;
        return new FieldSpec.Reading(extractor, type, Multiplicity.ONE, null);
    }

    /** Whether a type has no parameter of this name or at this place. */
    private static boolean lacks(Optional<String> argument, EventType type) {
        String name = argument.orElse("");
        return Characters.areDigits(name, 3)
                ? Integer.parseInt(name) >= type.params().size()
                : type.kind() == EventType.Kind.SEGMENT || type.indexOf(name) < 0;
    }

    private static FieldSpec.Reading argument(Optional<String> argument) throws UnknownFieldException {
        String name = argument.orElseThrow();
        boolean position = Characters.areDigits(name, 3);
        if (!position) {
            known(name);
        }
        int index = position ? Integer.parseInt(name) : -1;
        int[] byType = position ? new int[0] : positions(name);
        Extractor.OfText extractor = c -> {
            int param = position ? index : byType[c.event().type().code()];
            if (param < 0 || param >= c.event().type().params().size()) {
                return null;
            }
            return ArgumentText.of(c, param);
        };
        return new FieldSpec.Reading(extractor, FieldType.TEXT, Multiplicity.ONE, null);
    }

    private static FieldSpec.Reading rawArgument(Optional<String> argument) throws UnknownFieldException {
        String name = argument.orElseThrow();
        ParamType type = known(name);
        int[] byType = positions(name);
        if (type.isNumber()) {
            Extractor.OfNumber get = c -> {
                int param = byType[c.event().type().code()];
                return param < 0 || !c.event().type().params().get(param).type().isNumber()
                        ? Extractor.MISSING
                        : c.event().param(param, Extractor.MISSING);
            };
            return new FieldSpec.Reading(get, fieldType(type), Multiplicity.ONE, rawPrinter(type, get));
        }
        Extractor.OfText extractor = c -> {
            int param = byType[c.event().type().code()];
            return param < 0 || c.event().type().params().get(param).type().isNumber()
                    ? null
                    : c.event().text(param);
        };
        boolean bytes = type == ParamType.BYTES;
        return new FieldSpec.Reading(extractor, bytes ? FieldType.BYTES : FieldType.TEXT, Multiplicity.ONE, null);
    }

    /** Falco writes bare flags in base sixteen. */
    private static FieldSpec.@Nullable Printer rawPrinter(ParamType type, Extractor.OfNumber get) {
        if (type != ParamType.FLAGS8 && type != ParamType.FLAGS16 && type != ParamType.FLAGS32) {
            return null;
        }
        return (FieldSpec.BasePrinter) c -> {
            long value = get.get(c);
            return value == Extractor.MISSING ? null : ArgumentText.number(value, 16, true);
        };
    }

    private static FieldType fieldType(ParamType type) {
        return switch (type) {
            case UINT64 -> FieldType.UINT64;
            case UINT8, UINT16, UINT32, UID, GID, FLAGS8, FLAGS16, FLAGS32, ENUM8, ENUM16, ENUM32, MODE, SIGSET ->
                FieldType.UINT32;
            case RELTIME -> FieldType.RELTIME;
            case ABSTIME -> FieldType.ABSTIME;
            default -> FieldType.INT64;
        };
    }

    /** The type of the first parameter of this name in the table of events. */
    private static ParamType known(String name) throws UnknownFieldException {
        for (EventType type : EventType.values()) {
            if (type.kind() != EventType.Kind.SEGMENT) {
                int at = type.indexOf(name);
                if (at >= 0) {
                    return type.params().get(at).type();
                }
            }
        }
        Set<String> names = new TreeSet<>();
        for (EventType type : EventType.values()) {
            if (type.kind() != EventType.Kind.SEGMENT) {
                type.params().forEach(param -> names.add(param.name()));
            }
        }
        throw new UnknownFieldException("unknown event argument " + name, Nearest.hint(name, names));
    }

    /** Where each type of event has a parameter of a name that {@link #known} found; -1 where it has none. */
    private static int[] positions(String name) {
        return POSITIONS.computeIfAbsent(name, EventFields::findPositions);
    }

    private static int[] findPositions(String name) {
        int[] positions = new int[EventType.CODES];
        for (EventType type : EventType.values()) {
            positions[type.code()] = type.kind() == EventType.Kind.SEGMENT ? -1 : type.indexOf(name);
        }
        return positions;
    }

    private static FieldSpec.Reading around(Optional<String> argument) throws UnknownFieldException {
        String instant = argument.orElseThrow();
        if (!Characters.areDigits(instant, 18)) {
            throw new UnknownFieldException("filter syntax error: evt.around needs nanoseconds since 1970");
        }
        long at = Long.parseLong(instant);
        Extractor.OfNumber extractor = c -> (Math.abs(c.event().time() - at) + 999_999) / 1_000_000;
        return new FieldSpec.Reading(extractor, FieldType.UINT64, Multiplicity.DISTANCE, null);
    }

    private static long delta(EventContext c) {
        return c.event().time() - c.state().previousTime();
    }

    private static boolean isCall(EventType type) {
        return type.kind() == EventType.Kind.SYSCALL || type.kind() == EventType.Kind.GENERIC;
    }

    private static boolean reads(EventContext c) {
        return c.event().type().is(EventType.Trait.READS_FD);
    }

    private static boolean writes(EventContext c) {
        return c.event().type().is(EventType.Trait.WRITES_FD);
    }

    private static boolean onFile(EventContext c) {
        return c.fd() != null && c.fd().isFile();
    }

    private static boolean onSocket(EventContext c) {
        return c.fd() != null && c.fd().isSocket();
    }

    private static String category(EventContext c) {
        return switch (c.event().type().category()) {
            case IO_READ, IO_WRITE, IO_OTHER -> {
                FdInfo fd = c.fd();
                if (fd == null) {
                    yield "unknown";
                }
                yield fd.isFile() ? "file" : fd.isSocket() ? "net" : fd.kind() == FdInfo.Kind.PIPE ? "ipc" : "unknown";
            }
            default -> c.event().type().category().label();
        };
    }

    private static boolean about(EventContext c, String category) {
        return category(c).equals(category);
    }

    private static long errorCount(EventContext c) {
        long result = result(c);
        return result == Extractor.MISSING ? Extractor.MISSING : result < 0 ? 1 : 0;
    }

    private static long result(EventContext c) {
        Event event = c.event();
        return isSeenToItsEnd(event) ? event.result() : Extractor.MISSING;
    }

    /** Whether the result is known. A call by number alone that was imported, without its arguments, has none. */
    static boolean isSeenToItsEnd(Event event) {
        return event.type() == EventType.GENERIC
                ? event.has(GenericParams.A0) && event.isResultKnown()
                : event.type().resultIsFirst() && event.isResultKnown();
    }

    private static @Nullable String outcome(EventContext c) {
        long result = result(c);
        if (result == Extractor.MISSING) {
            return null;
        }
        return result >= 0 ? "SUCCESS" : KernelNames.error(-result);
    }

    private static long length(EventContext c) {
        return (reads(c) || writes(c)) && c.event().result() >= 0 ? c.event().result() : Extractor.MISSING;
    }

    private static @Nullable String buffer(EventContext c) {
        if (!reads(c) && !writes(c)) {
            return null;
        }
        int data = c.event().type().indexOf("data");
        return data < 0 ? null : c.event().text(data);
    }

    private static long openFlags(EventContext c) {
        OpenCall call = OPENS.get(c.event().type());
        return call == null ? 0 : c.event().param(call.flags, 0);
    }

    private static boolean makesExecutable(EventContext c) {
        if (c.event().type() == EventType.CREAT) {
            return (c.event().param(CreatParams.MODE, 0) & ANY_EXECUTE) != 0;
        }
        OpenCall call = OPENS.get(c.event().type());
        return call != null
                && call.mode >= 0
                && (openFlags(c) & (O_CREATED | O_TMPFILE)) != 0
                && (c.event().param(call.mode, 0) & ANY_EXECUTE) != 0;
    }
}
