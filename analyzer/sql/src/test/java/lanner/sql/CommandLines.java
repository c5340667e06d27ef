package lanner.sql;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.cli.Lanner;
import lanner.product.TerminalText;
import picocli.CommandLine;

/** Command lines, run in this process. */
final class CommandLines {
    static final Path ROOT = Path.of("../..");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private CommandLines() {}

    /** What one did. */
    record Ended(int status, String out, String err) {}

    static Ended run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] line = new String[arguments.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = arguments[i].toString();
        }
        CommandLine commandLine = Lanner.commandLine(new PrintWriter(out), line);
        commandLine.setErr(TerminalText.messages(err));
        int status = commandLine.execute(line);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return new Ended(status, out.toString(), err.toString());
    }

    static Path sample(String name) {
        return ROOT.resolve("sample-captures").resolve(name + ".lanner");
    }

    /** The words of a line as a shell has them, but for escapes; names of sample captures lead to them. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            String quoted = word.group(1) != null ? word.group(1) : word.group(2);
            words.add(
                    quoted != null
                            ? quoted
                            : word.group(3).replaceFirst("^sample-captures/", ROOT + "/sample-captures/"));
        }
        return words;
    }
}
