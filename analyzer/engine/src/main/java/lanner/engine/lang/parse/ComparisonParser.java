package lanner.engine.lang.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Modifier;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.ast.Transformer;

/**
 * Parses what stands behind an operand. A method stands for each production.
 *
 * <pre>
 * Comparison  = "exists"
 *             | NumOp, B, ( Rhs | Hex | Number )
 *             | StrOp, [ Modifier, ( List | Identifier ) ]
 *             | StrOp, B, ( Rhs | Quoted | Bare )
 *             | ListOp, B, ( List | Rhs | Identifier )
 * Rhs         = "val(", B, Field, B, ")" | Transformer
 * List        = "(", [ B, Value, { B, ",", B, Value } ], B, ")"
 * </pre>
 *
 * Operators match by prefix, in the order listed: there is no word boundary, as in Falco.
 */
final class ComparisonParser {
    /** What may stand before a parenthesis on the right-hand side, for messages. */
    private static final Operator[] NUMERIC = {Operator.LE, Operator.LT, Operator.GE, Operator.GT};

    private static final Operator[] WORDS = {
        Operator.GLOB,
        Operator.IGLOB,
        Operator.CONTAINS,
        Operator.ICONTAINS,
        Operator.BCONTAINS,
        Operator.STARTSWITH,
        Operator.BSTARTSWITH,
        Operator.ENDSWITH,
        Operator.REGEX
    };
    private static final Modifier[] MODIFIERS = Modifier.values();
    private static final Operator[] LISTS = {Operator.INTERSECTS, Operator.IN, Operator.PMATCH};

    private final Scanner scanner;
    private final OperandParser operands;

    ComparisonParser(Scanner scanner, OperandParser operands) {
        this.scanner = scanner;
        this.operands = operands;
    }

    /** @param start where the operand began */
    Expr comparison(Expr.Operand left, int start) throws ConditionException {
        if (scanner.take("exists")) {
            return new Expr.Exists(left, scanner.span(start));
        }
        for (Operator operator : NUMERIC) {
            if (scanner.take(operator.symbol())) {
                scanner.blanks();
                return compare(left, operator, Optional.empty(), numberValue(), start);
            }
        }
        Optional<Operator> operator = textOperator();
        if (operator.isPresent()) {
            Optional<Modifier> modifier = modifier(operator.get());
            scanner.blanks();
            Expr.Right right = modifier.isPresent() ? listOrIdentifier() : textValue();
            return compare(left, operator.get(), modifier, right, start);
        }
        for (Operator list : LISTS) {
            if (scanner.take(list.symbol())) {
                scanner.blanks();
                return compare(left, list, Optional.empty(), listValue(), start);
            }
        }
        throw scanner.error(
                "expected a valid check operator: one of 'exists', '<=', '<', '>=', '>', '==', '=', '!=', 'glob', "
                        + "'iglob', 'contains', 'icontains', 'bcontains', 'startswith', 'bstartswith', 'endswith', "
                        + "'regex', 'intersects', 'in', 'pmatch'");
    }

    private Expr compare(
            Expr.Operand left, Operator operator, Optional<Modifier> modifier, Expr.Right right, int start) {
        return new Expr.Compare(left, operator, modifier, right, scanner.span(start));
    }

    private Optional<Operator> textOperator() {
        if (scanner.take("==") || scanner.take("=")) {
            return Optional.of(Operator.EQ);
        }
        if (scanner.take("!=")) {
            return Optional.of(Operator.NE);
        }
        for (Operator word : WORDS) {
            if (scanner.takeWord(word.symbol())) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /** A modifier, if a list or an identifier follows it; otherwise the word is an ordinary value. */
    private Optional<Modifier> modifier(Operator operator) {
        boolean symbol = operator == Operator.EQ || operator == Operator.NE;
        if (symbol && !scanner.isAtBlank()) {
            return Optional.empty();
        }
        for (Modifier candidate : MODIFIERS) {
            if (scanner.takeBeforeList(candidate.symbol())) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private Expr.Right numberValue() throws ConditionException {
        int start = scanner.at();
        Optional<Expr.Right> operand = rightOperand();
        if (operand.isPresent()) {
            return operand.get();
        }
        String number = scanner.number();
        if (number == null) {
            throw scanner.error("expected a number value or a field with a valid transformer: " + validTransformers());
        }
        return new Expr.Literal(number, false, scanner.span(start));
    }

    private Expr.Right textValue() throws ConditionException {
        int start = scanner.at();
        Optional<Expr.Right> operand = rightOperand();
        if (operand.isPresent()) {
            return operand.get();
        }
        Optional<Expr.Literal> value = value();
        if (value.isPresent()) {
            return value.get();
        }
        scanner.moveTo(start);
        throw scanner.error("expected a string value or a field with a valid transformer: " + validTransformers());
    }

    private Expr.Right listValue() throws ConditionException {
        if (scanner.isAt('(')) {
            return list();
        }
        Optional<Expr.Right> operand = rightOperand();
        return operand.isPresent() ? operand.get() : listOrIdentifier();
    }

    private Expr.Right listOrIdentifier() throws ConditionException {
        if (scanner.isAt('(')) {
            return list();
        }
        int start = scanner.at();
        String name = scanner.identifier();
        if (name == null) {
            throw scanner.error(
                    "expected a list, an identifier, or a field with a valid transformer: " + validTransformers());
        }
        return new Expr.Identifier(name, scanner.span(start));
    }

    private Expr.Right list() throws ConditionException {
        int start = scanner.at();
        scanner.take("(");
        scanner.blanks();
        List<Expr.Literal> items = new ArrayList<>();
        if (!scanner.take(")")) {
            do {
                scanner.blanks();
                Optional<Expr.Literal> item = value();
                if (item.isEmpty()) {
                    throw scanner.error(items.isEmpty() ? "expected a ')' token" : "expected a string value");
                }
                items.add(item.get());
                scanner.blanks();
            } while (scanner.take(","));
            if (!scanner.take(")")) {
                throw scanner.error("expected a ')' token");
            }
        }
        return new Expr.ListLiteral(items, scanner.span(start));
    }

    private Optional<Expr.Right> rightOperand() throws ConditionException {
        int start = scanner.at();
        if (scanner.take("val(")) {
            scanner.blanks();
            Optional<Expr.FieldRef> field = operands.field();
            if (field.isEmpty()) {
                throw scanner.error("expected a field within 'val' transformer");
            }
            scanner.blanks();
            if (!scanner.take(")")) {
                throw scanner.error("expected a ')' token closing the transformer");
            }
            return Optional.of(new Expr.OperandRight(field.get(), scanner.span(start)));
        }
        return operands.transformer().map(operand -> new Expr.OperandRight(operand, scanner.span(start)));
    }

    private Optional<Expr.Literal> value() throws ConditionException {
        int start = scanner.at();
        String quoted = scanner.quoted();
        if (quoted != null) {
            return Optional.of(new Expr.Literal(quoted, true, scanner.span(start)));
        }
        String bare = scanner.bare();
        return bare == null ? Optional.empty() : Optional.of(new Expr.Literal(bare, false, scanner.span(start)));
    }

    private static String validTransformers() {
        return "'val', "
                + Arrays.stream(Transformer.values())
                        .map(transformer -> "'" + transformer.symbol() + "'")
                        .collect(Collectors.joining(", "));
    }
}
