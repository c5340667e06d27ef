package lanner.cli.sarif;

/** What there is to say of a run that is no result: descriptors of notifications (section 3.58). */
public enum SarifNote {
    /** The recording lacks something, and goes on. */
    INCOMPLETE("incomplete-recording", "The recording does not hold everything that happened.", SarifLevel.WARNING),
    /** Part of the recording could not be read, or the recording stopped before the program did. */
    BROKEN("broken-recording", "Part of what happened could not be looked at.", SarifLevel.ERROR),
    /** The analysis did not come to its end. */
    UNFINISHED("unfinished-analysis", "The analysis was ended before it was done.", SarifLevel.ERROR),
    /** There were more results than code scanning takes. */
    LEFT_OUT("results-left-out", "There were more results than are in this file.", SarifLevel.WARNING);

    private final String id;
    private final String sentence;
    private final SarifLevel level;

    SarifNote(String id, String sentence, SarifLevel level) {
        this.id = id;
        this.sentence = sentence;
        this.level = level;
    }

    String id() {
        return id;
    }

    String sentence() {
        return sentence;
    }

    SarifLevel level() {
        return level;
    }
}
