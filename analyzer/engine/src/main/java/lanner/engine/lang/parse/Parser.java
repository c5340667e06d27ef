package lanner.engine.lang.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;

/**
 * Parses a condition. A private method stands for each production.
 *
 * <pre>
 * Condition   = Or, End
 * Or          = B, And, B, { "or",  ( Blank, And | "(", Or, B, ")" ), B }
 * And         = B, Not, B, { "and", ( Blank, Not | "(", Or, B, ")" ), B }
 * Not         = B, { "not", Blank }, ( "not(", Or, B, ")" | Check )
 * Check       = B, ( "(", Or, B, ")" | Operand, B, Comparison | Identifier )
 * </pre>
 *
 * {@link OperandParser} and {@link ComparisonParser} have the rest. Keywords match by prefix, in the order listed: there
 * is no word boundary, as in Falco. Nesting is limited, so that no text can exhaust the stack.
 */
public final class Parser {
    /** The longest condition, in characters. The longest of the community's, with its lists, has about 30,000. */
    static final int MAX_LENGTH = 4_000_000;

    private final Scanner scanner;
    private final OperandParser operands;
    private final ComparisonParser comparisons;

    private Parser(Scanner scanner) {
        this.scanner = scanner;
        this.operands = new OperandParser(scanner);
        this.comparisons = new ComparisonParser(scanner, operands);
    }

    /** The tree of a condition's text. */
    public static Expr parse(String text) throws ConditionException {
        Scanner scanner = new Scanner(text);
        if (text.isEmpty()) {
            throw scanner.error("filter input string is empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw scanner.error("the condition is longer than " + MAX_LENGTH + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            scanner.moveTo(text.indexOf('\0'));
            throw scanner.error("the condition holds a NUL character");
        }
        Expr expr = new Parser(scanner).or();
        scanner.blanks();
        if (!scanner.isAtEnd()) {
            throw scanner.error("unexpected token after '" + scanner.lastToken() + "', expecting 'or', 'and'");
        }
        return expr;
    }

    private Expr or() throws ConditionException {
        return joined("or");
    }

    private Expr and() throws ConditionException {
        return joined("and");
    }

    /** Or and And, which differ in their word and in what it joins. */
    private Expr joined(String word) throws ConditionException {
        boolean all = word.equals("and");
        scanner.blanks();
        int start = scanner.at();
        Expr first = all ? not() : and();
        scanner.blanks();
        List<Expr> children = null;
        while (scanner.take(word)) {
            if (children == null) {
                children = new ArrayList<>();
                children.add(first);
            }
            if (scanner.blank()) {
                children.add(all ? not() : and());
            } else if (scanner.take("(")) {
                children.add(group());
            } else {
                throw scanner.error("expected blank or '(' after '" + word + "'");
            }
            scanner.blanks();
        }
        if (children == null) {
            return first;
        }
        return all ? new Expr.And(children, scanner.span(start)) : new Expr.Or(children, scanner.span(start));
    }

    private Expr not() throws ConditionException {
        scanner.blanks();
        int start = scanner.at();
        boolean negated = false;
        while (scanner.takeWord("not")) {
            negated = !negated;
            scanner.blanks();
        }
        Expr child;
        if (scanner.take("not(")) {
            negated = !negated;
            child = group();
        } else {
            child = check();
        }
        return negated ? new Expr.Not(child, scanner.span(start)) : child;
    }

    /** What stands between parentheses; the opening one is taken. */
    private Expr group() throws ConditionException {
        scanner.descend();
        Expr inner = or();
        scanner.blanks();
        if (!scanner.take(")")) {
            throw scanner.error("expected a ')' token");
        }
        scanner.ascend();
        return inner;
    }

    private Expr check() throws ConditionException {
        scanner.blanks();
        int start = scanner.at();
        if (scanner.take("(")) {
            return group();
        }
        Optional<Expr.Operand> operand = operands.operand();
        if (operand.isPresent()) {
            scanner.blanks();
            return comparisons.comparison(operand.get(), start);
        }
        String name = scanner.identifier();
        if (name != null) {
            return new Expr.MacroRef(name, scanner.span(start));
        }
        throw scanner.error("expected a '(' token, a field check, or an identifier");
    }
}
