package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Span;
import lanner.engine.lang.check.Literals;
import org.yaml.snakeyaml.nodes.Node;

/** Translates the selections of one detection. */
final class SelectionTranslator {
    private static final Span NOWHERE = new Span(0, 0, 1, 1);
    private static final int MOST_PORTS = 65_535;
    /** A number that stands for none, and how auditd writes it. */
    private static final String UNSET = "-1";

    private static final Set<String> UNSET_WORDS = Set.of("unset", "4294967295");

    private final LogSource source;
    private final Placeholders placeholders;
    private final Set<String> notes;

    /** @param notes takes what is to be known of the fields that are used */
    SelectionTranslator(LogSource source, Placeholders placeholders, Set<String> notes) {
        this.source = source;
        this.placeholders = placeholders;
        this.notes = notes;
    }

    Clause translate(SigmaYaml yaml, Node selection) throws RefusedException {
        List<Clause> alternatives = new ArrayList<>();
        for (List<DetectionItem> items : DetectionItem.alternatives(yaml, selection)) {
            checkArguments(items);
            List<Clause> parts = new ArrayList<>();
            for (DetectionItem item : items) {
                parts.add(translate(item));
            }
            alternatives.add(Clause.all(parts));
        }
        return Clause.any(alternatives);
    }

    /** The a0 to a3 of a SYSCALL record are registers, those of an EXECVE record the command line. */
    private static void checkArguments(List<DetectionItem> items) throws RefusedException {
        boolean registers = items.stream()
                .filter(item -> item.field().equals("type"))
                .anyMatch(item -> item.values().stream()
                        .allMatch(value -> value.getValue().equals("SYSCALL")));
        for (DetectionItem item : items) {
            if (registers && item.field().matches("a[0-3]")) {
                throw refused(item, "'" + item.field() + "' of a SYSCALL record is the number in a register");
            }
        }
    }

    private static RefusedException refused(DetectionItem item, String reason) {
        return new RefusedException(item.place(), reason);
    }

    private Clause translate(DetectionItem item) throws RefusedException {
        if (item.field().isEmpty()) {
            ModifiedValues values = ModifiedValues.of(item, placeholders);
            Clause anywhere = keywords(item, values);
            return values.negated() ? Clause.not(anywhere) : anywhere;
        }
        FieldRow row = row(item.field(), item);
        ModifiedValues values = ModifiedValues.of(item, placeholders);
        Clause compared = field(row, values, item);
        Clause clause = values.negated() ? Clause.not(compared) : compared;
        return row.macro().isPresent()
                ? Clause.all(List.of(new Clause.Macro(row.macro().get()), clause))
                : clause;
    }

    private FieldRow row(String field, DetectionItem item) throws RefusedException {
        Optional<FieldRow> row = FieldMap.STANDARD.field(source, field);
        if (row.isEmpty()) {
            throw refused(
                    item,
                    "nothing of '" + source.name() + "' in a capture is known to be the field '" + field + "'"
                            + FieldMap.STANDARD.meant(source, field));
        }
        if (row.get().kind() == FieldRow.Kind.REFUSED) {
            throw refused(item, "the field '" + field + "': " + row.get().note());
        }
        if (!row.get().note().isEmpty()) {
            notes.add(field + ": " + row.get().note());
        }
        return row.get();
    }

    private Clause keywords(DetectionItem item, ModifiedValues values) throws RefusedException {
        List<FieldRow> rows = FieldMap.STANDARD.keywords(source);
        if (rows.isEmpty()) {
            throw refused(
                    item, "keywords are sought in whole messages of a log, and '" + source.name() + "' has none here");
        }
        notes.add("Keywords are sought in the fields "
                + String.join(", ", rows.stream().map(FieldRow::name).toList()) + ".");
        List<FieldRow.Operand> operands =
                rows.stream().flatMap(row -> row.operands().stream()).toList();
        List<Clause> clauses = new ArrayList<>();
        List<SigmaText> texts = new ArrayList<>();
        for (List<Value> group : values.values()) {
            List<Clause> any = new ArrayList<>();
            for (Value value : group) {
                if (value instanceof Value.Text text) {
                    SigmaText keyword = text.text().open(true, true);
                    if (!values.all()) {
                        texts.add(keyword);
                        continue;
                    }
                    any.add(anywhere(operands, List.of(keyword), values.cased()));
                } else if (value instanceof Value.Regex regex) {
                    any.add(regex(operands, regex, item));
                } else {
                    throw refused(item, "keywords are texts or regular expressions");
                }
            }
            if (!any.isEmpty()) {
                clauses.add(Clause.any(any));
            }
        }
        if (!texts.isEmpty()) {
            clauses.add(anywhere(operands, texts, values.cased()));
        }
        return values.all() ? Clause.all(clauses) : Clause.any(clauses);
    }

    private static Clause anywhere(List<FieldRow.Operand> operands, List<SigmaText> texts, boolean cased) {
        return Clause.any(operands.stream()
                .map(operand -> Comparisons.of(operand, texts, false, cased))
                .toList());
    }

    private Clause field(FieldRow row, ModifiedValues values, DetectionItem item) throws RefusedException {
        return switch (row.kind()) {
            case TEXT -> texts(row.operands(), row, values, item);
            case NUMBER, PORT, ADDRESS, CHOICE, SYSCALL -> others(row, values, item);
            case ARGUMENT -> throw refused(item, "an argument goes by its number: a1, a2 and so on");
            case REFUSED -> throw new IllegalStateException(row.name());
        };
    }

    /** Texts are compared many at once, what else there is one by one. */
    private Clause texts(List<FieldRow.Operand> operands, FieldRow row, ModifiedValues values, DetectionItem item)
            throws RefusedException {
        List<SigmaText> single = new ArrayList<>();
        List<Clause> clauses = new ArrayList<>();
        for (List<Value> group : values.values()) {
            List<SigmaText> texts = new ArrayList<>();
            List<Clause> any = new ArrayList<>();
            for (Value value : group) {
                if (value instanceof Value.Text text) {
                    texts.add(text.text());
                } else {
                    any.add(notText(operands, row, value, values, item));
                }
            }
            if (any.isEmpty() && (texts.size() == 1 || !values.all())) {
                single.addAll(texts);
                continue;
            }
            if (!texts.isEmpty()) {
                any.add(anywhere(operands, texts, values.cased()));
            }
            clauses.add(Clause.any(any));
        }
        if (!single.isEmpty()) {
            List<Clause> each = new ArrayList<>();
            for (FieldRow.Operand operand : operands) {
                each.add(Comparisons.of(operand, single, values.all(), values.cased()));
            }
            clauses.add(0, Clause.any(each));
        }
        return values.all() ? Clause.all(clauses) : Clause.any(clauses);
    }

    private Clause notText(
            List<FieldRow.Operand> operands, FieldRow row, Value value, ModifiedValues values, DetectionItem item)
            throws RefusedException {
        if (value instanceof Value.Regex regex) {
            return regex(operands, regex, item);
        }
        if (value instanceof Value.Absent) {
            return Clause.not(present(operands));
        }
        if (value instanceof Value.Existence existence) {
            return existence.wanted() ? present(operands) : Clause.not(present(operands));
        }
        if (value instanceof Value.Reference reference) {
            return reference(operands.get(0).expression(), row, reference, values, item);
        }
        throw refused(
                item,
                value instanceof Value.Network
                        ? "'cidr' takes addresses, and '" + row.name() + "' is a text"
                        : "'" + row.name() + "' is a text, and only numbers are less or more than others");
    }

    private static Clause present(List<FieldRow.Operand> operands) {
        List<Clause> any = new ArrayList<>();
        for (FieldRow.Operand operand : operands) {
            Clause exists = new Clause.Leaf(operand.expression() + " exists");
            any.add(
                    operand.absent().isEmpty()
                            ? exists
                            : Clause.all(List.of(
                                    exists,
                                    Clause.not(new Clause.Leaf(operand.expression() + " = \""
                                            + operand.absent().get() + "\"")))));
        }
        return Clause.any(any);
    }

    private static Clause regex(List<FieldRow.Operand> operands, Value.Regex regex, DetectionItem item)
            throws RefusedException {
        RegexTranslator.Translated translated = RegexTranslator.translate(regex.source(), regex.flags(), item.place());
        List<Clause> any = new ArrayList<>();
        for (FieldRow.Operand operand : operands) {
            if (translated.text().isPresent()) {
                any.add(Comparisons.of(operand, List.of(translated.text().get()), false, !translated.lower()));
            } else {
                String end = translated.toEnd() && !operand.trailing().isEmpty()
                        ? "(" + RegexTranslator.escaped(operand.trailing()) + ")?"
                        : "";
                any.add(Comparisons.regex(operand.expression(), translated.regex() + end, translated.lower()));
            }
        }
        return Clause.any(any);
    }

    private Clause reference(
            String left, FieldRow row, Value.Reference reference, ModifiedValues values, DetectionItem item)
            throws RefusedException {
        FieldRow other = row(reference.field(), item);
        boolean text = row.kind() == FieldRow.Kind.TEXT;
        if (other.kind() != row.kind() || row.kind() == FieldRow.Kind.CHOICE || row.kind() == FieldRow.Kind.SYSCALL) {
            throw refused(item, "'" + row.name() + "' and '" + other.name() + "' are of different kinds");
        }
        String right = row.kind() == FieldRow.Kind.ADDRESS
                ? other.what().substring(0, other.what().indexOf(' '))
                : other.operands().get(0).expression();
        String operator = reference.before()
                ? reference.behind() ? "contains" : "endswith"
                : reference.behind() ? "startswith" : "=";
        if (!text && !operator.equals("=")) {
            throw refused(item, "only texts contain others");
        }
        if (text && !values.cased()) {
            return new Clause.Leaf("tolower(" + left + ") " + operator + " tolower(" + right + ")");
        }
        return new Clause.Leaf(left + " " + operator + " " + (right.contains("(") ? right : "val(" + right + ")"));
    }

    /** Values one by one. */
    private Clause others(FieldRow row, ModifiedValues values, DetectionItem item) throws RefusedException {
        List<Clause> clauses = new ArrayList<>();
        for (List<Value> group : values.values()) {
            List<Clause> any = new ArrayList<>();
            for (Value value : group) {
                any.add(other(row, value, values, item));
            }
            clauses.add(Clause.any(any));
        }
        return values.all() ? Clause.all(clauses) : Clause.any(clauses);
    }

    private Clause other(FieldRow row, Value value, ModifiedValues values, DetectionItem item) throws RefusedException {
        return switch (row.kind()) {
            case NUMBER, PORT -> number(row, value, values, item);
            case ADDRESS -> AddressComparisons.of(row, value, item);
            case CHOICE -> choice(row, value, item);
            case SYSCALL -> SyscallComparisons.of(value, item);
            case TEXT, ARGUMENT, REFUSED -> throw new IllegalStateException(row.name());
        };
    }

    private Clause number(FieldRow row, Value value, ModifiedValues values, DetectionItem item)
            throws RefusedException {
        List<FieldRow.Operand> operands = row.operands();
        String field = operands.get(0).expression();
        if (value instanceof Value.Order order) {
            return new Clause.Leaf(field + " " + order.operator() + " " + checked(row, order.number(), item));
        }
        if (value instanceof Value.Reference reference) {
            return reference(field, row, reference, values, item);
        }
        if (value instanceof Value.Text text) {
            Optional<String> plain = text.text().plain();
            if (operands.get(0).absent().equals(Optional.of(UNSET))
                    && plain.filter(UNSET_WORDS::contains).isPresent()) {
                return new Clause.OneOf(field, List.of(UNSET));
            }
            if (plain.isPresent() && plain.get().matches("[+-]?[0-9]+")) {
                return new Clause.OneOf(field, List.of(checked(row, plain.get(), item)));
            }
        }
        if (value instanceof Value.Text || value instanceof Value.Regex) {
            if (operands.size() < 2) {
                throw refused(item, "'" + row.name() + "' is a number, and is compared with whole numbers");
            }
            ModifiedValues one = new ModifiedValues(List.of(List.of(value)), false, values.cased(), false);
            return texts(operands.subList(1, 2), row, one, item);
        }
        return notText(operands.subList(0, 1), row, value, values, item);
    }

    /** A whole number that the engine reads as it stands. */
    private static String checked(FieldRow row, String written, DetectionItem item) throws RefusedException {
        String digits = written.startsWith("+") ? written.substring(1) : written;
        if (!digits.matches("-?[0-9]{1,18}")) {
            throw refused(item, "'" + row.name() + "' is compared with whole numbers, not with '" + written + "'");
        }
        long number = Long.parseLong(digits);
        if (row.kind() == FieldRow.Kind.PORT && (number < 0 || number > MOST_PORTS)) {
            throw refused(item, "a port is 0 to " + MOST_PORTS + ", not " + number);
        }
        return Long.toString(number);
    }

    private static Clause choice(FieldRow row, Value value, DetectionItem item) throws RefusedException {
        Map<String, String> options = row.options();
        if (value instanceof Value.Text text && text.text().plain().isPresent()) {
            String wanted = text.text().plain().get();
            for (Map.Entry<String, String> option : options.entrySet()) {
                if (option.getKey().equalsIgnoreCase(wanted)) {
                    return FieldMap.STANDARD.macros().containsKey(option.getValue())
                            ? new Clause.Macro(option.getValue())
                            : new Clause.Leaf(option.getValue());
                }
            }
            throw refused(
                    item,
                    "'" + row.name() + "': a capture can tell " + String.join(", ", options.keySet()) + ", not '"
                            + wanted + "'");
        }
        throw refused(item, "'" + row.name() + "' is compared with " + String.join(", ", options.keySet()) + " alone");
    }

    /** Whether a text is an address as the engine reads it. */
    static boolean isAddress(String text) {
        try {
            Literals.address(text, NOWHERE);
            return true;
        } catch (ConditionException e) {
            return false;
        }
    }

    /** Whether a text is a network as the engine reads it. */
    static boolean isNetwork(String text) {
        try {
            Literals.network(text, NOWHERE);
            return true;
        } catch (ConditionException e) {
            return false;
        }
    }
}
