package lanner.engine.lang.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lanner.engine.field.Extractor;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.FieldType;
import lanner.engine.field.Multiplicity;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.field.Values;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.state.EventContext;

/** Resolves what stands in a comparison or a template: fields, and transformers over them. */
public final class Operands {
    private final FieldRegistry fields;

    public Operands(FieldRegistry fields) {
        this.fields = fields;
    }

    /** The field that an operand stands for. */
    public Field resolve(Expr.Operand operand) throws ConditionException {
        if (operand instanceof Expr.FieldRef ref) {
            try {
                return fields.resolve(ref.name(), ref.argument());
            } catch (UnknownFieldException e) {
                throw new ConditionException(e.getMessage(), e.hint(), ref.span());
            }
        }
        return Transformed.of((Expr.Call) operand, this);
    }

    /** The same with what its value is made of. */
    ResolvedOperand read(Expr.Operand operand) throws ConditionException {
        Field field = resolve(operand);
        if (operand instanceof Expr.FieldRef) {
            return new ResolvedOperand(field, Optional.of(field), Optional.of(field), true);
        }
        Expr.Call call = (Expr.Call) operand;
        List<ResolvedOperand> parts = new ArrayList<>();
        for (Expr.Argument argument : call.arguments()) {
            if (argument instanceof Expr.OperandArgument inner) {
                parts.add(read(inner.operand()));
            }
        }
        boolean isOfOne = parts.size() == 1 && call.arguments().stream().noneMatch(Expr.ListArgument.class::isInstance);
        boolean keepsMissing =
                call.transformer().keepsMissing() && call.arguments().get(0) instanceof Expr.OperandArgument;
        return new ResolvedOperand(
                field,
                isOfOne ? parts.get(0).only() : Optional.empty(),
                keepsMissing ? parts.get(0).needed() : Optional.empty(),
                false);
    }

    /** A transformer's argument as a field; literals are fields that never change. */
    Field argument(Expr.Argument argument, Expr.Call call) throws ConditionException {
        if (argument instanceof Expr.OperandArgument nested) {
            Field field = resolve(nested.operand());
            if (field.traits().contains(Field.Trait.NO_TRANSFORMER)) {
                throw new ConditionException("field '" + name(field) + "' does not support transformers", call.span());
            }
            return field;
        }
        if (argument instanceof Expr.LiteralArgument literal) {
            String text = Literals.text(literal.literal().text());
            return new Constant(text, Multiplicity.ONE, (Extractor.OfText) context -> text);
        }
        List<Extractor.OfText> items = new ArrayList<>();
        for (Expr.Argument item : ((Expr.ListArgument) argument).items()) {
            Field field = argument(item, call);
            if (!(field.extractor() instanceof Extractor.OfText text)) {
                throw new ConditionException("a list in a transformer holds texts only", call.span());
            }
            items.add(text);
        }
        return new Constant(describe(argument), Multiplicity.LIST, (Extractor.OfMany) (context, values) -> {
            for (Extractor.OfText item : items) {
                String value = item.get(context);
                if (value != null) {
                    values.add(value);
                }
            }
            return true;
        });
    }

    /** A field's name without its argument, as messages name it. */
    static String name(Field field) {
        int bracket = field.text().indexOf('[');
        return bracket > 0 ? field.text().substring(0, bracket) : field.text();
    }

    /** A type in Falco's words. */
    static String typeName(Field field) {
        return switch (field.type()) {
            case TEXT -> "CHARBUF";
            case BYTES -> "BYTEBUF";
            case DYNAMIC -> "DYN";
            default -> field.type().name();
        };
    }

    static String describe(Expr.Argument argument) {
        if (argument instanceof Expr.OperandArgument nested) {
            return describe(nested.operand());
        }
        if (argument instanceof Expr.LiteralArgument literal) {
            return literal.literal().text();
        }
        return ((Expr.ListArgument) argument)
                .items().stream().map(Operands::describe).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String describe(Expr.Operand operand) {
        if (operand instanceof Expr.FieldRef field) {
            return field.name()
                    + field.argument().map(argument -> "[" + argument + "]").orElse("");
        }
        Expr.Call call = (Expr.Call) operand;
        return call.transformer().symbol() + "("
                + call.arguments().stream().map(Operands::describe).collect(Collectors.joining(",")) + ")";
    }

    /** A literal where a field may stand. */
    private record Constant(String text, Multiplicity multiplicity, Extractor extractor) implements Field {
        @Override
        public FieldType type() {
            return FieldType.TEXT;
        }

        @Override
        public Set<Trait> traits() {
            return Set.of();
        }

        @Override
        public Scope scope() {
            return Scope.PROCESS;
        }

        @Override
        public String print(EventContext context) {
            return text;
        }

        @Override
        public Object json(EventContext context) {
            Values values = new Values();
            return extractor instanceof Extractor.OfMany many && many.collect(context, values) ? values.size() : text;
        }
    }
}
