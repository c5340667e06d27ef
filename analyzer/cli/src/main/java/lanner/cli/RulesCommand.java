package lanner.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lanner.capture.event.EventType;
import lanner.capture.event.ParamSpec;
import lanner.capture.event.SyscallNames;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import lanner.engine.alert.AlertText;
import lanner.engine.field.Field;
import lanner.engine.field.FieldSpec;
import lanner.engine.field.Source;
import lanner.engine.field.StandardFields;
import lanner.engine.json.JsonText;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Span;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.Description;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.finding.FindingJson;
import lanner.engine.rules.finding.FindingText;
import lanner.engine.rules.finding.LoadResult;
import lanner.engine.rules.run.NeededCalls;
import lanner.engine.text.Nearest;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules}: what rule files say, and what they may say. */
@Command(
        name = "rules",
        description = "Checks, describes, compares, measures and imports rules; lists fields and events.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RulesCommand.Check.class,
            RulesCommand.ListRules.class,
            RulesCommand.Show.class,
            RulesCommand.Fields.class,
            RulesCommand.Events.class,
            RulesCommand.Parse.class,
            RulesCommand.Calls.class,
            RulesDiffCommand.class,
            RulesCostCommand.class,
            RulesExceptionCommand.class,
            RulesCoverageCommand.class,
            RulesMutateCommand.class,
            RulesImportCommand.class
        })
final class RulesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: check, list, show, fields, events, parse, calls, diff, cost, exception, coverage, mutate or import");
    }

    /** What rule files say may hold anything. */
    private static String visible(String characters) {
        return AlertText.visibleCharacters(characters);
    }

    /** Validates rule files. */
    @Command(
            name = "check",
            description = {
                "Checks rule files and prints every finding with its place.",
                "Exit status: 0 no error; 1 an error."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  lanner rules check falco_rules.yaml mine.yaml")
    static final class Check implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private RuleFilesArgument given;

        @Option(
                names = {"-v", "--verbose"},
                description = "Print each finding with the chain of places that leads to it, as Falco does.")
        private boolean verbose;

        @Option(names = "--json", description = "Print the findings as one JSON object, in Falco's format.")
        private boolean json;

        @Override
        public Integer call() throws InputException {
            PrintWriter out = spec.commandLine().getOut();
            LoadedRules loaded = new RuleLoader(new StandardFields()).loadPaths(given.paths());
            boolean valid = loaded.error().isEmpty();
            if (json) {
                out.println(JsonText.write(FindingJson.of(loaded.results())));
            } else if (verbose) {
                loaded.results().forEach(result -> print(out, FindingText.verbose(result)));
            } else {
                for (LoadResult result : loaded.results()) {
                    result.errors().forEach(finding -> print(out, FindingText.brief(finding)));
                    result.warnings().forEach(finding -> print(out, FindingText.brief(finding)));
                    print(out, FindingText.summary(result));
                }
            }
            if (!json) {
                out.printf(
                        Locale.ROOT,
                        "%s: %s, %s, %s, %s, %s%n",
                        valid ? "ok" : "invalid",
                        Counted.of(loaded.rules().size(), "rule"),
                        Counted.of(loaded.macros().size(), "macro"),
                        Counted.of(loaded.lists().size(), "list"),
                        Counted.of(valid ? 0 : 1, "error"),
                        Counted.of(loaded.warnings().size(), "warning"));
            }
            out.flush();
            return (valid ? ExitCode.DONE : ExitCode.FOUND).code();
        }

        /** Lines of a rule file's text may hold anything. */
        private static void print(PrintWriter out, String lines) {
            lines.lines().forEach(line -> out.println(visible(line)));
        }
    }

    /** Lists the calls that a recorder has to trace for rules. */
    @Command(
            name = "calls",
            description = "Lists the system calls that these rules need traced, and why, for record --calls.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = {
                "  lanner rules calls falco_rules.yaml > rules.calls",
                "  lanner record --calls rules.calls -- ./server    works without the analyzer"
            })
    static final class Calls implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private RuleFilesArgument given;

        @Override
        public Integer call() throws InputException {
            CommandLine command = spec.commandLine();
            LoadedRules loaded = RuleFiles.load(given.paths(), command.getErr());
            PrintWriter out = command.getOut();
            long enabled = loaded.rules().stream()
                    .filter(rule -> rule.rule().enabled())
                    .count();
            out.println("# What " + Counted.of(enabled, "rule needs", "rules need")
                    + " traced: a call, tests on its arguments one of which has to" + " hold, and why.");
            out.println("# Made by lanner rules calls for lanner record --calls.");
            NeededCalls.of(loaded.rules(), new StandardFields()).forEach(need -> out.println(visible(need.line())));
            out.flush();
            return ExitCode.DONE.code();
        }
    }

    /** Lists rules. */
    @Command(
            name = "list",
            description = "Lists rules with their priority, name and tags.",
            mixinStandardHelpOptions = true)
    static final class ListRules implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private RuleFilesArgument given;

        @Option(
                names = "--json",
                description = "Print all rules, macros and lists as one JSON object, in Falco's format.")
        private boolean json;

        @Override
        public Integer call() throws InputException {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(JsonText.write(new Description(
                                RuleFiles.load(given.paths(), spec.commandLine().getErr()))
                        .all()));
                out.flush();
                return ExitCode.DONE.code();
            }
            for (CompiledRule compiled :
                    RuleFiles.load(given.paths(), spec.commandLine().getErr()).rules()) {
                Rule rule = compiled.rule();
                out.printf(
                        Locale.ROOT,
                        "%-13s %s%n",
                        rule.priority().word(),
                        visible(rule.name()
                                + (rule.enabled() ? "" : " (off)")
                                + (rule.tags().isEmpty() ? "" : "  [" + String.join(", ", rule.sortedTags()) + "]")));
            }
            out.flush();
            return ExitCode.DONE.code();
        }
    }

    /** Describes one rule. */
    @Command(name = "show", description = "Describes one rule.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "RULE", description = "The rule's name.")
        private String name;

        @Parameters(
                index = "1..*",
                paramLabel = "FILE|DIR",
                description = "Rule files (default: the rules that come with Lanner).")
        private List<Path> paths = List.of();

        @Option(
                names = {"-r", "--rules"},
                paramLabel = "FILE|DIR",
                description = "The same as FILE|DIR.")
        private List<Path> rules = List.of();

        @Option(names = "--json", description = "Print one JSON object, in Falco's format.")
        private boolean json;

        @Override
        public Integer call() throws InputException {
            PrintWriter out = spec.commandLine().getOut();
            LoadedRules loaded = RuleFiles.load(
                    RuleFiles.orShipped(
                            Stream.concat(rules.stream(), paths.stream()).toList()),
                    spec.commandLine().getErr());
            CompiledRule compiled = loaded.rules().stream()
                    .filter(each -> each.rule().name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new InputException("there is no rule '" + name + "'" + loaded.meant(name)));
            if (json) {
                out.println(JsonText.write(new Description(loaded).rule(compiled)));
                out.flush();
                return ExitCode.DONE.code();
            }
            Rule rule = compiled.rule();
            out.println(visible(rule.name()) + " (" + rule.priority().word() + ")");
            rule.description().strip().lines().forEach(line -> out.println("  " + visible(line.strip())));
            out.println("  tags:      " + visible(String.join(", ", rule.sortedTags())));
            List<String> events = compiled.eventNames().names();
            out.println("  events:    " + (events.size() > 20 ? events.size() + " types" : String.join(", ", events)));
            out.println("  prints:    "
                    + visible(String.join(
                            ", ",
                            compiled.output().fields().stream().map(Field::text).toList())));
            Description.Names used = new Description(loaded).names(rule);
            out.println("  macros:    " + visible(String.join(", ", used.macros())));
            out.println("  lists:     " + visible(String.join(", ", used.lists())));
            out.println("  fields:    " + String.join(", ", used.fields()));
            out.println("  condition: " + visible(rule.condition().strip().replaceAll("\\s+", " ")));
            out.flush();
            return ExitCode.DONE.code();
        }
    }

    /** Lists the fields. */
    @Command(
            name = "fields",
            description = "Lists the fields that conditions and outputs can use.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {"  lanner rules fields proc.", "  lanner rules fields --source k8s_audit ka.req."})
    static final class Fields implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "PREFIX",
                description = "List only fields whose name starts with this.")
        private String prefix = "";

        @Option(
                names = "--source",
                paramLabel = "S",
                description = "List the fields of events of this source: syscall, k8s_audit (default: syscall).")
        private String source = Source.SYSCALL.label();

        @Option(names = "--json", description = "Print one JSON object per field.")
        private boolean json;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            Source of = Source.of(source)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--source: there is no source '" + source + "'"
                                    + Nearest.hint(
                                            source,
                                            Stream.of(Source.values())
                                                    .map(Source::label)
                                                    .toList())));
            for (FieldSpec field : new StandardFields().of(of).specs()) {
                if (!field.name().startsWith(prefix)) {
                    continue;
                }
                String type = field.type().name().toLowerCase(Locale.ROOT);
                if (json) {
                    Map<String, Object> object = new LinkedHashMap<>();
                    object.put("name", field.name());
                    object.put("type", type);
                    object.put("argument", field.argument().words());
                    object.put("known", field.isKnown());
                    object.put(
                            "traits",
                            field.traits().stream()
                                    .map(trait -> trait.name().toLowerCase(Locale.ROOT))
                                    .sorted()
                                    .toList());
                    object.put("documentation", field.documentation());
                    out.println(JsonText.write(object));
                } else {
                    out.printf(
                            Locale.ROOT,
                            "%-42s %-8s %s%s%n",
                            field.name()
                                    + switch (field.argument()) {
                                        case NONE -> "";
                                        case OPTIONAL -> "[n]?";
                                        case REQUIRED -> "[key]";
                                        case AFTER_DOT -> ".NAME";
                                    },
                            type,
                            field.documentation(),
                            field.isKnown() ? "" : " (always missing)");
                }
            }
            out.flush();
            return ExitCode.DONE.code();
        }
    }

    /** Lists the events. */
    @Command(name = "events", description = "Lists the events and their parameters.", mixinStandardHelpOptions = true)
    static final class Events implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            for (EventType type : EventType.values()) {
                if (type.kind() != EventType.Kind.SEGMENT && type.kind() != EventType.Kind.GENERIC) {
                    out.printf(
                            Locale.ROOT,
                            "%-20s %s%n",
                            type.label(),
                            String.join(
                                    " ",
                                    type.params().stream().map(ParamSpec::name).toList()));
                }
            }
            for (int number : SyscallNames.X86_64.numbers()) {
                if (SyscallNames.X86_64.event(number) == EventType.GENERIC) {
                    out.println(SyscallNames.X86_64.name(number));
                }
            }
            out.flush();
            return ExitCode.DONE.code();
        }
    }

    /** Answers whether conditions are of the grammar. */
    @Command(
            name = "parse",
            description = {
                "Parses conditions that are given as JSON lines on standard input.",
                "For each line {\"condition\":...} it prints {\"ok\":true,\"canonical\":...} or "
                        + "{\"ok\":false,\"message\":...,\"line\":...,\"column\":...}. Only the grammar is checked: "
                        + "macros and fields need not exist."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  echo '{\"condition\":\"evt.type=open and not a_macro\"}' | lanner rules parse")
    static final class Parse implements Callable<Integer> {
        private static final int MAX_LINE = 64 << 20;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
            for (Optional<String> line = line(in); line.isPresent(); line = line(in)) {
                if (!line.get().isBlank()) {
                    out.println(JsonText.write(answer(line.get())));
                    out.flush();
                }
            }
            return ExitCode.DONE.code();
        }

        /** A line of bounded length; what is longer is cut, and then is no JSON. */
        private static Optional<String> line(BufferedReader in) throws IOException {
            StringBuilder line = new StringBuilder();
            int c = in.read();
            if (c < 0) {
                return Optional.empty();
            }
            while (c >= 0 && c != '\n') {
                if (line.length() < MAX_LINE) {
                    line.append((char) c);
                }
                c = in.read();
            }
            return Optional.of(line.toString());
        }

        private static Optional<String> condition(String line) {
            try {
                return JsonReader.object(line).get("condition") instanceof String text
                        ? Optional.of(text)
                        : Optional.empty();
            } catch (JsonException e) {
                return Optional.empty();
            }
        }

        static Map<String, Object> answer(String line) {
            Map<String, Object> answer = new LinkedHashMap<>();
            Optional<String> given = condition(line);
            if (given.isEmpty()) {
                answer.put("ok", false);
                answer.put("message", "the line is no JSON object with a text 'condition'");
                answer.put("line", 1);
                answer.put("column", 1);
                return answer;
            }
            try {
                String canonical = Conditions.canonical(Conditions.parse(given.get()));
                answer.put("ok", true);
                answer.put("canonical", JsonText.latin(canonical));
            } catch (ConditionException e) {
                Span span = e.span();
                answer.put("ok", false);
                answer.put("message", JsonText.latin(e.getMessage()));
                answer.put("line", span == null ? 1 : span.line());
                answer.put("column", span == null ? 1 : span.column());
            }
            return answer;
        }
    }
}
