package lanner.exchange.sigma;

import java.util.Set;

/** What a field is compared with, once its modifiers are applied. */
sealed interface Value {
    /** A text with wildcards. */
    record Text(SigmaText text) implements Value {}

    /** A text in an encoding with two bytes a character, which is to be encoded once more. */
    record Wide(byte[] bytes) implements Value {}

    /** No value at all. */
    record Absent() implements Value {}

    record Regex(String source, Set<RegexTranslator.Flag> flags) implements Value {
        public Regex {
            flags = Set.copyOf(flags);
        }
    }

    /** A network in the notation of CIDR. */
    record Network(String cidr) implements Value {}

    /** A comparison of numbers: an operator of ours and a number as it is written. */
    record Order(String operator, String number) implements Value {}

    record Existence(boolean wanted) implements Value {}

    /**
     * Another field.
     *
     * @param before whether any characters may stand before its value
     * @param behind whether any may follow it
     */
    record Reference(String field, boolean before, boolean behind) implements Value {}
}
