package lanner.engine.mutate;

/** The kinds of changes that are made to a definition. */
public enum Mutation {
    PART_DROPPED("part", "a part of an and, or of an or, dropped"),
    JUNCTION_SWAPPED("junction", "an and turned into an or, and the other way round"),
    NOT_DROPPED("not", "a not dropped"),
    ITEM_DROPPED("item", "an item dropped from a list"),
    OPERATOR_CHANGED("operator", "= and != exchanged, < and <=, > and >=; startswith and endswith widened to contains"),
    EXISTS_NEGATED("exists", "exists negated"),
    NUMBER_MOVED("number", "a number off by one, where numbers are compared");

    private final String word;
    private final String description;

    Mutation(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /** Its name in reports. */
    public String word() {
        return word;
    }

    public String description() {
        return description;
    }
}
