package lanner.cli.guard;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Text in the log of a GitHub job, none of which is a workflow command. The runner reads two forms: {@code ::name
 * key=value::data}, where a line begins with it after blanks, and the older {@code ##[name key=value]data} anywhere in a line
 * (actions/runner, ActionCommand.cs). The colon that begins a line and the bracket behind two hashes become escapes.
 */
final class WorkflowText extends FilterWriter {
    private boolean lineIsBlank = true;
    private int hashes;

    WorkflowText(Writer log) {
        super(log);
    }

    @Override
    public void write(int c) throws IOException {
        if (c == ':' && lineIsBlank || c == '[' && hashes >= 2) {
            out.write(c == ':' ? "\\x3a" : "\\x5b");
        } else {
            out.write(c);
        }
        hashes = c == '#' ? hashes + 1 : 0;
        // The runner cuts at every end of a line, and at both sides of it what it takes for blank.
        boolean ends = c == '\n' || c == '\r';
        lineIsBlank = ends || lineIsBlank && (Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(text[i]);
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(text.charAt(i));
        }
    }

    /** The data of a command: what ends a line of it is escaped as the runner undoes it. */
    static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** The value of a property of a command. */
    static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
