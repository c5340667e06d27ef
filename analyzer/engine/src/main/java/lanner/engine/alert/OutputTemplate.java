package lanner.engine.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.lang.ConditionException;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.plan.Operands;
import lanner.engine.state.EventContext;

/**
 * An output text with fields in it: {@code %proc.name}, {@code %proc.aname[2]}, {@code %toupper(proc.name)},
 * {@code %20proc.name} for exactly twenty bytes. Parsed once, against the registry. A missing field prints
 * {@code <NA>}.
 */
public final class OutputTemplate {
    private static final int MAX_WIDTH = 10_000;
    private static final String MISSING = "<NA>";

    /** A piece of the output: text as it is, or a field. */
    private record Part(String text, Field field, int width, boolean call) {}

    private final List<Part> parts;

    private OutputTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Parses a template; a leading {@code *} is taken for granted. */
    public static OutputTemplate parse(String template, FieldRegistry fields) throws TemplateException {
        String text = template.startsWith("*") ? template.substring(1) : template;
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '%') {
                plain.append(c);
                at++;
                continue;
            }
            at++;
            if (at == text.length()) {
                throw new TemplateException("invalid formatting syntax: formatting cannot end with a %");
            }
            int digits = at;
            while (digits < text.length() && Character.isDigit(text.charAt(digits)) && digits - at < 5) {
                digits++;
            }
            int width = digits == at ? -1 : Math.min(Integer.parseInt(text.substring(at, digits)), MAX_WIDTH);
            if (plain.length() > 0) {
                parts.add(new Part(latin(plain.toString()), null, -1, false));
                plain.setLength(0);
            }
            at = field(text, digits, width, fields, parts);
        }
        if (plain.length() > 0) {
            parts.add(new Part(latin(plain.toString()), null, -1, false));
        }
        return new OutputTemplate(parts);
    }

    private static int field(String text, int at, int width, FieldRegistry fields, List<Part> parts)
            throws TemplateException {
        int nameEnd = at;
        while (nameEnd < text.length() && isNameCharacter(text.charAt(nameEnd))) {
            nameEnd++;
        }
        if (nameEnd < text.length() && text.charAt(nameEnd) == '(' && nameEnd > at) {
            int close = closing(text, nameEnd);
            if (close > 0) {
                parts.add(new Part("", call(text.substring(at, close + 1), fields), width, true));
                return close + 1;
            }
        }
        String reason = "";
        for (int end = nameEnd; end > at; end--) {
            String name = text.substring(at, end);
            if (name.indexOf('.') <= 0 || !fields.isField(name)) {
                continue;
            }
            Optional<String> argument = Optional.empty();
            int after = end;
            if (end < text.length() && text.charAt(end) == '[') {
                int close = text.indexOf(']', end);
                if (close < 0) {
                    throw new TemplateException("invalid formatting token " + text.substring(at));
                }
                argument = Optional.of(unquoted(text.substring(end + 1, close)));
                after = close + 1;
            }
            try {
                Field resolved = fields.resolve(name, argument);
                if (resolved.traits().contains(Field.Trait.FILTER_ONLY)) {
                    throw new TemplateException("field '" + name + "' cannot be printed");
                }
                parts.add(new Part("", resolved, width, false));
                return after;
            } catch (UnknownFieldException e) {
                reason = e.getMessage();
            }
        }
        String token = text.substring(at, Math.min(text.length(), Math.max(nameEnd, at + 1)));
        throw new TemplateException(
                reason.isEmpty() || !reason.contains("argument")
                        ? "invalid formatting token %" + token + ": unknown filter: " + token
                        : reason);
    }

    private static Field call(String text, FieldRegistry fields) throws TemplateException {
        try {
            Expr expr = Conditions.parse(text + " exists");
            if (expr instanceof Expr.Exists exists) {
                return new Operands(fields).resolve(exists.operand());
            }
        } catch (ConditionException e) {
            throw new TemplateException("invalid formatting token %" + text + ": " + e.getMessage());
        }
        throw new TemplateException("invalid formatting token %" + text);
    }

    /** Where the parenthesis that opens here closes, with an optional selector behind; -1 if it does not. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                if (i + 1 < text.length() && text.charAt(i + 1) == '[') {
                    int close = text.indexOf(']', i);
                    return close > 0 ? close : i;
                }
                return i;
            }
        }
        return -1;
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.';
    }

    private static String unquoted(String argument) {
        boolean quoted = argument.length() >= 2
                && (argument.startsWith("\"") && argument.endsWith("\"")
                        || argument.startsWith("'") && argument.endsWith("'"));
        return quoted ? argument.substring(1, argument.length() - 1) : argument;
    }

    /** The template's own text as bytes, one character each, like the fields'. */
    private static String latin(String text) {
        return lanner.engine.lang.check.Literals.text(text);
    }

    /** The output for one event: bytes, one character each. */
    public String print(EventContext context) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part.field == null) {
                text.append(part.text);
                continue;
            }
            String value = part.field.print(context);
            String shown = value == null ? MISSING : value;
            if (part.width < 0) {
                text.append(shown);
            } else {
                text.append(shown, 0, Math.min(shown.length(), part.width));
                text.append(" ".repeat(Math.max(0, part.width - shown.length())));
            }
        }
        return text.toString();
    }

    /** Adds the fields and their values, by their text, to what JSON shows; a missing one is null. */
    public void values(EventContext context, Map<String, Object> into) {
        for (Part part : parts) {
            if (part.field != null && !part.call) {
                String name = part.field.text();
                boolean time = name.equals("evt.time")
                        || name.equals("evt.time.s")
                        || name.equals("evt.datetime")
                        || name.equals("evt.datetime.s")
                        || name.equals("evt.time.iso8601");
                into.put(name, time ? (Object) context.event().time() : part.field.json(context));
            }
        }
    }

    /** The fields that the template prints, in order. */
    public List<String> fields() {
        return parts.stream()
                .filter(part -> part.field != null)
                .map(part -> part.field.text())
                .toList();
    }
}
