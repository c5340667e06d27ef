package lanner.engine.lang.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lanner.engine.field.Extractor;
import lanner.engine.field.Field;
import lanner.engine.field.FieldType;
import lanner.engine.field.Multiplicity;
import lanner.engine.field.Values;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Transformer;
import lanner.engine.state.EventContext;
import lanner.engine.text.AsciiCase;
import org.jspecify.annotations.Nullable;

/** A transformer applied to its arguments: a field again, as far as comparisons and templates can tell. */
final class Transformed implements Field {
    private final String text;
    private final FieldType type;
    private final Multiplicity multiplicity;
    private final Extractor extractor;
    private final Scope scope;

    private Transformed(String text, FieldType type, Multiplicity multiplicity, Scope scope, Extractor extractor) {
        this.text = text;
        this.type = type;
        this.multiplicity = multiplicity;
        this.scope = scope;
        this.extractor = extractor;
    }

    /** Applies a transformer; {@code operands} resolves the fields among the arguments. */
    static Field of(Expr.Call call, Operands operands) throws ConditionException {
        return switch (call.transformer()) {
            case TOLOWER -> mapped(call, operands, value -> value.isEmpty() ? value : AsciiCase.lower(value));
            case TOUPPER -> mapped(call, operands, value -> value.isEmpty() ? value : AsciiCase.upper(value));
            case BASENAME -> mapped(call, operands, value -> value.substring(value.lastIndexOf('/') + 1));
            case B64 -> mapped(call, operands, Transformed::decode);
            case LEN -> length(call, operands);
            case CONCAT -> concat(call, operands);
            case JOIN -> join(call, operands);
            case GETOPT -> getopt(call, operands);
        };
    }

    private interface TextMap {
        /** The new value, or null for none. */
        @Nullable
        String apply(String value);
    }

    private static Field mapped(Expr.Call call, Operands operands, TextMap map) throws ConditionException {
        Field inner = single(call, operands);
        FieldType type = inner.type();
        boolean bytes = type == FieldType.BYTES && call.transformer() == Transformer.B64;
        if (type != FieldType.TEXT && !bytes) {
            throw unsupported(call, inner);
        }
        if (inner.extractor() instanceof Extractor.OfMany many) {
            return new Transformed(describe(call), type, inner.multiplicity(), inner.scope(), (Extractor.OfMany)
                    (context, values) -> {
                        Values source = new Values();
                        if (!many.collect(context, source)) {
                            return false;
                        }
                        for (int i = 0; i < source.size(); i++) {
                            String value = map.apply(source.text(i));
                            if (value != null) {
                                values.add(value);
                            }
                        }
                        return true;
                    });
        }
        Extractor.OfText get = text(inner, call);
        return new Transformed(describe(call), type, Multiplicity.ONE, inner.scope(), (Extractor.OfText) context -> {
            String value = get.get(context);
            return value == null ? null : map.apply(value);
        });
    }

    private static Field length(Expr.Call call, Operands operands) throws ConditionException {
        Field inner = single(call, operands);
        if (inner.extractor() instanceof Extractor.OfMany many) {
            return new Transformed(
                    describe(call), FieldType.UINT64, Multiplicity.ONE, inner.scope(), (Extractor.OfNumber) context -> {
                        Values source = new Values();
                        return many.collect(context, source) ? source.size() : Extractor.MISSING;
                    });
        }
        if (inner.type() != FieldType.TEXT && inner.type() != FieldType.BYTES) {
            throw unsupported(call, inner);
        }
        Extractor.OfText get = text(inner, call);
        return new Transformed(
                describe(call), FieldType.UINT64, Multiplicity.ONE, inner.scope(), (Extractor.OfNumber) context -> {
                    String value = get.get(context);
                    return value == null ? Extractor.MISSING : value.length();
                });
    }

    private static Field concat(Expr.Call call, Operands operands) throws ConditionException {
        if (call.arguments().size() < 2) {
            throw new ConditionException("transformer 'concat' needs two arguments or more", call.span());
        }
        List<Extractor.OfText> parts = new ArrayList<>();
        Scope scope = Scope.PROCESS;
        for (Expr.Argument argument : call.arguments()) {
            Field part = operands.argument(argument, call);
            if (part.type() != FieldType.TEXT || part.multiplicity() != Multiplicity.ONE) {
                throw unsupported(call, part);
            }
            scope = wider(scope, part.scope());
            parts.add(text(part, call));
        }
        return new Transformed(describe(call), FieldType.TEXT, Multiplicity.ONE, scope, (Extractor.OfText) context -> {
            StringBuilder whole = new StringBuilder();
            for (Extractor.OfText part : parts) {
                String value = part.get(context);
                if (value == null) {
                    return null;
                }
                whole.append(value);
            }
            return whole.toString();
        });
    }

    private static Field join(Expr.Call call, Operands operands) throws ConditionException {
        if (call.arguments().size() != 2) {
            throw new ConditionException("transformer 'join' needs a separator and a list", call.span());
        }
        Field separator = operands.argument(call.arguments().get(0), call);
        Field list = operands.argument(call.arguments().get(1), call);
        if (separator.type() != FieldType.TEXT || separator.multiplicity() != Multiplicity.ONE) {
            throw unsupported(call, separator);
        }
        Extractor.OfText between = text(separator, call);
        Extractor.OfMany items = many(list, call);
        return new Transformed(
                describe(call),
                FieldType.TEXT,
                Multiplicity.ONE,
                wider(separator.scope(), list.scope()),
                (Extractor.OfText) context -> {
                    Values source = new Values();
                    String glue = between.get(context);
                    if (glue == null || !items.collect(context, source)) {
                        return null;
                    }
                    StringBuilder whole = new StringBuilder();
                    for (int i = 0; i < source.size(); i++) {
                        if (i > 0) {
                            whole.append(glue);
                        }
                        whole.append(source.text(i));
                    }
                    return whole.toString();
                });
    }

    private static Field getopt(Expr.Call call, Operands operands) throws ConditionException {
        if (call.arguments().size() != 2) {
            throw new ConditionException("transformer 'getopt' needs a list and the options", call.span());
        }
        Field list = operands.argument(call.arguments().get(0), call);
        Field options = operands.argument(call.arguments().get(1), call);
        Extractor.OfMany items = many(list, call);
        Extractor.OfText known = text(options, call);
        Scope scope = wider(list.scope(), options.scope());
        if (call.selector().isEmpty()) {
            return new Transformed(describe(call), FieldType.TEXT, Multiplicity.LIST, scope, (Extractor.OfMany)
                    (context, values) -> {
                        Values source = new Values();
                        String spec = known.get(context);
                        if (spec == null || !items.collect(context, source)) {
                            return false;
                        }
                        Options.parse(source, spec).forEach(option -> values.add(option.name()));
                        return true;
                    });
        }
        String wanted = call.selector().get();
        return new Transformed(describe(call), FieldType.TEXT, Multiplicity.ONE, scope, (Extractor.OfText) context -> {
            Values source = new Values();
            String spec = known.get(context);
            if (spec == null || !items.collect(context, source)) {
                return null;
            }
            String value = null;
            for (Options.Option option : Options.parse(source, spec)) {
                if (option.name().equals(wanted)) {
                    value = option.value();
                }
            }
            return value;
        });
    }

    /** The rules of getopt(3). */
    private static final class Options {
        /** An option that was given; the value of one that takes none is its own letter. */
        record Option(String name, String value) {}

        private Options() {}

        static List<Option> parse(Values items, String spec) {
            List<Option> found = new ArrayList<>();
            int index = 0;
            while (index < items.size()) {
                String item = items.text(index++);
                if (item.equals("--") || !item.startsWith("-") || item.length() == 1) {
                    break;
                }
                if (item.startsWith("--")) {
                    continue;
                }
                int i = 1;
                while (i < item.length()) {
                    char letter = item.charAt(i++);
                    int at = letter == ':' ? -1 : spec.indexOf(letter);
                    if (at < 0) {
                        found.add(new Option("?", "?"));
                    } else if (at + 1 < spec.length() && spec.charAt(at + 1) == ':') {
                        String value = item.substring(i);
                        if (value.isEmpty() && index < items.size()) {
                            value = items.text(index++);
                        }
                        found.add(new Option(String.valueOf(letter), value));
                        i = item.length();
                    } else {
                        found.add(new Option(String.valueOf(letter), String.valueOf(letter)));
                    }
                }
            }
            return found;
        }
    }

    private static Field single(Expr.Call call, Operands operands) throws ConditionException {
        if (call.arguments().size() != 1) {
            throw new ConditionException(
                    "transformer '" + call.transformer().symbol() + "' needs exactly one argument", call.span());
        }
        return operands.argument(call.arguments().get(0), call);
    }

    private static Extractor.OfText text(Field field, Expr.Call call) throws ConditionException {
        if (field.extractor() instanceof Extractor.OfText get) {
            return get;
        }
        throw unsupported(call, field);
    }

    private static Extractor.OfMany many(Field field, Expr.Call call) throws ConditionException {
        if (field.extractor() instanceof Extractor.OfMany many && field.type() == FieldType.TEXT) {
            return many;
        }
        throw unsupported(call, field);
    }

    private static ConditionException unsupported(Expr.Call call, Field field) {
        return new ConditionException(
                "can't add field transformer: type '" + Operands.typeName(field) + "' is not supported by '"
                        + call.transformer().symbol() + "' transformer applied on "
                        + (field.multiplicity() == Multiplicity.LIST ? "list " : "") + "field '"
                        + Operands.name(field) + "'",
                call.span());
    }

    static Scope wider(Scope one, Scope other) {
        return one == other ? one : Scope.EVENT;
    }

    /** Base 64, padded or not; null for what is none. */
    private static @Nullable String decode(String value) {
        int end = value.length();
        while (end > 0 && value.charAt(end - 1) == '=' && value.length() - end < 2) {
            end--;
        }
        StringBuilder bytes = new StringBuilder(end);
        int bits = 0;
        int held = 0;
        for (int i = 0; i < end; i++) {
            int digit = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(value.charAt(i));
            if (digit < 0) {
                return null;
            }
            bits = bits << 6 | digit;
            held += 6;
            if (held >= 8) {
                held -= 8;
                bytes.append((char) (bits >> held & 0xFF));
                bits &= (1 << held) - 1;
            }
        }
        return end % 4 == 1 ? null : bytes.toString();
    }

    private static String describe(Expr.Call call) {
        return call.transformer().symbol() + "("
                + call.arguments().stream().map(Operands::describe).collect(Collectors.joining(",")) + ")"
                + call.selector().map(selector -> "[" + selector + "]").orElse("");
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public FieldType type() {
        return type;
    }

    @Override
    public Multiplicity multiplicity() {
        return multiplicity;
    }

    @Override
    public Set<Trait> traits() {
        return Set.of();
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public Extractor extractor() {
        return extractor;
    }

    @Override
    public @Nullable String print(EventContext context) {
        if (extractor instanceof Extractor.OfText get) {
            return get.get(context);
        }
        if (extractor instanceof Extractor.OfNumber get) {
            long value = get.get(context);
            return value == Extractor.MISSING ? null : Long.toString(value);
        }
        Object list = json(context);
        return list == null ? null : "(" + String.join(",", strings(list)) + ")";
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    @Override
    public @Nullable Object json(EventContext context) {
        if (extractor instanceof Extractor.OfText get) {
            return get.get(context);
        }
        if (extractor instanceof Extractor.OfNumber get) {
            long value = get.get(context);
            return value == Extractor.MISSING ? null : value;
        }
        Values values = new Values();
        if (extractor instanceof Extractor.OfMany many && many.collect(context, values)) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                texts.add(values.text(i));
            }
            return texts;
        }
        return null;
    }
}
