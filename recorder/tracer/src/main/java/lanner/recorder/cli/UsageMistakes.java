package lanner.recorder.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import lanner.product.TerminalText;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says a mistake on the command line in one line: what is wrong, what was probably meant, where the help is. A message of
 * several lines is one that shows a place in a text.
 */
final class UsageMistakes implements IParameterExceptionHandler {
    private static final int MOST_SUGGESTIONS = 3;

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        String[] lines = lines(message(mistake, command));
        PrintWriter err = command.getErr();
        err.println("lanner: " + TerminalText.visible(lines[0]) + suggestions(mistake) + "; see "
                + command.getCommandSpec().qualifiedName() + " --help");
        for (int i = 1; i < lines.length; i++) {
            err.println(TerminalText.visible(lines[i]));
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** A message that shows a place in a text ends with the line of the caret; an argument may hold ends of lines as well. */
    private static String[] lines(String message) {
        return message.endsWith("^") ? message.split("\n", -1) : new String[] {message};
    }

    private static String message(ParameterException mistake, CommandLine command) {
        String message = String.valueOf(mistake.getMessage());
        boolean takesCommands = !command.getSubcommands().isEmpty();
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String argument = "'" + unmatched.getUnmatched().get(0) + "'";
            if (unmatched.isUnknownOption()) {
                return "there is no option " + argument;
            }
            return (takesCommands ? "there is no command " : "one argument too many: ") + argument;
        }
        if (takesCommands && message.startsWith("Missing required subcommand")) {
            return "a command is missing: "
                    + String.join(", ", command.getSubcommands().keySet());
        }
        String words = plain(message);
        return words.isEmpty() || isName(words)
                ? words
                : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    /** Picocli's message without its slips and the names of Java's types. */
    private static String plain(String message) {
        String words = message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
        return words.replace("option option", "option")
                .replaceFirst("' is not an? (int|long)$", "' is not a whole number");
    }

    /** Whether it begins with a name in capitals, which stays as it is. */
    private static boolean isName(String words) {
        return words.length() > 1 && Character.isUpperCase(words.charAt(1));
    }

    private static String suggestions(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        List<String> near = unmatched.getSuggestions();
        return near.isEmpty()
                ? ""
                : ", did you mean " + String.join(" or ", near.subList(0, Math.min(MOST_SUGGESTIONS, near.size())))
                        + "?";
    }
}
