package lanner.sql.shell;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lanner.cli.sql.SqlCaptures;
import lanner.cli.sql.SqlFormat;
import lanner.cli.sql.SqlJob;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.FileFailure;
import lanner.product.UserDirectories;
import lanner.sql.database.Answer;
import lanner.sql.database.Database;
import lanner.sql.database.SqlFailure;
import lanner.sql.output.AnswerWriter;
import lanner.sql.table.CaptureTables;
import lanner.sql.table.Column;
import lanner.sql.table.Table;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Statements from a terminal: Ctrl-C ends one, Ctrl-D the shell. A line that begins with a point is for the shell itself. */
public final class Shell {
    private static final String PROMPT = "lanner> ";
    private static final String FURTHER = "     -> ";
    private static final int KEPT = 2_000;

    private static final String HELP = """
            .tables           the tables
            .schema [TABLE]   their columns, and what each holds
            .mode FORMAT      how answers are written: table, csv, json
            .help             this
            .quit             ends the shell, as Ctrl-D
            A statement ends with a semicolon. The Tab key completes names; Ctrl-C ends a statement that runs.
            """;

    private final Database database;
    private final SqlCaptures captures;
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<Table> tables;
    private SqlFormat format;

    public Shell(Database database, SqlCaptures captures, SqlJob job) {
        this.database = database;
        this.captures = captures;
        this.out = job.out();
        this.err = job.err();
        this.format = job.format();
        this.tables = CaptureTables.ALL;
    }

    /** The database's words for people: its lines, but for those that are empty. */
    public static String sentence(SqlFailure failure) {
        return failure.getMessage().lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
    }

    /** Reads and answers statements to the end of the input. */
    public void run() throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            run(terminal);
        }
    }

    void run(Terminal terminal) throws IOException {
        LineReader reader = reader(terminal);
        terminal.handle(Terminal.Signal.INT, signal -> {
            captures.cancel(true);
            database.cancel();
        });
        out.println("SQL about " + Counted.of(captures.workspace().captures().size(), "capture")
                + ". A statement ends with a semicolon; .help says more.");
        out.flush();
        boolean goesOn = true;
        while (goesOn) {
            goesOn = step(reader, terminal);
        }
        keep(reader);
    }

    /** One line, or one statement over several; false at the end. */
    private boolean step(LineReader reader, Terminal terminal) throws IOException {
        String line;
        try {
            line = reader.readLine(PROMPT).strip();
        } catch (UserInterruptException e) {
            // What was typed so far is given up.
            return true;
        } catch (EndOfFileException e) {
            return false;
        }
        if (line.startsWith(".")) {
            return command(line);
        }
        captures.cancel(false);
        for (String statement : Statements.of(line)) {
            if (!answer(statement, terminal.getSize().getColumns())) {
                break;
            }
        }
        return true;
    }

    private boolean answer(String statement, int width) throws IOException {
        try (Answer answer = database.execute(statement)) {
            if (answer.columns().isEmpty()) {
                out.println(answer.changed() < 0 ? "done" : Counted.of(answer.changed(), "row") + " changed");
            } else {
                long rows = AnswerWriter.of(format, out, width).write(answer);
                if (format == SqlFormat.TABLE) {
                    out.println(Counted.of(rows, "row"));
                }
            }
            out.flush();
            return true;
        } catch (SqlFailure e) {
            say(e.code() == ExitCode.INTERRUPTED ? "interrupted" : sentence(e));
        } catch (InterruptedIOException e) {
            say("interrupted");
        } catch (IOException e) {
            // A capture that cannot be read: another statement may be about another table.
            say(FileFailure.sentence(e));
        }
        return false;
    }

    private void say(String what) {
        out.flush();
        err.println(what);
        err.flush();
    }

    private boolean command(String line) {
        String[] words = line.split("\\s+");
        switch (words[0]) {
            case ".tables" ->
                tables.forEach(table -> out.printf(Locale.ROOT, "%-12s %s%n", table.name(), table.documentation()));
            case ".schema" -> schema(words.length > 1 ? words[1] : "");
            case ".mode" -> mode(words.length > 1 ? words[1] : "");
            case ".help" -> out.print(HELP);
            case ".quit", ".exit" -> {
                return false;
            }
            default -> say("there is no command '" + words[0] + "'; .help lists them");
        }
        out.flush();
        return true;
    }

    private void schema(String name) {
        List<Table> shown = tables.stream()
                .filter(table -> name.isEmpty() || table.name().equalsIgnoreCase(name))
                .toList();
        if (shown.isEmpty()) {
            say("there is no table '" + name + "'; .tables lists them");
        }
        for (Table table : shown) {
            out.println(table.name() + ": " + table.documentation());
            for (Column column : table.columns()) {
                out.printf(
                        Locale.ROOT,
                        "  %-16s %-21s %s%n",
                        column.name(),
                        column.type().sql(),
                        column.documentation().replace("`", ""));
            }
        }
    }

    private void mode(String name) {
        for (SqlFormat each : List.of(SqlFormat.TABLE, SqlFormat.CSV, SqlFormat.JSON)) {
            if (each.toString().equals(name)) {
                format = each;
                return;
            }
        }
        say(".mode is table, csv or json; now it is " + format);
    }

    private LineReader reader(Terminal terminal) throws IOException {
        Map<String, String> words = new TreeMap<>();
        try {
            database.list("SELECT keyword_name FROM duckdb_keywords()")
                    .forEach(word -> words.put(word.toUpperCase(Locale.ROOT), "keyword"));
            database.list(
                            "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_name SIMILAR TO '[a-z_0-9]+'")
                    .forEach(word -> words.put(word, "function"));
        } catch (SqlFailure e) {
            throw new IOException("the database does not tell its words: " + e.getMessage(), e);
        }
        for (Table table : tables) {
            table.columns().forEach(column -> words.put(column.name(), "column"));
        }
        tables.forEach(table -> words.put(table.name(), "table"));
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("lanner")
                .parser(new StatementParser())
                .completer(new WordCompleter(words))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, FURTHER)
                .variable(LineReader.HISTORY_SIZE, KEPT)
                .variable(LineReader.HISTORY_FILE_SIZE, KEPT)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.HISTORY_INCREMENTAL, false);
        List<Path> history = history();
        if (!history.isEmpty()) {
            builder.variable(LineReader.HISTORY_FILE, history.get(0));
        }
        return builder.build();
    }

    /** The file of former statements, its owner's alone; none where it cannot be made, which is said. */
    private List<Path> history() {
        Path file = UserDirectories.state().resolve("sql_history");
        List<Path> found = new ArrayList<>();
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            found.add(file);
        } catch (IOException e) {
            say("lanner: statements are not kept for the next time: " + FileFailure.sentence(e));
        }
        return found;
    }

    private void keep(LineReader reader) {
        try {
            reader.getHistory().save();
        } catch (IOException e) {
            say("lanner: statements are not kept for the next time: " + FileFailure.sentence(e));
        }
    }
}
