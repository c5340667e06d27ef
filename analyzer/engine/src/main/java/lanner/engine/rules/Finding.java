package lanner.engine.rules;

/**
 * Something a rule file gets wrong, or had better get right.
 *
 * @param code Falco's name for it ({@code LOAD_ERR_VALIDATE}, {@code LOAD_UNUSED_MACRO})
 * @param item what it is about: {@code rule "x"}, {@code macro "y"}; empty for the file as a whole
 * @param file the file's name
 * @param line from 1; 0 if it has no place
 * @param column from 1
 * @param snippet the line that it is in; empty if unknown
 */
public record Finding(Code code, String message, String item, String file, int line, int column, String snippet) {
    /** Falco's codes. */
    public enum Code {
        LOAD_ERR_FILE_READ("File read error"),
        LOAD_ERR_YAML_PARSE("YAML parse error"),
        LOAD_ERR_YAML_VALIDATE("Error validating internal structure of YAML file"),
        LOAD_ERR_COMPILE_CONDITION("Error compiling condition"),
        LOAD_ERR_COMPILE_OUTPUT("Error compiling output"),
        LOAD_ERR_VALIDATE("Error validating rule/macro/list/exception objects"),
        LOAD_UNKNOWN_SOURCE("Unknown event source"),
        LOAD_NO_EVTTYPE("Condition has no event-type restriction"),
        LOAD_UNKNOWN_FILTER("Unknown field or event-type in condition or output"),
        LOAD_UNUSED_MACRO("Unused macro"),
        LOAD_UNUSED_LIST("Unused list"),
        LOAD_UNKNOWN_ITEM("Unknown rules file item"),
        LOAD_DEPRECATED_ITEM("Used deprecated item"),
        LOAD_INVALID_MACRO_NAME("Invalid macro name"),
        LOAD_INVALID_LIST_NAME("Invalid list name"),
        LOAD_COMPILE_CONDITION("Warning in rule condition"),
        LOAD_UNKNOWN_KEY("Unknown key in item definition");

        private final String words;

        Code(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        public boolean isError() {
            return name().startsWith("LOAD_ERR");
        }
    }

    public boolean isError() {
        return code.isError();
    }

    /** The finding as people read it, with the line and a caret below its place. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(file);
        if (line > 0) {
            text.append(':').append(line).append(':').append(column);
        }
        text.append(": ").append(isError() ? "error" : "warning").append(": ").append(message);
        text.append(" [").append(code).append(']');
        if (!item.isEmpty()) {
            text.append(" in ").append(item);
        }
        if (!snippet.isEmpty()) {
            int from = Math.max(0, Math.min(column - 1, snippet.length()) - 80);
            String shown = snippet.substring(from, Math.min(snippet.length(), from + 160));
            text.append("\n    ").append(shown.replace('\t', ' '));
            text.append("\n    ")
                    .append(" ".repeat(Math.max(0, column - 1 - from)))
                    .append('^');
        }
        return text.toString();
    }
}
