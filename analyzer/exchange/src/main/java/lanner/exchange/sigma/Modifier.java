package lanner.exchange.sigma;

import java.util.Locale;
import java.util.Optional;

/** The modifiers of Sigma's appendix, version 2.1. */
enum Modifier {
    ALL,
    BASE64,
    BASE64OFFSET,
    CASED,
    CIDR,
    CONTAINS,
    ENDSWITH,
    EXISTS,
    EXPAND,
    FIELDREF,
    GT,
    GTE,
    /** Behind {@code re}: case does not count. */
    I,
    LT,
    LTE,
    /** Behind {@code re}: anchors are ends of lines. */
    M,
    NEQ,
    RE,
    /** Behind {@code re}: a dot is any character. */
    S,
    STARTSWITH,
    UTF16,
    UTF16BE,
    UTF16LE,
    WIDE,
    WINDASH,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Modifier> of(String word) {
        for (Modifier modifier : values()) {
            if (modifier.word().equals(word)) {
                return Optional.of(modifier);
            }
        }
        return Optional.empty();
    }
}
