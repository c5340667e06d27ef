package lanner.exchange.sigma;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The values of an item with its modifiers applied, from left to right.
 *
 * @param values for each value that stands in the file those that it became, any of which will do
 * @param all whether all of them must hold, instead of any
 * @param cased whether the case of letters counts
 * @param negated whether none of them may hold
 */
record ModifiedValues(List<List<Value>> values, boolean all, boolean cased, boolean negated) {
    ModifiedValues {
        values = values.stream().map(List::copyOf).toList();
    }

    /** Fewer bytes may leave a single character, which is everywhere. */
    private static final int SHORTEST_SHIFTED = 3;

    /** A step from one value to those that it becomes. */
    @FunctionalInterface
    private interface Step {
        List<Value> apply(Value value) throws RefusedException;
    }

    static ModifiedValues of(DetectionItem item, Placeholders placeholders) throws RefusedException {
        checkOrder(item);
        List<List<Value>> values = new ArrayList<>();
        for (ScalarNode scalar : item.values()) {
            for (Value written : written(scalar, item, placeholders)) {
                values.add(modified(written, item));
            }
        }
        return new ModifiedValues(values, item.has(Modifier.ALL), item.has(Modifier.CASED), item.has(Modifier.NEQ));
    }

    private static List<Value> modified(Value written, DetectionItem item) throws RefusedException {
        List<Value> values = List.of(written);
        for (Modifier modifier : item.modifiers()) {
            List<Value> next = new ArrayList<>();
            Step step = step(modifier, item);
            for (Value value : values) {
                next.addAll(step.apply(value));
            }
            values = next;
        }
        if (values.stream().anyMatch(Value.Wide.class::isInstance)) {
            throw refused(
                    item,
                    "a text of two bytes a character holds zero bytes, at which texts of a capture end; "
                            + "with base64 or base64offset behind it can be translated");
        }
        return values;
    }

    private static RefusedException refused(DetectionItem item, String reason) {
        return new RefusedException(item.place(), reason);
    }

    private static void checkOrder(DetectionItem item) throws RefusedException {
        boolean regex = false;
        for (Modifier modifier : item.modifiers()) {
            regex |= modifier == Modifier.RE;
            if (!regex && (modifier == Modifier.I || modifier == Modifier.M || modifier == Modifier.S)) {
                throw refused(item, "'" + modifier.word() + "' stands behind no 're'");
            }
        }
        if (item.has(Modifier.ALL) && item.values().size() < 2 && !item.has(Modifier.EXPAND)) {
            throw refused(item, "'all' of one value: Sigma allows it for several alone");
        }
    }

    /** What stands in the file, before the modifiers. */
    private static List<Value> written(ScalarNode scalar, DetectionItem item, Placeholders placeholders)
            throws RefusedException {
        if (SigmaYaml.isNull(scalar)) {
            return List.of(new Value.Absent());
        }
        if (!item.has(Modifier.EXPAND)) {
            return List.of(raw(scalar.getValue(), item));
        }
        List<Value> filled = new ArrayList<>();
        for (String each : placeholders.fillIn(scalar.getValue(), item.place())) {
            filled.add(raw(each, item));
        }
        return filled;
    }

    /** In a regular expression a backslash is the expression's. */
    private static Value raw(String written, DetectionItem item) throws RefusedException {
        if (written.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(written)) {
            throw refused(item, "the value holds a character that no text of a capture can hold");
        }
        return item.has(Modifier.RE) ? new Value.Regex(written, Set.of()) : new Value.Text(SigmaText.parse(written));
    }

    private static Step step(Modifier modifier, DetectionItem item) {
        return switch (modifier) {
            case ALL, CASED, NEQ, RE, EXPAND -> value -> List.of(value);
            case CONTAINS -> value -> List.of(opened(value, true, true, item));
            case STARTSWITH -> value -> List.of(opened(value, false, true, item));
            case ENDSWITH -> value -> List.of(opened(value, true, false, item));
            case EXISTS -> value -> List.of(new Value.Existence(truth(value, item)));
            case I -> value -> List.of(flagged(value, RegexTranslator.Flag.IGNORE_CASE, item));
            case M -> value -> List.of(flagged(value, RegexTranslator.Flag.MULTILINE, item));
            case S -> value -> List.of(flagged(value, RegexTranslator.Flag.DOT_ALL, item));
            case BASE64 ->
                value -> List.of(new Value.Text(
                        SigmaText.literal(Base64.getEncoder().encodeToString(bytes(value, modifier, item)))));
            case BASE64OFFSET -> value -> shifted(bytes(value, modifier, item), item);
            case UTF16LE, WIDE -> value -> List.of(wide(value, StandardCharsets.UTF_16LE, "", modifier, item));
            case UTF16BE -> value -> List.of(wide(value, StandardCharsets.UTF_16BE, "", modifier, item));
            case UTF16 -> value -> List.of(wide(value, StandardCharsets.UTF_16LE, "\uFEFF", modifier, item));
            case WINDASH ->
                value -> List.of(new Value.Text(text(value, modifier, item).withDashes()));
            case CIDR -> value -> List.of(new Value.Network(plain(value, modifier, item)));
            case LT -> value -> List.of(new Value.Order("<", plain(value, modifier, item)));
            case LTE -> value -> List.of(new Value.Order("<=", plain(value, modifier, item)));
            case GT -> value -> List.of(new Value.Order(">", plain(value, modifier, item)));
            case GTE -> value -> List.of(new Value.Order(">=", plain(value, modifier, item)));
            case FIELDREF -> value -> List.of(new Value.Reference(plain(value, modifier, item), false, false));
            case MINUTE, HOUR, DAY, WEEK, MONTH, YEAR ->
                value -> {
                    throw refused(item, "'" + modifier.word() + "': rules cannot compare parts of a time");
                };
        };
    }

    private static Value opened(Value value, boolean before, boolean behind, DetectionItem item)
            throws RefusedException {
        if (value instanceof Value.Text text) {
            return new Value.Text(text.text().open(before, behind));
        }
        if (value instanceof Value.Reference reference) {
            return new Value.Reference(reference.field(), reference.before() || before, reference.behind() || behind);
        }
        if (value instanceof Value.Regex regex) {
            // An expression is searched for anywhere already.
            String anchored = before == behind
                    ? regex.source()
                    : behind ? "^(?:" + regex.source() + ")" : "(?:" + regex.source() + ")$";
            return new Value.Regex(anchored, regex.flags());
        }
        throw refused(item, "contains, startswith and endswith take texts");
    }

    private static boolean truth(Value value, DetectionItem item) throws RefusedException {
        return switch (plain(value, Modifier.EXISTS, item)) {
            case "true", "yes", "True" -> true;
            case "false", "no", "False" -> false;
            default -> throw refused(item, "'exists' takes true or false");
        };
    }

    private static Value flagged(Value value, RegexTranslator.Flag flag, DetectionItem item) throws RefusedException {
        if (!(value instanceof Value.Regex regex)) {
            throw refused(item, "a regular expression is to be a text");
        }
        Set<RegexTranslator.Flag> flags = EnumSet.of(flag);
        flags.addAll(regex.flags());
        return new Value.Regex(regex.source(), flags);
    }

    private static SigmaText text(Value value, Modifier modifier, DetectionItem item) throws RefusedException {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        throw refused(item, "'" + modifier.word() + "' takes texts, and not what stands before it");
    }

    private static String plain(Value value, Modifier modifier, DetectionItem item) throws RefusedException {
        Optional<String> plain = text(value, modifier, item).plain();
        if (plain.isEmpty()) {
            throw refused(item, "'" + modifier.word() + "' takes no wildcards");
        }
        return plain.get();
    }

    private static byte[] bytes(Value value, Modifier modifier, DetectionItem item) throws RefusedException {
        return value instanceof Value.Wide wide
                ? wide.bytes()
                : plain(value, modifier, item).getBytes(StandardCharsets.UTF_8);
    }

    private static Value wide(Value value, Charset charset, String mark, Modifier modifier, DetectionItem item)
            throws RefusedException {
        return new Value.Wide((mark + plain(value, modifier, item)).getBytes(charset));
    }

    /**
     * What is seen of the bytes in Base64, whatever stands before them: an encoding at each of the three offsets, without
     * the characters that the bytes around share.
     */
    private static List<Value> shifted(byte[] bytes, DetectionItem item) throws RefusedException {
        if (bytes.length < SHORTEST_SHIFTED) {
            throw refused(item, "the value is too short for 'base64offset': too little of it can be told for sure");
        }
        int[] skipped = {0, 2, 3};
        List<Value> shifted = new ArrayList<>();
        for (int offset = 0; offset < 3; offset++) {
            byte[] padded = new byte[offset + bytes.length];
            Arrays.fill(padded, 0, offset, (byte) ' ');
            System.arraycopy(bytes, 0, padded, offset, bytes.length);
            String encoded = Base64.getEncoder().encodeToString(padded);
            int shared = switch (padded.length % 3) {
                case 1 -> 3;
                case 2 -> 2;
                default -> 0;
            };
            shifted.add(
                    new Value.Text(SigmaText.literal(encoded.substring(skipped[offset], encoded.length() - shared))));
        }
        return shifted;
    }
}
