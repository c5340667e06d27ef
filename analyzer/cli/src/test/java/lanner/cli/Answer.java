package lanner.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import lanner.product.TerminalText;
import picocli.CommandLine;

/** What a command line did, run in this process. */
public record Answer(int status, String out, String err) {
    public static Answer of(Object... arguments) {
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
        return new Answer(status, out.toString(), err.toString());
    }
}
