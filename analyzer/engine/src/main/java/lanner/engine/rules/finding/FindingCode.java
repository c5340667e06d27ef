package lanner.engine.rules.finding;

/** What can be wrong with a rule file. Codes and short texts are Falco's, but for those that start with LANNER. */
public enum FindingCode {
    LOAD_ERR_FILE_READ(true, "File read error"),
    LOAD_ERR_YAML_PARSE(true, "YAML parse error"),
    LOAD_ERR_YAML_VALIDATE(true, "Error validating internal structure of YAML file"),
    LOAD_ERR_COMPILE_CONDITION(true, "Error compiling condition"),
    LOAD_ERR_COMPILE_OUTPUT(true, "Error compiling output"),
    LOAD_ERR_VALIDATE(true, "Error validating rule/macro/list/exception objects"),
    LOAD_ERR_EXTENSION(true, "Error in extension item"),
    LOAD_UNKNOWN_SOURCE(false, "Unknown event source"),
    /** Only for fields of other sources than system calls: never reported. */
    LOAD_UNSAFE_NA_CHECK(false, "Unsafe <NA> comparison in condition"),
    LOAD_NO_EVTTYPE(false, "Condition has no event-type restriction"),
    LOAD_UNKNOWN_FILTER(false, "Unknown field or event-type in condition or output"),
    LOAD_UNUSED_MACRO(false, "Unused macro"),
    LOAD_UNUSED_LIST(false, "Unused list"),
    LOAD_UNKNOWN_ITEM(false, "Unknown rules file item"),
    LOAD_DEPRECATED_ITEM(false, "Used deprecated item"),
    LOAD_WARNING_EXTENSION(false, "Warning in extension item"),
    LOAD_APPEND_NO_VALUES(false, "Overriding/appending with no values"),
    LOAD_EXCEPTION_NAME_NOT_UNIQUE(false, "Multiple exceptions defined with the same name"),
    LOAD_INVALID_MACRO_NAME(false, "Invalid macro name"),
    LOAD_INVALID_LIST_NAME(false, "Invalid list name"),
    LOAD_COMPILE_CONDITION(false, "Warning in rule condition"),
    LOAD_UNKNOWN_KEY(false, "Unknown key in item definition"),
    /** Falco compares with the name as text. */
    LANNER_UNKNOWN_LIST(false, "No list of that name"),
    LANNER_LIST_IN_QUOTES(false, "List filled into quoted text"),
    LANNER_ALWAYS_FALSE(false, "Comparison that is never true"),
    LANNER_ALWAYS_TRUE(false, "Comparison that is true of every value"),
    /** With {@code --match first}, Falco's default. */
    LANNER_SHADOWED_RULE(false, "Rule that can never be the first to match"),
    /** Falco skips files of other names and says nothing. */
    LANNER_SKIPPED_FILE(false, "The file was not loaded"),
    /** Falco takes the first of two equal keys and says nothing. */
    LANNER_DUPLICATE_KEY(false, "The same key twice in one item");

    private final boolean error;
    private final String words;

    FindingCode(boolean error, String words) {
        this.error = error;
        this.words = words;
    }

    /** Whether it ends the load. */
    public boolean isError() {
        return error;
    }

    public String words() {
        return words;
    }
}
