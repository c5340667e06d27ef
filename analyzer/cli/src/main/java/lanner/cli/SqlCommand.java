package lanner.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import lanner.cli.sql.SqlEngine;
import lanner.cli.sql.SqlFormat;
import lanner.cli.sql.SqlJob;
import lanner.product.ExitCode;
import lanner.product.InputException;
import lanner.recorder.cli.Sizes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sql}: questions about captures in SQL. */
@Command(
        name = "sql",
        description = {
            "Answers questions about captures in SQL.",
            "The tables are events, processes, files, connections, alerts and segments; --schema prints their columns. The "
                    + "language is DuckDB's. Without a query it reads statements from the terminal, where Ctrl-C ends a "
                    + "statement and Ctrl-D the shell, or from standard input.",
            "Statements see the captures and nothing else of the machine, unless --files says so. Nothing is sent over the "
                    + "network. What does not fit into --memory is written to the user's cache until the command ends."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner sql build.lanner                         a shell; .help",
            "  lanner sql build.lanner 'SELECT process, count(*) FROM events GROUP BY 1'",
            "  lanner sql a.lanner b.lanner -f questions.sql --format csv -o answers.csv",
            "  lanner sql build.lanner 'FROM events' --format parquet -o build.parquet",
            "  lanner sql --schema"
        })
final class SqlCommand implements Callable<Integer> {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final long LEAST_MEMORY = 64L << 20;
    /** Of statements that a file or standard input gives. */
    private static final int MOST_CHARACTERS = 16 << 20;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CAPTURE... [QUERY]",
            hideParamSyntax = true,
            arity = "0..*",
            description =
                    "The captures, packed or not, scap files, or audit logs of Kubernetes; then optionally statements, separated by semicolons.")
    private List<String> arguments = List.of();

    @Mixin
    private AlertRules rules;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Read the statements from a file.")
    private @Nullable Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How answers are written: table, csv (RFC 4180), json (an object a line), parquet (default: "
                    + "${DEFAULT-VALUE}).")
    private String format = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write the answers to (default: standard output).")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace an existing file.")
    private boolean overwrite;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = Sizes.Bytes.class,
            description = "The memory of the database, at least 64M (default: half of the machine's).")
    private long memory;

    @Option(
            names = "--files",
            description = "Let statements read and write files, with the rights of the user who runs this.")
    private boolean files;

    @Option(names = "--schema", description = "Print the tables and their columns.")
    private boolean schema;

    @Override
    public Integer call() throws IOException, InputException {
        SqlFormat rows = format();
        if (memory != 0 && memory < LEAST_MEMORY) {
            throw wrong("--memory takes a size from 64M up");
        }
        Optional<String> query = query();
        List<Path> captures = captures(query.isPresent());
        if (captures.isEmpty() != schema) {
            throw wrong(schema ? "--schema takes no capture" : "missing required parameter: 'CAPTURE'");
        }
        if (query.isPresent() && file != null) {
            throw wrong("either a query or --file, not both");
        }
        if (rows == SqlFormat.PARQUET && output == null) {
            throw wrong("--format parquet needs the name of a file: -o FILE");
        }
        ExportCommand.checkOutput(spec, output, overwrite);
        SqlEngine engine = SqlEngine.installed().orElseThrow(() -> wrong(SqlEngine.NOT_INSTALLED));
        PrintWriter out = spec.commandLine().getOut();
        if (schema) {
            out.print(engine.schema());
            out.flush();
            return ExitCode.DONE.code();
        }
        try (SqlCapturesOfCommand asked = SqlCapturesOfCommand.open(
                captures, rules.files(), spec.commandLine().getErr())) {
            Optional<String> statements = query.isPresent() ? query : read();
            if (rows == SqlFormat.PARQUET && statements.isEmpty()) {
                throw wrong("--format parquet needs a query");
            }
            SqlJob job = new SqlJob(
                    statements,
                    rows,
                    Optional.ofNullable(output),
                    new SqlJob.Limits(memory, files),
                    TerminalWidth.ofOutput(),
                    out,
                    spec.commandLine().getErr());
            ExitCode ended = rows == SqlFormat.PARQUET ? engine.parquet(job, asked) : engine.run(job, asked);
            out.flush();
            return asked.status(ended).code();
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private SqlFormat format() {
        for (SqlFormat each : SqlFormat.values()) {
            if (each.toString().equals(format.toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        throw wrong("--format is table, csv, json or parquet, not '" + format + "'");
    }

    /** The last argument where it is no file and more than one word: a name that was misspelt is no query. */
    private Optional<String> query() {
        String last = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
        boolean words = last.strip().chars().anyMatch(Character::isWhitespace) || last.contains(";");
        return words && !Files.exists(Path.of(last)) ? Optional.of(last) : Optional.empty();
    }

    private List<Path> captures(boolean withoutLast) {
        return arguments.subList(0, arguments.size() - (withoutLast ? 1 : 0)).stream()
                .map(Path::of)
                .toList();
    }

    /** The statements of the file or of standard input; empty for a person at a terminal. */
    private Optional<String> read() throws IOException, InputException {
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                return Optional.of(read(reader, file.toString()));
            } catch (java.nio.charset.CharacterCodingException e) {
                throw new InputException(file + ": not UTF-8");
            }
        }
        if (ProgressBar.isTerminal(STDIN) && ProgressBar.isTerminal(STDOUT)) {
            return Optional.empty();
        }
        return Optional.of(read(new InputStreamReader(System.in, StandardCharsets.UTF_8), "standard input"));
    }

    private static String read(Reader reader, String name) throws IOException, InputException {
        StringWriter text = new StringWriter();
        char[] buffer = new char[1 << 13];
        for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
            text.write(buffer, 0, read);
            if (text.getBuffer().length() > MOST_CHARACTERS) {
                throw new InputException(name + ": more than 16 MB of statements");
            }
        }
        return text.toString();
    }
}
