package lanner.engine.rules.finding;

/** What a place in a rule file is, in the words that findings use. */
public enum ItemType {
    RULES_CONTENT("rules content"),
    RULES_CONTENT_ITEM("rules content item"),
    LIST("list"),
    LIST_ITEM("list item"),
    MACRO("macro"),
    MACRO_CONDITION("macro condition"),
    RULE("rule"),
    RULE_CONDITION("rule condition"),
    CONDITION_EXPRESSION("condition expression"),
    RULE_OUTPUT("rule output"),
    RULE_OUTPUT_EXPRESSION("rule output expression"),
    RULE_PRIORITY("rule priority"),
    EXCEPTIONS("exceptions"),
    EXCEPTION("exception"),
    EXCEPTION_VALUES("exception values"),
    EXCEPTION_VALUE("exception value"),
    OVERRIDES("overrides"),
    REQUIRED_ENGINE_VERSION("required_engine_version"),
    REQUIRED_PLUGIN_VERSIONS("required plugin versions"),
    REQUIRED_PLUGIN_VERSIONS_ENTRY("required plugin versions entry"),
    REQUIRED_PLUGIN_VERSIONS_ALTERNATIVE("required plugin versions alternative"),
    VALUE_FOR("value for");

    private final String words;

    ItemType(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
