package lanner.capture.json;

import com.fasterxml.jackson.core.JsonLocation;
import java.io.IOException;

/** A text is not the JSON that is read here. The message says what is wrong and where, in printable ASCII. */
public final class JsonException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 200;

    private final int line;
    private final int column;

    JsonException(String what, JsonLocation place) {
        super(brief(what.replaceAll("[^ -~]+", "?")) + " at line " + line(place) + ", column " + column(place));
        line = line(place);
        column = column(place);
    }

    /** What is wrong with a text from the beginning of a line on. */
    JsonException(String what, int line) {
        super(what + " at line " + line);
        this.line = line;
        column = 1;
    }

    /** The library repeats names of the text, which may be of any length. */
    private static String brief(String what) {
        return what.length() <= LONGEST ? what : what.substring(0, LONGEST) + "...";
    }

    private static int line(JsonLocation place) {
        return Math.max(1, place.getLineNr());
    }

    /** In a text without anything the library is at column 0. */
    private static int column(JsonLocation place) {
        return Math.max(1, place.getColumnNr());
    }

    /** The line of the place, from 1. */
    public int line() {
        return line;
    }

    /** The column of the place, from 1, in characters. */
    public int column() {
        return column;
    }
}
