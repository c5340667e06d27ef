package lanner.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import lanner.capture.EventSource;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.cli.sql.SqlEngine;
import lanner.cli.sql.SqlFormat;
import lanner.cli.sql.SqlJob;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.alert.TemplateException;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.plan.Predicate;
import lanner.engine.replay.Replay;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.SystemState;
import lanner.exchange.scap.ScapDialect;
import lanner.exchange.scap.ScapExport;
import lanner.exchange.table.Row;
import lanner.exchange.table.RowFormat;
import lanner.exchange.table.RowWriter;
import lanner.investigation.casework.CasePicture;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.FileFailure;
import lanner.product.InputException;
import lanner.product.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}: a capture for other tools. */
@Command(
        name = "export",
        description = {
            "Converts a capture, or part of it, to a file for other tools.",
            "  scap        sysdig, Falco, Stratoshark; sysdig 0.29 skips newer calls",
            "  scap-0.29   sysdig 0.29: all calls, newer ones by name only",
            "  jsonl       one flat JSON object per event or alert",
            "  csv         RFC 4180, with a header; values as they are: a spreadsheet that is to",
            "              read them takes them as text, or runs what begins with =",
            "  timesketch  JSON lines with message, datetime and timestamp_desc",
            "  parquet     a column for each column of lanner sql's table events, or alerts",
            "  html        one page for a browser: alerts, story, process tree, lanes, events",
            "  svg, png    a picture: the process tree, or with --picture time-line lanes of time",
            "Exit status: 0 done; 3 the capture is damaged; 4 the file could not be written; 130 " + "interrupted."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner export build.lanner --to scap -o build.scap",
            "  lanner export build.lanner 'evt.type=connect' --to csv",
            "  lanner export build.lanner --to csv --fields evt.type,proc.cmdline,fd.name",
            "  lanner export build.lanner --to timesketch --alerts -r rules/ -o alerts.jsonl",
            "  lanner export build.lanner --to parquet -o build.parquet",
            "  lanner export build.lanner 'proc.name=curl' --to html -o curl.html",
            "  lanner export build.lanner --to svg -o tree.svg",
            "  lanner export build.lanner --to png --picture time-line -o time.png"
        })
final class ExportCommand implements Callable<Integer> {
    private static final FieldRegistry FIELDS = new StandardFields();
    private static final String MESSAGE = "%proc.name (%proc.pid) %evt.type %lanner.args";

    /** What a row of an event holds unless told otherwise. */
    static final List<String> DEFAULT_FIELDS = List.of(
            "evt.num",
            "evt.type",
            "evt.category",
            "evt.res",
            "evt.rawres",
            "evt.args",
            "thread.tid",
            "proc.pid",
            "proc.ppid",
            "proc.name",
            "proc.pname",
            "proc.exepath",
            "proc.cmdline",
            "user.uid",
            "user.name",
            "fd.num",
            "fd.type",
            "fd.name",
            "fd.l4proto",
            "fd.cip",
            "fd.cport",
            "fd.sip",
            "fd.sport",
            "container.id");

    private static final int ASK_EVERY = 4096;
    private static final String PARQUET = "parquet";
    private static final String HTML = "html";
    private static final List<String> PICTURES = List.of("svg", "png");
    private static final List<String> FORMATS =
            List.of("scap", "scap-0.29", "jsonl", "csv", "timesketch", PARQUET, HTML, "svg", "png");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CAPTURE", description = "The capture, or a scap file.")
    private Path capture;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILTER",
            description = "A condition of the rule language: export only events that match it.")
    private @Nullable String filter;

    @Option(names = "--to", paramLabel = "FORMAT", required = true, description = "One of the formats above.")
    private String format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write; a scap file whose name ends in .gz is compressed (default: standard "
                    + "output).")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace an existing file.")
    private boolean overwrite;

    @Option(
            names = "--fields",
            split = ",",
            paramLabel = "FIELD",
            description = "The fields of a row, in this order (jsonl, csv, timesketch).")
    private List<String> fields = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Leave out what is before this time, such as 2026-11-24T10:00:00Z.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "Leave out this time and what is after it.")
    private @Nullable String until;

    @Option(
            names = "--picture",
            paramLabel = "WHAT",
            description = "What svg and png draw: tree or time-line (default: tree).")
    private @Nullable String picture;

    @Option(names = "--alerts", description = "Export the alerts of rules instead of events (not scap).")
    private boolean alerts;

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "The rules for --alerts, html, svg and png (default: the rules that come with Lanner).")
    private List<Path> rules = List.of();

    private final AtomicLong seen = new AtomicLong();

    /** Which events are wanted. */
    private record Wanted(Predicate filter, long from, long until) {
        boolean test(lanner.engine.state.EventContext context) {
            long time = context.event().time();
            return time >= from && time < until && filter.test(context);
        }
    }

    @Override
    public Integer call() throws IOException, InputException {
        String kind = format.toLowerCase(Locale.ROOT);
        boolean scap = kind.startsWith("scap");
        check(kind, scap);
        if (kind.equals(PARQUET)) {
            return parquet(Objects.requireNonNull(output)).code();
        }
        Wanted wanted = new Wanted(
                filter == null ? context -> true : FilterArgument.compile(spec, filter, FIELDS),
                time("--from", from, Long.MIN_VALUE),
                time("--until", until, Long.MAX_VALUE));
        PrintWriter err = spec.commandLine().getErr();
        if (kind.equals(HTML)) {
            try (Inquiry inquiry = Inquiry.open(List.of(capture), RuleFiles.orShipped(rules))) {
                return new PageExport(new ExcerptArgument(filter, wanted.from(), wanted.until()))
                        .run(inquiry, output, spec.commandLine().getOut(), err)
                        .code();
            }
        }
        if (PICTURES.contains(kind)) {
            CasePicture.Format drawn = CasePicture.Format.valueOf(kind.toUpperCase(Locale.ROOT));
            try (Inquiry inquiry = Inquiry.open(List.of(capture), RuleFiles.orShipped(rules))) {
                ExcerptArgument chosen = new ExcerptArgument(filter, wanted.from(), wanted.until());
                return new PictureExport(chosen, subject(), drawn)
                        .run(inquiry, output, spec.commandLine().getOut())
                        .code();
            }
        }
        try (EventSource source = CaptureFinder.open(capture);
                InterruptHandler interruption = new InterruptHandler();
                ProgressBar progress = new ProgressBar(source.totalBytes(), source::readBytes, seen::get)) {
            if (output != null && ProgressBar.isTerminal(2)) {
                progress.start();
            }
            if (output == null) {
                rows(source, wanted, spec.commandLine().getOut(), interruption, err);
            } else if (!toFile(output, source, wanted, scap, interruption, err)) {
                return ExitCode.ENVIRONMENT.code();
            }
            if (interruption.wished()) {
                return ExitCode.INTERRUPTED.code();
            }
            return DamageReport.print(capture.toString(), source.report(), err).code();
        }
    }

    private void check(String kind, boolean scap) {
        if (!FORMATS.contains(kind)) {
            throw new ParameterException(
                    spec.commandLine(), "--to is one of " + String.join(", ", FORMATS) + ", not '" + format + "'");
        }
        if (picture != null && !PICTURES.contains(kind)) {
            throw new ParameterException(spec.commandLine(), "--picture is for --to svg and --to png");
        }
        if (PICTURES.contains(kind)) {
            subject();
            if (alerts || !fields.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "--to " + kind + " takes neither --alerts nor --fields");
            }
        }
        if (kind.equals(HTML) && (alerts || !fields.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--to html takes neither --alerts nor --fields: a page holds events with their alerts");
        }
        if (kind.equals(PARQUET)
                && (output == null || filter != null || from != null || until != null || !fields.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    output == null
                            ? "--to parquet needs the name of a file: -o FILE"
                            : "--to parquet takes whole tables: lanner sql --format parquet takes a query");
        }
        if (scap && (alerts || !fields.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--to scap takes neither --alerts nor --fields: a scap file holds whole events");
        }
        if (kind.equals("png") && output == null) {
            throw new ParameterException(spec.commandLine(), "--to png needs the name of a file: -o FILE");
        }
        if (scap && output == null) {
            throw new ParameterException(spec.commandLine(), "--to scap needs the name of a file: -o FILE");
        }
        if (alerts && !fields.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--alerts takes no --fields: an alert has the fields of its rule's output");
        }
        checkOutput(spec, output, overwrite);
    }

    private CasePicture.Subject subject() {
        return CasePicture.Subject.of(picture == null ? CasePicture.Subject.TREE.word() : picture)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--picture is tree or time-line, not '" + picture + "'"));
    }

    /** Refuses the name of a file that is not to be written. */
    static void checkOutput(CommandSpec spec, @Nullable Path output, boolean overwrite) {
        if (output != null && !overwrite && Files.exists(output)) {
            throw new ParameterException(spec.commandLine(), output + " is there already; --overwrite replaces it");
        }
        if (output != null && (Files.isDirectory(output) || output.getFileName() == null)) {
            throw new ParameterException(spec.commandLine(), output + " is a directory");
        }
    }

    private ExitCode parquet(Path file) throws IOException, InputException {
        SqlEngine engine = SqlEngine.installed()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), SqlEngine.NOT_INSTALLED));
        PrintWriter err = spec.commandLine().getErr();
        try (SqlCapturesOfCommand asked =
                SqlCapturesOfCommand.open(List.of(capture), RuleFiles.orShipped(rules), err)) {
            SqlJob job = new SqlJob(
                    Optional.of("FROM " + (alerts ? "alerts" : "events")),
                    SqlFormat.PARQUET,
                    Optional.of(file),
                    new SqlJob.Limits(0, false),
                    0,
                    spec.commandLine().getOut(),
                    err);
            return asked.status(engine.parquet(job, asked));
        }
    }

    /** Writes beside the file and puts it in its place once it is whole; false when it could not be written. */
    private boolean toFile(
            Path file, EventSource source, Wanted wanted, boolean scap, InterruptHandler interruption, PrintWriter err)
            throws IOException, InputException {
        try (WholeFile whole = WholeFile.begin(file)) {
            if (scap) {
                scap(file, source, wanted, whole.stream(), interruption, err);
            } else {
                Writer out = new OutputStreamWriter(whole.stream(), StandardCharsets.UTF_8);
                rows(source, wanted, out, interruption, err);
                out.flush();
            }
            if (interruption.wished()) {
                err.println("lanner: interrupted: " + file + " was not written");
            } else {
                whole.publish();
            }
            return true;
        } catch (WholeFile.NotWrittenException e) {
            err.println("lanner: " + file + " cannot be written: " + FileFailure.words(e));
            return false;
        } finally {
            err.flush();
        }
    }

    private void scap(
            Path file,
            EventSource source,
            Wanted wanted,
            OutputStream out,
            InterruptHandler interruption,
            PrintWriter err)
            throws IOException {
        ScapDialect dialect = format.equalsIgnoreCase("scap") ? ScapDialect.CURRENT : ScapDialect.SYSDIG_0_29;
        boolean zipped = file.toString().endsWith(".gz");
        Map<String, Long> remarks;
        long written;
        try (ScapExport export = new ScapExport(out, dialect, zipped)) {
            SystemState state = new SystemState();
            Event event = new Event();
            while (source.next(event)) {
                state.apply(event);
                if (event.type().kind() == EventType.Kind.SEGMENT) {
                    export.frame(event, state);
                } else {
                    export.event(event, !event.has(Mark.STATE_ONLY) && wanted.test(state.context()));
                    if ((seen.incrementAndGet() & ASK_EVERY - 1) == 0 && interruption.wished()) {
                        break;
                    }
                }
                state.settle(event);
            }
            remarks = export.remarks();
            written = export.written();
        }
        if (interruption.wished()) {
            return;
        }
        err.println("lanner: " + Counted.of(written, "event") + " written to " + file);
        remarks.forEach((what, times) -> err.printf(Locale.ROOT, "  %,10d  %s%n", times, AlertText.visible(what)));
        err.flush();
    }

    private void rows(EventSource source, Wanted wanted, Writer out, InterruptHandler interruption, PrintWriter err)
            throws IOException, InputException {
        if (alerts) {
            alerts(source, wanted, out, interruption, err);
        } else {
            events(source, wanted, out, interruption, err);
        }
    }

    private void events(EventSource source, Wanted wanted, Writer out, InterruptHandler interruption, PrintWriter err)
            throws IOException {
        List<String> columns = fields.isEmpty() ? DEFAULT_FIELDS : fields;
        RowFormat rowFormat = RowFormat.valueOf(format.toUpperCase(Locale.ROOT));
        OutputTemplate values =
                template(columns.stream().map(name -> "%" + name).reduce("", String::concat));
        OutputTemplate message = rowFormat == RowFormat.TIMESKETCH ? template(MESSAGE) : template("");
        try (RowWriter rows = new RowWriter(out, rowFormat, columns)) {
            new Replay(interruption::wished).run(source, context -> {
                seen.incrementAndGet();
                if (wanted.test(context)) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    values.values(context, row);
                    rows.write(new Row(context.event().time(), message.print(context), false, row));
                }
                return true;
            });
            say(rows, interruption, err);
        }
    }

    private void alerts(EventSource source, Wanted wanted, Writer out, InterruptHandler interruption, PrintWriter err)
            throws IOException, InputException {
        RuleSet set = RuleSet.of(RuleFiles.load(RuleFiles.orShipped(rules), err).rules(), rule -> true, FIELDS);
        RowFormat rowFormat = RowFormat.valueOf(format.toUpperCase(Locale.ROOT));
        List<String> columns =
                List.of("rule", "priority", "tags", "hostname", "evt.num", "output", "outcome", "error", "inline");
        try (RowWriter rows = new RowWriter(out, rowFormat, columns)) {
            new Replay(() -> {
                        seen.addAndGet(ASK_EVERY);
                        return interruption.wished();
                    })
                    .run(source, set, Replay.Match.FIRST, (alert, rule, context) -> {
                        if (wanted.test(context)) {
                            Row row = Row.of(alert);
                            if (rowFormat == RowFormat.CSV) {
                                Map<String, Object> only = new LinkedHashMap<>();
                                columns.forEach(
                                        column -> only.put(column, row.values().get(column)));
                                rows.write(new Row(row.time(), row.message(), true, only));
                            } else {
                                rows.write(row);
                            }
                        }
                    });
            say(rows, interruption, err);
        }
    }

    private void say(RowWriter rows, InterruptHandler interruption, PrintWriter err) {
        if (output != null && !interruption.wished()) {
            err.println("lanner: " + Counted.of(rows.written(), "row") + " written to " + output);
            err.flush();
        }
    }

    private OutputTemplate template(String text) {
        try {
            return OutputTemplate.parse(text, FIELDS);
        } catch (TemplateException e) {
            throw new ParameterException(spec.commandLine(), "--fields: " + e.withHint());
        }
    }

    private long time(String option, @Nullable String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            Instant instant = Instant.parse(text);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new ParameterException(
                    spec.commandLine(), option + ": '" + text + "' is not a time such as 2026-11-24T10:00:00Z");
        }
    }
}
