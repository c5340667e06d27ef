package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lanner.product.Version;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A mistake on the command line costs one line, which names the help, and status 2. */
class UsageTest {
    @BeforeAll
    static void haveAHome() throws IOException {
        TestedHome.make();
    }

    @TempDir
    Path directory;

    private static Answer run(String... arguments) {
        return Answer.of((Object[]) arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            (nothing)                | a command is missing: record, guard, events,    | lanner
        anlyze                   | there is no command 'anlyze', did you mean analyze? | lanner
        --bogus                  | there is no option '--bogus'                    | lanner
        events                   | missing required parameter                      | lanner events
        events x --jsno          | there is no option '--jsno', did you mean --json? | lanner events
        events x zz=             | filter, line 1, column 3:                       | lanner events
        events x evt.type=opn    | unknown event type opn                          | lanner events
        info a b                 | one argument too many: 'b'                      | lanner info
        summary                  | missing required parameter                      | lanner summary
        tree x --depth 0         | --depth takes a number from 1 to                | lanner tree
        story x                  | missing required parameter                      | lanner story
        follow x                 | missing required parameter: 'WHAT'              | lanner follow
        follow x 1 --only both   | --only is in or out, not 'both'                 | lanner follow
        follow x 1 --hex --json  | only one of --hex, --json and --raw or -o       | lanner follow
        report x                 | missing required option: '--output=FILE'        | lanner report
        report x -o y.pdf        | -o takes a name that ends in .html or .md       | lanner report
        top x --by evt.tpe       | --by: unknown filter: evt.tpe; did you mean     | lanner top
        top x --by evt.type%evt.num | is no field                                  | lanner top
        top x --slowest -n 0     | --lines takes a number from 1 to                | lanner top
        top x --slowest -n 2000  | --lines takes a number from 1 to 1000           | lanner top
        top x --sort size        | --sort is calls, errors, bytes, time,           | lanner top
        policy                   | one of seccomp, apparmor, network, check is needed | lanner policy
        policy seccomp           | missing required parameter: 'CAPTURE'           | lanner policy seccomp
        policy seccomp x --denied no | --denied is errno, kill, log, not 'no'      | lanner policy seccomp
        policy apparmor x --name a/b | --name: 'a/b' is no name of letters         | lanner policy apparmor
        policy apparmor x --attach web | --attach: 'web' does not begin with /     | lanner policy apparmor
        policy apparmor x --siblings -1 | --siblings is 0 or more                  | lanner policy apparmor
        policy apparmor x --root /no/such | --root: /no/such is no directory       | lanner policy apparmor
        policy network x --name A | --name: 'A' is no DNS label                     | lanner policy network
        policy network x --label a | --label: 'a' is no label KEY=VALUE             | lanner policy network
        policy check x           | missing required parameter: 'CAPTURE'           | lanner policy check
        compare a                | two captures are compared, or                   | lanner compare
        compare a b c            | two captures are compared, or                   | lanner compare
        compare --with a         | two captures are compared, or                   | lanner compare
        compare --baseline a     | --baseline takes captures to compare with it    | lanner compare
        compare a --baseline b --with c | either --baseline or --with, not both    | lanner compare
        compare a b --factor 0   | --factor is 1 to a million                      | lanner compare
        compare a b --fail-on new-pear | --fail-on: 'new-pear' is not new, rare,   | lanner compare
        compare a b --fail-on new-pear | did you mean 'new-peer'?                  | lanner compare
        sql                      | missing required parameter: 'CAPTURE'           | lanner sql
        sql x --format text      | --format is table, csv, json or parquet, not    | lanner sql
        sql x --format parquet   | --format parquet needs the name of a file       | lanner sql
        sql x --memory 3M        | --memory takes a size from 64M up               | lanner sql
        sql x --memory much      | 'much' is not a size                            | lanner sql
        sql x --schema           | --schema takes no capture                       | lanner sql
        sql x a;b -f y           | either a query or --file, not both              | lanner sql
        sql x                    | SQL and Parquet need a part that is not installed | lanner sql
        fleet                    | a command is missing: analyze, baseline, compare, rules | lanner fleet
        fleet baseline x         | missing required option: '--output=FILE'        | lanner fleet baseline
        fleet compare x          | missing required option: '--baseline=FILE'      | lanner fleet compare
        fleet compare --baseline x y --factor 0 | --factor is 1 to a million        | lanner fleet compare
        fleet rules              | a command is missing: diff                      | lanner fleet rules
        fleet rules diff a b     | missing required parameter: 'PATH'              | lanner fleet rules diff
        fleet analyze            | missing required parameter: 'PATH'              | lanner fleet analyze
        fleet analyze x --master here | --master is local, local[N], local[*], spark:// | lanner fleet analyze
        fleet analyze x --conf a=b | --conf takes spark.NAME=VALUE, not 'a=b'      | lanner fleet analyze
        fleet analyze x          | fleet needs a part that is not installed        | lanner fleet analyze
        export x --to parquet    | --to parquet needs the name of a file           | lanner export
        export x --to parquet -o y | SQL and Parquet need a part that is not installed | lanner export
        export x y --to parquet -o z | --to parquet takes whole tables             | lanner export
        verify --key             | missing required parameter for option '--key'   | lanner verify
        salvage x                | missing required option: '--output=DIR'         | lanner salvage
        import x -o              | missing required parameter for option           | lanner import
        export x --to nope       | nope                                            | lanner export
        analyze x --jobs abc     | 'abc' is not a whole number                     | lanner analyze
        analyze x --match nope   | --match is first or all, not 'nope'             | lanner analyze
        analyze x --format text  | --format is compact, falco, json, not 'text'    | lanner analyze
        analyze x --json --format falco | either --json or --format falco, not both | lanner analyze
        explain x y              | missing required option: '--rule=NAME'          | lanner explain
        test                     | no test file is given                                | lanner test
        test x --jobs 0          | --jobs is 1 to                                  | lanner test
        rules                    | a command is missing: check, list              | lanner rules
        rules chek               | there is no command 'chek', did you mean check? | lanner rules
        rules show               | missing required parameter: 'RULE'              | lanner rules show
        rules diff a             | missing required options and                    | lanner rules diff
        rules cost x --top 0     | --top is at least 1                             | lanner rules cost
        rules coverage           | missing required parameter                      | lanner rules coverage
        rules mutate --limit -1  | --limit is 0 or more                            | lanner rules mutate
        rules import x           | missing required option: '--from=FORMAT'        | lanner rules import
        rules import --from sigma | missing required parameter                    | lanner rules import
        rules import --from yara x | --from is sigma, not 'yara'                   | lanner rules import
        record                   | no command to record                            | lanner record
        record --profile x -- ls | --profile: 'x' is not one of                    | lanner record
        record -p abc            | 'abc' is not a whole number                     | lanner record
        record -p 1 -- ls        | either a command or -p, not both                | lanner record
        record -p 1 --inline look | --inline works only with a command, not with -p | lanner record
        record --inline fast -- ls | --inline                                       | lanner record
        record --max-size 10q ls | '10q' is not a size                             | lanner record
        guard                    | no command to guard                             | lanner guard
        guard --fail-on grave ls | --fail-on: 'grave' is not one of emergency,     | lanner guard
        guard --log jenkins ls   | --log                                           | lanner guard
        guard --profile x ls     | --profile                                       | lanner guard
        guard --sarif            | missing required parameter for option '--sarif' | lanner guard
        view --cse x             | there is no option '--cse'                      | lanner view
        tui                      | missing required parameter: 'CAPTURE'           | lanner tui
        tui x --cse y            | there is no option '--cse'                      | lanner tui
        """)
    void oneLineForOneMistake(String line, String words, String command) {
        Answer answer = run(line.equals("(nothing)") ? new String[0] : line.split(" "));
        String first = answer.err().lines().findFirst().orElseThrow();
        assertThat(first).startsWith("lanner: ").contains(words).endsWith("; see " + command + " --help");
        // A place in a filter is shown below: the text and the caret.
        assertThat(answer.err().lines().count()).isEqualTo(first.contains("column") ? 3 : 1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "events * | events x * | events x -p %*",
                "info * | info --* x | summary * | tree * | tree --* x | story * y | story x * | follow * 1 | follow x * | follow x 1 --only * | report * -o y.md | report x -o * | report x -o *.md | report x --case * -o y.md | top * | top x * | top --by * x | top --sort * x | compare * x | compare x --with * | compare x --baseline * | compare --shapes * x y | policy seccomp * | policy apparmor * | policy apparmor x --shapes * | policy network * | policy check * x | policy check x * | sql * | sql x * | sql --format * x | sql x -o * | verify * | salvage * -o y | import * -o y | export * --to csv | export x --to *",
                "analyze * | analyze x -r * | analyze x --output file:/nowhere/* | analyze x --config * | analyze x --format * | explain x --rule *",
                "record --calls * -- true | record --sign * -- true | record --redact (* -- true | record -o /nowhere/*/x true",
                "record -o /nowhere/x -- *",
                "test * | rules check * | rules show * | rules cost * | rules exception --from * | rules import --from * x | rules import --from sigma * | rules import --from sigma --placeholders * x",
            })
    void noMistakeBringsAnArgumentsControlsToTheTerminal(String lines) {
        for (String line : lines.split(" \\| ")) {
            Answer answer = run(line.replace("*", "\u001b]0;\u009b\u202e\u0007").split(" "));
            assertThat(answer.err() + answer.out())
                    .as(line)
                    .isNotEmpty()
                    .doesNotContain("\u001b", "\u009b", "\u202e", "\u0007");
            assertThat(answer.status()).as(line).isBetween(1, 127);
        }
    }

    @Test
    void oneLineForOneMistakeWithAnEndOfLineInIt() {
        assertThat(run("record", "--profile", "a\nb", "--", "ls").err())
                .isEqualTo("lanner: --profile: 'a\\nb' is not one of rules, forensic, all; see lanner record --help\n");
    }

    static Stream<CommandLine> commands() {
        CommandLine root = Lanner.commandLine(new PrintWriter(new StringWriter()));
        return Stream.concat(
                Stream.of(root),
                root.getSubcommands().values().stream()
                        .flatMap(each -> Stream.concat(Stream.of(each), each.getSubcommands().values().stream())));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpBeginsWithASentenceAndFitsATerminal(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        assertThat(usage.description()[0])
                .as("the list of commands shows this line alone")
                .endsWith(".")
                .doesNotContain("\n");
        assertThat(Stream.of(usage.footer()).flatMap(String::lines).map(line -> line.replace("%%", "%")))
                .as("examples can be copied: no line of them is broken")
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    @Test
    void aCommandAloneSaysWhatItSaysAmongAllOthers() {
        CommandLine all = Lanner.commandLine(new PrintWriter(new StringWriter()));
        assertThat(all.getSubcommands()).hasSizeGreaterThan(12);
        all.getSubcommands().forEach((name, command) -> {
            CommandLine alone = Lanner.commandLine(new PrintWriter(new StringWriter()), name, "--help");
            assertThat(alone.getSubcommands().get(name).getUsageMessage()).isEqualTo(command.getUsageMessage());
            assertThat(alone.getSubcommands())
                    .hasSize(name.equals("completion") ? all.getSubcommands().size() : 1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "--version"})
    void theVersionIsSaidWithoutCommands(String option) {
        CommandLine alone = Lanner.commandLine(new PrintWriter(new StringWriter()), option);
        assertThat(alone.getSubcommands()).isEmpty();
        Answer answer = run(option);
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).isEqualTo(Version.product() + "\n");
        assertThat(run(option, "nonsense")).isEqualTo(run("nonsense", option));
    }

    @Test
    void whatCouldReachTheTerminalIsEscaped() {
        Answer answer = run("events", "x", "--\u001b[31mred\u009b");
        assertThat(answer.err())
                .contains("\\x1b[31mred\\x9b")
                .doesNotContain("\u001b")
                .doesNotContain("\u009b");
    }

    @Test
    void everyCommandForRulesTakesThemByNameAndByOption() throws Exception {
        Path rules = Files.writeString(directory.resolve("r.yaml"), """
            - rule: Mine
              desc: mine
              condition: evt.type=mkdir
              output: made
              priority: NOTICE
            """);
        for (List<String> words :
                List.of(List.of("check"), List.of("list"), List.of("calls"), List.of("show", "Mine"))) {
            for (List<String> given : List.of(List.of(rules.toString()), List.of("-r", rules.toString()))) {
                List<String> all = new ArrayList<>(List.of("rules"));
                all.addAll(words);
                all.addAll(given);
                Answer answer = run(all.toArray(new String[0]));
                assertThat(answer.status()).as(all + answer.err()).isZero();
                assertThat(answer.out()).as(all.toString()).containsAnyOf("Mine", "1 rule,");
            }
        }
    }

    @CommandLine.Command(name = "fails")
    static final class Fails implements Runnable {
        @Override
        public void run() {
            throw new StackOverflowError("deep");
        }
    }

    @Test
    void anErrorOfTheVirtualMachineIsNoSuccess() {
        StringWriter err = new StringWriter();
        CommandLine commandLine = new CommandLine(new Fails());
        commandLine.setErr(new PrintWriter(err));
        assertThat(Lanner.execute(commandLine)).isEqualTo(70);
        assertThat(err.toString()).startsWith("lanner: internal error: java.lang.StackOverflowError: deep");
    }

    @Test
    void anErrorBesidePicocliIsNoSuccessEither() {
        StringWriter err = new StringWriter();
        PrintWriter out = new PrintWriter(new StringWriter());
        Callable<Integer> failing = () -> {
            throw new OutOfMemoryError("full");
        };
        assertThat(Lanner.execute(failing, out, new PrintWriter(err))).isEqualTo(70);
        assertThat(err.toString()).startsWith("lanner: internal error: java.lang.OutOfMemoryError: full");
    }
}
