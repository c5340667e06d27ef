package lanner.capture;

import java.util.Locale;

/** Which calls a recording may take from a record that the process itself makes; all others are seen by stops. */
public enum InlineLevel {
    /** None. */
    OFF,
    /** Questions about files and descriptors, which no detection rests on. */
    LOOK,
    /** Those, and opens for reading. */
    OPEN;

    /** The word for it in a capture's header. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
