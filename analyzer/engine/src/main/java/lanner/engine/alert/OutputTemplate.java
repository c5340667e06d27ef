package lanner.engine.alert;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.check.Operands;
import lanner.engine.state.EventContext;

/**
 * A text with fields in it: {@code %proc.name}, {@code %proc.aname[2]}, {@code %toupper(proc.name)}, {@code
 * %20proc.name} for exactly 20 bytes. A field is the longest piece after the percent sign that names one. There is no
 * way to write a percent sign itself, as in Falco. What is missing prints {@code <NA>}.
 *
 * <p>The result is bytes, one character a byte (ISO 8859-1): the template's own text in UTF-8, the values as recorded.
 */
public final class OutputTemplate {
    /** The longest template, in characters. */
    private static final int MAX_LENGTH = 100_000;

    private static final int MAX_WIDTH = 10_000;
    private static final String MISSING = "<NA>";

    private final List<Part> parts;
    private final List<Field> plainFields;
    private final Map<String, OutputTemplate> named;

    private OutputTemplate(List<Part> parts, List<Field> plainFields, Map<String, OutputTemplate> named) {
        this.parts = List.copyOf(parts);
        this.plainFields = List.copyOf(plainFields);
        this.named = Map.copyOf(named);
    }

    /** A literal, or a field with the width it prints in; width 0 is the value's own. */
    private record Part(String literal, Optional<Field> field, int width) {}

    /**
     * Parses a template.
     *
     * @throws TemplateException when a percent sign stands before something that is no field, or that cannot be printed
     */
    public static OutputTemplate parse(String text, FieldRegistry fields) throws TemplateException {
        if (text.length() > MAX_LENGTH) {
            throw new TemplateException("the output is longer than " + MAX_LENGTH + " characters", 0);
        }
        return new Reader(text, fields).read();
    }

    /**
     * The same template with more for {@link #values} and nothing more to print.
     *
     * @param more by name: a field's own text keeps the field's type, any other template gives text
     */
    public OutputTemplate with(Map<String, String> more, FieldRegistry fields) throws TemplateException {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, Field> all = new LinkedHashMap<>();
        plainFields.forEach(field -> all.put(field.text(), field));
        Map<String, OutputTemplate> texts = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : more.entrySet()) {
            OutputTemplate template = parse(entry.getValue(), fields);
            if (entry.getValue().equals("%" + entry.getKey()) && template.plainFields.size() == 1) {
                all.putIfAbsent(entry.getKey(), template.plainFields.get(0));
            } else {
                texts.put(entry.getKey(), template);
            }
        }
        return new OutputTemplate(parts, List.copyOf(all.values()), texts);
    }

    /** Appends the text for the event at hand. */
    public void print(EventContext context, StringBuilder out) {
        for (Part part : parts) {
            if (part.field().isEmpty()) {
                out.append(part.literal());
            } else {
                String value = part.field().get().print(context);
                append(value == null ? MISSING : value, part.width(), out);
            }
        }
    }

    private static void append(String value, int width, StringBuilder out) {
        if (width == 0) {
            out.append(value);
            return;
        }
        out.append(value, 0, Math.min(width, value.length()));
        for (int i = value.length(); i < width; i++) {
            out.append(' ');
        }
    }

    /** The text for the event at hand. */
    public String print(EventContext context) {
        StringBuilder out = new StringBuilder();
        print(context, out);
        return out.toString();
    }

    /** Adds the fields and their values, by their text, to what JSON shows; a missing one is null, a time a number. */
    public void values(EventContext context, Map<String, Object> into) {
        for (Field field : plainFields) {
            Object value = field.isTime() ? (Object) context.event().time() : field.json(context);
            into.put(field.text(), value);
        }
        named.forEach((name, template) -> into.put(name, template.print(context)));
    }

    /** The fields that stand in the template, those inside transformers too, in order, each once. */
    public List<Field> fields() {
        return plainFields;
    }

    private static final class Reader {
        private final String text;
        private final FieldRegistry fields;
        private final Operands operands;
        private final List<Part> parts = new ArrayList<>();
        private final Map<String, Field> plain = new LinkedHashMap<>();
        private int at;

        Reader(String text, FieldRegistry fields) {
            this.text = text;
            this.fields = fields;
            this.operands = new Operands(fields);
        }

        OutputTemplate read() throws TemplateException {
            at = text.startsWith("*") ? 1 : 0;
            int literal = at;
            while (at < text.length()) {
                if (text.charAt(at) != '%') {
                    at++;
                    continue;
                }
                literal(literal, at);
                field();
                literal = at;
            }
            literal(literal, at);
            return new OutputTemplate(parts, List.copyOf(plain.values()), Map.of());
        }

        private void literal(int start, int end) {
            if (end > start) {
                byte[] utf8 = text.substring(start, end).getBytes(StandardCharsets.UTF_8);
                parts.add(new Part(new String(utf8, StandardCharsets.ISO_8859_1), Optional.empty(), 0));
            }
        }

        private void field() throws TemplateException {
            int percent = at++;
            if (at == text.length()) {
                throw new TemplateException("invalid formatting syntax: formatting cannot end with a %", percent);
            }
            int digits = at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                throw new TemplateException("invalid formatting syntax: formatting cannot end with a number", percent);
            }
            int width = width(text.substring(digits, at), percent);
            int start = at;
            int end = nameEnd(start);
            if (end < text.length() && text.charAt(end) == '(') {
                parts.add(new Part("", Optional.of(call(start, percent)), width));
            } else {
                parts.add(new Part("", Optional.of(plainField(start, end, percent)), width));
            }
        }

        private int width(String digits, int percent) throws TemplateException {
            if (digits.isEmpty()) {
                return 0;
            }
            if (digits.length() > 5 || Integer.parseInt(digits) > MAX_WIDTH) {
                throw new TemplateException("invalid formatting syntax: the width is over " + MAX_WIDTH, percent);
            }
            return Integer.parseInt(digits);
        }

        /** Where the longest dotted name ends. */
        private int nameEnd(int start) {
            int end = start;
            while (end < text.length() && (isWord(text.charAt(end)) || text.charAt(end) == '.')) {
                end++;
            }
            return end;
        }

        /** Tries the longest name first, then shorter ones. */
        private Field plainField(int start, int longest, int percent) throws TemplateException {
            String complaint = null;
            for (int end = longest; end > start; end--) {
                String name = text.substring(start, end);
                if (!isFieldName(name) || !fields.isField(name)) {
                    continue;
                }
                int argumentEnd = end < text.length() && text.charAt(end) == '[' ? argumentEnd(end) : -1;
                for (int stop : argumentEnd > 0 ? new int[] {argumentEnd, end} : new int[] {end}) {
                    try {
                        Field field = resolve(text.substring(start, stop));
                        at = stop;
                        keep(field, percent);
                        return field;
                    } catch (ConditionException e) {
                        complaint = complaint == null ? e.getMessage() : complaint;
                    }
                }
            }
            int shown = Math.min(text.length(), Math.max(longest, start + 1));
            throw new TemplateException(
                    "unknown filter: " + (complaint == null ? text.substring(start, shown) : complaint),
                    hint(text.substring(start, shown)),
                    percent);
        }

        private String hint(String name) {
            try {
                fields.resolve(name, Optional.empty());
                return "";
            } catch (UnknownFieldException e) {
                return e.hint();
            }
        }

        /** A transformer call, up to the parenthesis that closes it. */
        private Field call(int start, int percent) throws TemplateException {
            int end = callEnd(start);
            if (end < 0) {
                throw new TemplateException("invalid formatting syntax: a '(' is not closed", percent);
            }
            if (end < text.length() && text.charAt(end) == '[' && argumentEnd(end) > 0) {
                end = argumentEnd(end);
            }
            try {
                Expr.Operand operand = operand(text.substring(start, end));
                Field field = operands.resolve(operand);
                keepInner(operand, percent);
                at = end;
                return field;
            } catch (ConditionException e) {
                throw new TemplateException("unknown filter: " + e.getMessage(), e.hint(), percent);
            }
        }

        private void keepInner(Expr.Operand operand, int percent) throws TemplateException, ConditionException {
            for (Expr.FieldRef field : operand.fields()) {
                keep(operands.resolve(field), percent);
            }
        }

        private void keep(Field field, int percent) throws TemplateException {
            if (field.traits().contains(Field.Trait.FILTER_ONLY)) {
                throw new TemplateException("field '" + field.text() + "' can be used in conditions only", percent);
            }
            plain.putIfAbsent(field.text(), field);
        }

        private Field resolve(String written) throws ConditionException {
            return operands.resolve(operand(written));
        }

        /** The language's own parser says what an operand is. */
        private static Expr.Operand operand(String written) throws ConditionException {
            Expr parsed = Conditions.parse(written + " exists");
            if (parsed instanceof Expr.Exists exists) {
                return exists.operand();
            }
            throw new ConditionException("not a field", parsed.span());
        }

        /** Behind the bracket that closes a field's argument; -1 if none does. */
        private int argumentEnd(int open) {
            char quote = open + 1 < text.length() ? text.charAt(open + 1) : 0;
            int from = open + 1;
            if (quote == '"' || quote == '\'') {
                from = text.indexOf(quote, open + 2);
            }
            int close = from < 0 ? -1 : text.indexOf(']', from);
            return close < 0 ? -1 : close + 1;
        }

        private int callEnd(int start) {
            int depth = 0;
            char quote = 0;
            for (int i = start; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quote != 0) {
                    quote = c == quote && text.charAt(i - 1) != '\\' ? 0 : quote;
                } else if (c == '"' || c == '\'') {
                    quote = c;
                } else if (c == '(') {
                    depth++;
                } else if (c == ')' && --depth == 0) {
                    return i + 1;
                }
            }
            return -1;
        }

        private static boolean isFieldName(String name) {
            return name.indexOf('.') > 0 && name.charAt(name.length() - 1) != '.';
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static boolean isWord(char c) {
            return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        }
    }
}
