package lanner.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.cli.rulework.ExceptionProof;
import lanner.cli.rulework.LocatedAlert;
import lanner.cli.rulework.ParsedAlert;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertText;
import lanner.engine.compare.AlertComparison;
import lanner.engine.except.DraftException;
import lanner.engine.except.ExceptionDraft;
import lanner.engine.except.ExceptionDrafter;
import lanner.engine.field.StandardFields;
import lanner.engine.json.JsonText;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.finding.FindingText;
import lanner.engine.rules.read.RuleFile;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.EventContext;
import lanner.engine.state.Parents;
import lanner.product.ExitCode;
import lanner.product.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rules exception}: an exception drafted from an alert, and what else it would silence. */
@Command(
        name = "exception",
        description = {
            "Drafts an exception that silences an alert, and shows what else it silences.",
            "",
            "The exception compares who did it and to what. The fields depend on the event:",
            "  a program started   proc.name, proc.pname, proc.exepath, proc.cmdline",
            "  a file              proc.name, proc.pname, fd.name or fs.path.name",
            "  a connection        proc.name, proc.pname, fd.sip and fd.sport, or fd.name",
            "  anything else       proc.name, proc.pname, proc.cmdline",
            "In a container, container.image.repository comes first. For shells and other interpreters "
                    + "proc.cmdline comes last. For an alert that is in no capture only the fields of its output "
                    + "are known.",
            "Values are compared as a whole (=). Parts that differ from run to run are left out: process "
                    + "ids, long numbers, digests, UUIDs, names made by mktemp, the client's end of a connection; "
                    + "the rest is compared by startswith, endswith or glob. Ports that the kernel chooses are "
                    + "left out.",
            "If the rule has an exception with the same fields and operators, the draft adds values to " + "it.",
            "Exit status: 0 the draft silences this alert and, on the captures, only alerts that differ "
                    + "from it in such parts; 1 it silences others; 3 bad input. Without a capture the draft is "
                    + "not tried."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner rules exception --from build.lanner:4711 --captures captures/",
            "  lanner rules exception --from 'build.lanner:4711:Log file wiped' -r mine.yaml",
            "  lanner analyze build.lanner --json | head -n 1 > a.json",
            "  lanner rules exception --from @a.json --captures build.lanner -o mine.yaml",
            "  lanner rules exception --from build.lanner:4711 --fields proc.name,fd.name"
        })
final class RulesExceptionCommand implements Callable<Integer> {
    private static final StandardFields FIELDS = new StandardFields();
    private static final int LONGEST_ALERT = 16 << 20;
    private static final Pattern EVENT = Pattern.compile(":([0-9]{1,18})(?::(.+))?$", Pattern.DOTALL);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "ALERT",
            required = true,
            description = "The alert: CAPTURE:EVENT or CAPTURE:EVENT:RULE, where EVENT is the event's number "
                    + "(evt.num); or JSON as printed by analyze --json, given as text, as @FILE, or as - for "
                    + "standard input.")
    private String from;

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "Rule files (default: the rules that come with Lanner).")
    private List<Path> rules = List.of();

    @Option(
            names = "--captures",
            paramLabel = "CAPTURE|DIR",
            arity = "1..*",
            description = "Also try the draft on these captures; a directory stands for all below it.")
    private List<Path> captures = List.of();

    @Option(
            names = "--fields",
            paramLabel = "FIELD,...",
            split = ",",
            description = "Compare these fields instead of those listed above.")
    private List<String> fields = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of the exception (default: made from its fields).")
    private @Nullable String name;

    @Mixin
    private MatchOption match;

    @Mixin
    private ParentsOption parents;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "Add the draft to the end of this rule file; only the report is printed.")
    private @Nullable Path output;

    @Option(names = "--limit", paramLabel = "N", description = "Show N other alerts (default: 5).")
    private int limit = 5;

    @Option(names = "--json", description = "Print draft and report as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InputException {
        try {
            return draft();
        } catch (DraftException e) {
            throw new InputException(e.getMessage());
        }
    }

    private int draft() throws IOException, InputException, DraftException {
        PrintWriter err = spec.commandLine().getErr();
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit is 0 or more, not " + limit);
        }
        Replay.Match mode = match.match();
        Parents whom = parents.parents();
        Optional<EventPlace> place = EventPlace.of(from);
        Optional<ParsedAlert> asked = place.isPresent() ? Optional.empty() : Optional.of(alert());
        List<Path> paths = RuleFiles.orShipped(rules);
        LoadedRules before = RuleFiles.load(paths, err);
        List<Path> found = found(place);
        ExceptionDrafter drafter = new ExceptionDrafter(FIELDS, fields, Optional.ofNullable(name));
        try (InterruptHandler interruption = new InterruptHandler()) {
            RuleSet old = RuleSet.of(before.rules(), Rule::enabled, FIELDS);
            Finder finder = new Finder(old, mode, place, asked, drafter);
            Optional<LocatedAlert> located = finder.find(new CaptureReplays(
                    place.map(each -> List.of(each.capture())).orElse(found), whom, interruption, err, true));
            if (interruption.wished()) {
                return ExitCode.INTERRUPTED.code();
            }
            if (place.isPresent() && located.isEmpty()) {
                throw finder.missing();
            }
            String ruleName = located.map(each -> each.alert().rule())
                    .or(() -> asked.map(ParsedAlert::rule))
                    .orElseThrow();
            CompiledRule rule = before.rules().stream()
                    .filter(each -> each.rule().name().equals(ruleName))
                    .findFirst()
                    .orElseThrow(() -> new InputException(
                            "there is no rule '" + ruleName + "' in these rule files" + before.meant(ruleName)));
            Map<String, String> values = located.map(LocatedAlert::values)
                    .orElseGet(() -> drafter.values(asked.orElseThrow().values()));
            ExceptionDraft draft = drafter.draft(before, rule, values);
            LoadedRules after =
                    new RuleLoader(FIELDS).loadPaths(paths, List.of(new RuleFile("the draft", draft.yaml())));
            if (after.error().isPresent()) {
                throw new InputException("the draft does not load: "
                        + FindingText.brief(after.error().get()));
            }
            ExceptionProof proof = new ExceptionProof(
                    located.<Map<String, ?>>map(each -> each.alert().fields())
                            .orElseGet(() -> asked.orElseThrow().values()),
                    located,
                    limit);
            ExitCode status = prove(
                    proof,
                    new AlertComparison(old, RuleSet.of(after.rules(), Rule::enabled, FIELDS), mode, Map.of()),
                    new CaptureReplays(found, whom, interruption, err, true));
            if (interruption.wished()) {
                return ExitCode.INTERRUPTED.code();
            }
            write(draft, drafter.notes(), found.isEmpty() ? Optional.empty() : Optional.of(proof));
            boolean holds = found.isEmpty() || proof.holds();
            return (status == ExitCode.DONE && !holds ? ExitCode.FOUND : status).code();
        }
    }

    /**
     * Where an alert is said to be.
     *
     * @param rule absent where the rule that wins the event is meant
     */
    private record EventPlace(Path capture, long event, Optional<String> rule) {
        /** A capture that is there, a colon and a number; the capture's name may hold colons itself. */
        static Optional<EventPlace> of(String text) throws InputException {
            if (text.startsWith("{") || text.startsWith("@") || text.equals("-")) {
                return Optional.empty();
            }
            for (int colon = text.indexOf(':'); colon > 0; colon = text.indexOf(':', colon + 1)) {
                Matcher event = EVENT.matcher(text).region(colon, text.length());
                if (event.lookingAt() && Files.exists(Path.of(text.substring(0, colon)))) {
                    return Optional.of(new EventPlace(
                            Path.of(text.substring(0, colon)),
                            Long.parseLong(event.group(1)),
                            Optional.ofNullable(event.group(2))));
                }
            }
            throw new InputException("--from '" + text + "': not an existing CAPTURE with :EVENT, JSON, @FILE or -");
        }
    }

    private ParsedAlert alert() throws IOException, InputException {
        if (from.equals("-")) {
            return ParsedAlert.read(text(System.in, "standard input"), "standard input");
        }
        if (!from.startsWith("@")) {
            return ParsedAlert.read(from, "--from");
        }
        Path file = Path.of(from.substring(1));
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return ParsedAlert.read(text(in, file.toString()), file.toString());
        }
    }

    private static String text(InputStream in, String source) throws IOException, InputException {
        byte[] bytes = in.readNBytes(LONGEST_ALERT + 1);
        if (bytes.length > LONGEST_ALERT) {
            throw new InputException(source + ": longer than " + (LONGEST_ALERT >> 20) + " MB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<Path> found(Optional<EventPlace> place) throws IOException, InputException {
        List<Path> all = new ArrayList<>();
        place.ifPresent(each -> all.add(each.capture()));
        all.addAll(captures);
        return all.isEmpty() ? List.of() : CaptureFinder.find(all);
    }

    /** Looks for the alert and for what is known of its event. */
    private static final class Finder {
        private final RuleSet rules;
        private final Replay.Match match;
        private final Optional<EventPlace> place;
        private final Optional<ParsedAlert> asked;
        private final ExceptionDrafter drafter;
        private final List<String> raisedThere = new ArrayList<>();
        private Optional<LocatedAlert> located = Optional.empty();
        private @Nullable DraftException failure;

        Finder(
                RuleSet rules,
                Replay.Match match,
                Optional<EventPlace> place,
                Optional<ParsedAlert> asked,
                ExceptionDrafter drafter) {
            this.rules = rules;
            this.match = match;
            this.place = place;
            this.asked = asked;
            this.drafter = drafter;
        }

        Optional<LocatedAlert> find(CaptureReplays replays) throws IOException, DraftException {
            if (place.isEmpty() && asked.orElseThrow().time().isEmpty()) {
                return Optional.empty();
            }
            replays.repeat(capture -> context -> {
                if (isHere(context)) {
                    Replay.ask(rules, match, context, rule -> take(capture, rule, context));
                }
                return located.isEmpty() && failure == null && !isPast(context);
            });
            if (failure != null) {
                throw failure;
            }
            return located;
        }

        private boolean isHere(EventContext context) {
            return place.map(each -> context.event().number() == each.event())
                    .orElseGet(() ->
                            context.event().time() == asked.orElseThrow().time().getAsLong());
        }

        private boolean isPast(EventContext context) {
            return place.filter(each -> context.event().number() >= each.event())
                    .isPresent();
        }

        private void take(Path capture, CompiledRule rule, EventContext context) {
            String ruleName = rule.rule().name();
            raisedThere.add(ruleName);
            boolean isMeant = place.map(
                            each -> each.rule().map(ruleName::equals).orElse(true))
                    .orElseGet(() -> asked.orElseThrow().rule().equals(ruleName));
            if (!isMeant || located.isPresent()) {
                return;
            }
            Alert alert = Replay.alert(rule, context);
            try {
                located = Optional.of(new LocatedAlert(capture, alert, drafter.values(rule, context)));
            } catch (DraftException e) {
                failure = e;
            }
        }

        /** Why there is no such alert. */
        InputException missing() {
            EventPlace at = place.orElseThrow();
            String event = "event " + at.event() + " of " + at.capture();
            if (raisedThere.isEmpty()) {
                return new InputException(event + " raises no alert under these rules");
            }
            return new InputException(event + " raises no alert of '"
                    + at.rule().orElse("") + "', but of '" + String.join("', '", raisedThere) + "'"
                    + (match == Replay.Match.FIRST ? "; with --match all every rule that matches does" : ""));
        }
    }

    private static ExitCode prove(ExceptionProof proof, AlertComparison comparison, CaptureReplays replays)
            throws IOException {
        ExitCode status = replays.run(capture -> context -> {
            comparison.compare(context, change -> proof.add(capture, change));
            return true;
        });
        proof.end(comparison.same(), replays.events());
        return status;
    }

    private void addToFile(ExceptionDraft draft) throws IOException {
        boolean open = Files.exists(output)
                && Files.size(output) > 0
                && !Files.readString(output).endsWith("\n");
        Files.writeString(
                output, (open ? "\n" : "") + draft.yaml(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void write(ExceptionDraft draft, List<String> notes, Optional<ExceptionProof> proof) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (output != null) {
            addToFile(draft);
        }
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("rule", JsonText.latin(draft.rule()));
            object.put("draft", JsonText.latin(draft.yaml()));
            object.put("name", JsonText.latin(draft.name()));
            object.put("adds_to_existing", !draft.isNew());
            object.put("notes", notes.stream().map(JsonText::latin).toList());
            object.put("proof", proof.map(ExceptionProof::json).orElse(null));
            out.println(JsonText.write(object));
            out.flush();
            return;
        }
        // Behind a draft everything is a comment: the whole is a rule file that says what it was tried on.
        boolean shown = output == null;
        if (shown) {
            out.print(draft.yaml());
        }
        UnaryOperator<String> line = shown ? ExceptionDraft::comment : UnaryOperator.identity();
        notes.forEach(note -> out.println(line.apply(AlertText.visible(JsonText.latin(note)))));
        proof.ifPresent(each -> each.print(line, new ReportColours(RuleCommandOptions.isColoured()), out));
        out.flush();
        if (proof.isEmpty()) {
            err.println("lanner: the draft was not tried because no capture was given; see --captures");
            err.flush();
        }
    }
}
