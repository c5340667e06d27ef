package lanner.engine.lang.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Transformer;

/**
 * Parses what a comparison reads. A method stands for each production.
 *
 * <pre>
 * Operand     = Field | Transformer
 * Field       = FieldName, [ "[", ( Quoted | FieldArg ), "]" ]
 * Transformer = TName, B, TArg, { B, ",", TArg }, B, ")", [ "[", ( Quoted | FieldArg ), "]" ]
 * TArg        = B, ( Number | Quoted | "(", [ B, TItem, { B, ",", B, TItem } ], B, ")" | Transformer | Field )
 * TItem       = Operand | Quoted | Number
 * </pre>
 */
final class OperandParser {
    private static final Transformer[] TRANSFORMERS = Transformer.values();

    private final Scanner scanner;

    OperandParser(Scanner scanner) {
        this.scanner = scanner;
    }

    Optional<Expr.Operand> operand() throws ConditionException {
        Optional<Expr.FieldRef> field = field();
        if (field.isPresent()) {
            return Optional.of(field.get());
        }
        return transformer();
    }

    Optional<Expr.FieldRef> field() throws ConditionException {
        int start = scanner.at();
        String name = scanner.fieldName();
        if (name == null) {
            return Optional.empty();
        }
        Optional<String> argument = bracketed();
        return Optional.of(new Expr.FieldRef(name, argument, scanner.span(start)));
    }

    private Optional<String> bracketed() throws ConditionException {
        if (!scanner.take("[")) {
            return Optional.empty();
        }
        String argument = scanner.quoted();
        if (argument == null) {
            argument = scanner.fieldArgument();
        }
        if (argument == null) {
            throw scanner.error("expected a valid field argument: a quoted string or a bare string");
        }
        if (!scanner.take("]")) {
            throw scanner.error("expected a ']' token");
        }
        return Optional.of(argument);
    }

    Optional<Expr.Operand> transformer() throws ConditionException {
        int start = scanner.at();
        for (Transformer transformer : TRANSFORMERS) {
            if (scanner.take(transformer.opening())) {
                List<Expr.Argument> arguments = arguments();
                Optional<String> selector = bracketed();
                return Optional.of(new Expr.Call(transformer, arguments, selector, scanner.span(start)));
            }
        }
        return Optional.empty();
    }

    private List<Expr.Argument> arguments() throws ConditionException {
        scanner.descend();
        List<Expr.Argument> arguments = new ArrayList<>();
        do {
            arguments.add(argument());
            scanner.blanks();
        } while (scanner.take(","));
        if (!scanner.take(")")) {
            throw scanner.error("expected a ')' token closing the transformer");
        }
        scanner.ascend();
        return arguments;
    }

    private Expr.Argument argument() throws ConditionException {
        scanner.blanks();
        int start = scanner.at();
        String number = scanner.number();
        if (number != null) {
            return literal(number, false, start);
        }
        String quoted = scanner.quoted();
        if (quoted != null) {
            return literal(quoted, true, start);
        }
        if (scanner.take("(")) {
            return list();
        }
        Optional<Expr.Operand> nested = transformer();
        if (nested.isPresent()) {
            return new Expr.OperandArgument(nested.get());
        }
        Optional<Expr.FieldRef> field = field();
        if (field.isPresent()) {
            return new Expr.OperandArgument(field.get());
        }
        throw scanner.error(
                "expected field transformer argument: field, transformer, quoted string, number, or transformer list");
    }

    /** The opening parenthesis is taken. */
    private Expr.Argument list() throws ConditionException {
        List<Expr.Argument> items = new ArrayList<>();
        scanner.blanks();
        if (!scanner.take(")")) {
            do {
                scanner.blanks();
                items.add(item());
                scanner.blanks();
            } while (scanner.take(","));
            if (!scanner.take(")")) {
                throw scanner.error("expected ')'");
            }
        }
        return new Expr.ListArgument(items);
    }

    private Expr.Argument item() throws ConditionException {
        int start = scanner.at();
        Optional<Expr.Operand> operand = operand();
        if (operand.isPresent()) {
            return new Expr.OperandArgument(operand.get());
        }
        String quoted = scanner.quoted();
        if (quoted != null) {
            return literal(quoted, true, start);
        }
        String number = scanner.number();
        if (number != null) {
            return literal(number, false, start);
        }
        throw scanner.error("expected transformer list argument: field, transformer, quoted string, or number");
    }

    private Expr.Argument literal(String text, boolean quoted, int start) {
        return new Expr.LiteralArgument(new Expr.Literal(text, quoted, scanner.span(start)));
    }
}
