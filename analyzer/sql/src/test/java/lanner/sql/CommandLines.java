package lanner.sql;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Command lines as documents have them. */
final class CommandLines {
    static final Path ROOT = Path.of("../..");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private CommandLines() {}

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
