package lanner.engine.lang;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Modifier;
import lanner.engine.lang.ast.Operator;

/**
 * Parses a condition. A private method stands for each production.
 *
 * <pre>
 * Condition   = Or, End
 * Or          = B, And, B, { "or",  ( Blank, And | "(", Or, B, ")" ), B }
 * And         = B, Not, B, { "and", ( Blank, Not | "(", Or, B, ")" ), B }
 * Not         = B, { "not", Blank }, ( "not(", Or, B, ")" | Check )
 * Check       = B, ( "(", Or, B, ")" | Operand, B, Comparison | Identifier )
 * Operand     = Field | Transformer
 * Field       = FieldName, [ "[", ( Quoted | FieldArg ), "]" ]
 * Transformer = TName, B, TArg, { B, ",", TArg }, B, ")", [ "[", ( Quoted | FieldArg ), "]" ]
 * Comparison  = "exists"
 *             | NumOp, B, ( Rhs | Hex | Number )
 *             | StrOp, [ Modifier, ( List | Identifier ) ]
 *             | StrOp, B, ( Rhs | Quoted | Bare )
 *             | ListOp, B, ( List | Rhs | Identifier )
 * </pre>
 *
 * Keywords and operators match by prefix, in the order listed: there is no word boundary, as in Falco. Nesting is
 * limited, so that no text can exhaust the stack; every token is scanned once, so that the time is linear.
 */
final class Parser {
    /** How deep parentheses and transformers may nest, as in Falco's rule loader. */
    static final int MAX_DEPTH = 1000;

    /** The longest condition, in characters. The longest of the community's, with its lists, has about 30,000. */
    static final int MAX_LENGTH = 4_000_000;

    private static final String[] TRANSFORMERS = {
        "tolower(", "toupper(", "b64(", "basename(", "len(", "join(", "concat(", "getopt("
    };
    /** What may stand before a parenthesis on the right-hand side, for messages. */
    private static final String VALID_TRANSFORMERS =
            "'val', 'tolower', 'toupper', 'b64', 'basename', 'len', 'join', 'concat', 'getopt'";

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
    private static final Operator[] LISTS = {Operator.INTERSECTS, Operator.IN, Operator.PMATCH};

    private final String text;
    private int at;
    private int depth;
    private String lastToken = "";
    private int[] lineStarts = new int[64];
    private int lines;

    private Parser(String text) {
        this.text = text;
        findLines();
    }

    static Expr parse(String text) throws ConditionException {
        Parser parser = new Parser(text);
        if (text.isEmpty()) {
            throw parser.error("filter input string is empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw parser.error("the condition is longer than " + MAX_LENGTH + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            parser.at = text.indexOf('\0');
            throw parser.error("the condition holds a NUL character");
        }
        Expr expr = parser.or();
        parser.blanks();
        if (parser.at < text.length()) {
            throw parser.error("unexpected token after '" + shown(parser.lastToken) + "', expecting 'or', 'and'");
        }
        return expr;
    }

    // --- groups
    // ---------------------------------------------------------------------------------------------------------

    private Expr or() throws ConditionException {
        blanks();
        int start = at;
        Expr first = and();
        blanks();
        List<Expr> children = null;
        while (take("or")) {
            if (children == null) {
                children = new ArrayList<>();
                children.add(first);
            }
            if (blank()) {
                children.add(and());
            } else if (take("(")) {
                children.add(group());
            } else {
                throw error("expected blank or '(' after 'or'");
            }
            blanks();
        }
        return children == null ? first : new Expr.Or(children, span(start));
    }

    private Expr and() throws ConditionException {
        blanks();
        int start = at;
        Expr first = not();
        blanks();
        List<Expr> children = null;
        while (take("and")) {
            if (children == null) {
                children = new ArrayList<>();
                children.add(first);
            }
            if (blank()) {
                children.add(not());
            } else if (take("(")) {
                children.add(group());
            } else {
                throw error("expected blank or '(' after 'and'");
            }
            blanks();
        }
        return children == null ? first : new Expr.And(children, span(start));
    }

    private Expr not() throws ConditionException {
        blanks();
        int start = at;
        boolean negated = false;
        while (text.startsWith("not", at) && at + 3 < text.length() && isBlank(text.charAt(at + 3))) {
            negated = !negated;
            at += 3;
            lastToken = "not";
            blanks();
        }
        Expr child;
        if (take("not(")) {
            negated = !negated;
            child = group();
        } else {
            child = check();
        }
        return negated ? new Expr.Not(child, span(start)) : child;
    }

    /** What stands between parentheses; the opening one is taken. */
    private Expr group() throws ConditionException {
        descend();
        Expr inner = or();
        blanks();
        if (!take(")")) {
            throw error("expected a ')' token");
        }
        depth--;
        return inner;
    }

    private void descend() throws ConditionException {
        if (++depth > MAX_DEPTH) {
            throw error("exceeded max depth limit of " + MAX_DEPTH);
        }
    }

    // --- checks
    // ------------------------------------------------------------------------------------------------------------

    private Expr check() throws ConditionException {
        blanks();
        int start = at;
        if (take("(")) {
            return group();
        }
        Optional<Expr.Operand> operand = operand();
        if (operand.isPresent()) {
            blanks();
            return comparison(operand.get(), start);
        }
        String name = identifier();
        if (name != null) {
            return new Expr.MacroRef(name, span(start));
        }
        throw error("expected a '(' token, a field check, or an identifier");
    }

    private Optional<Expr.Operand> operand() throws ConditionException {
        Optional<Expr.FieldRef> field = field();
        if (field.isPresent()) {
            return Optional.of(field.get());
        }
        return transformer();
    }

    private Optional<Expr.FieldRef> field() throws ConditionException {
        int start = at;
        int end = fieldNameEnd(at);
        if (end < 0) {
            return Optional.empty();
        }
        String name = text.substring(at, end);
        at = end;
        lastToken = name;
        Optional<String> argument = bracketed();
        return Optional.of(new Expr.FieldRef(name, argument, span(start)));
    }

    private Optional<String> bracketed() throws ConditionException {
        if (!take("[")) {
            return Optional.empty();
        }
        String argument = quoted();
        if (argument == null) {
            int end = at;
            while (end < text.length() && isFieldArgument(text.charAt(end))) {
                end++;
            }
            if (end == at) {
                throw error("expected a valid field argument: a quoted string or a bare string");
            }
            argument = text.substring(at, end);
            at = end;
        }
        if (!take("]")) {
            throw error("expected a ']' token");
        }
        return Optional.of(argument);
    }

    private Optional<Expr.Operand> transformer() throws ConditionException {
        int start = at;
        for (String name : TRANSFORMERS) {
            if (take(name)) {
                descend();
                List<Expr.Argument> arguments = new ArrayList<>();
                do {
                    arguments.add(transformerArgument());
                    blanks();
                } while (take(","));
                if (!take(")")) {
                    throw error("expected a ')' token closing the transformer");
                }
                depth--;
                Optional<String> selector = bracketed();
                return Optional.of(
                        new Expr.Call(name.substring(0, name.length() - 1), arguments, selector, span(start)));
            }
        }
        return Optional.empty();
    }

    private Expr.Argument transformerArgument() throws ConditionException {
        blanks();
        int start = at;
        String number = number();
        if (number != null) {
            return new Expr.LiteralArgument(new Expr.Literal(number, false, span(start)));
        }
        String quoted = quoted();
        if (quoted != null) {
            return new Expr.LiteralArgument(new Expr.Literal(quoted, true, span(start)));
        }
        if (take("(")) {
            List<Expr.Argument> items = new ArrayList<>();
            blanks();
            if (!take(")")) {
                do {
                    blanks();
                    items.add(transformerItem());
                    blanks();
                } while (take(","));
                if (!take(")")) {
                    throw error("expected ')'");
                }
            }
            return new Expr.ListArgument(items);
        }
        Optional<Expr.Operand> nested = transformer();
        if (nested.isPresent()) {
            return new Expr.OperandArgument(nested.get());
        }
        Optional<Expr.FieldRef> field = field();
        if (field.isPresent()) {
            return new Expr.OperandArgument(field.get());
        }
        throw error(
                "expected field transformer argument: field, transformer, quoted string, number, or transformer list");
    }

    private Expr.Argument transformerItem() throws ConditionException {
        int start = at;
        Optional<Expr.Operand> operand = operand();
        if (operand.isPresent()) {
            return new Expr.OperandArgument(operand.get());
        }
        String quoted = quoted();
        if (quoted != null) {
            return new Expr.LiteralArgument(new Expr.Literal(quoted, true, span(start)));
        }
        String number = number();
        if (number != null) {
            return new Expr.LiteralArgument(new Expr.Literal(number, false, span(start)));
        }
        throw error("expected transformer list argument: field, transformer, quoted string, or number");
    }

    private Expr comparison(Expr.Operand left, int start) throws ConditionException {
        if (take("exists")) {
            return new Expr.Exists(left, span(start));
        }
        for (Operator operator : NUMERIC) {
            if (take(operator.symbol())) {
                blanks();
                return compare(left, operator, Optional.empty(), numberValue(), start);
            }
        }
        Operator operator = textOperator();
        if (operator != null) {
            Optional<Modifier> modifier = modifier(operator);
            if (modifier.isPresent()) {
                blanks();
                return compare(left, operator, modifier, listOrIdentifier(), start);
            }
            blanks();
            return compare(left, operator, Optional.empty(), textValue(), start);
        }
        for (Operator list : LISTS) {
            if (take(list.symbol())) {
                blanks();
                return compare(left, list, Optional.empty(), listValue(), start);
            }
        }
        throw error("expected a valid check operator: one of 'exists', '<=', '<', '>=', '>', '==', '=', '!=', 'glob', "
                + "'iglob', 'contains', 'icontains', 'bcontains', 'startswith', 'bstartswith', 'endswith', 'regex', "
                + "'intersects', 'in', 'pmatch'");
    }

    private Expr compare(
            Expr.Operand left, Operator operator, Optional<Modifier> modifier, Expr.Right right, int start) {
        return new Expr.Compare(left, operator, modifier, right, span(start));
    }

    private Operator textOperator() {
        if (take("==") || take("=")) {
            return Operator.EQ;
        }
        if (take("!=")) {
            return Operator.NE;
        }
        for (Operator word : WORDS) {
            int end = at + word.symbol().length();
            if (text.startsWith(word.symbol(), at) && end < text.length() && isBlank(text.charAt(end))) {
                at = end;
                lastToken = word.symbol();
                return word;
            }
        }
        return null;
    }

    /** A modifier, if a list or an identifier follows it; otherwise the word is an ordinary value. */
    private Optional<Modifier> modifier(Operator operator) {
        int from = at;
        int word = skipBlanks(from);
        boolean symbol = operator == Operator.EQ || operator == Operator.NE;
        if (symbol && word == from) {
            return Optional.empty();
        }
        for (Modifier candidate : Modifier.values()) {
            int end = word + candidate.symbol().length();
            if (text.startsWith(candidate.symbol(), word) && end < text.length() && isBlank(text.charAt(end))) {
                int next = skipBlanks(end);
                if (next < text.length() && (text.charAt(next) == '(' || startsIdentifier(next))) {
                    at = end;
                    lastToken = candidate.symbol();
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private boolean startsIdentifier(int from) {
        int end = identifierEnd(from);
        if (end < 0) {
            return false;
        }
        String word = text.substring(from, end);
        return !word.equals("and") && !word.equals("or") && !word.equals("not");
    }

    private Expr.Right numberValue() throws ConditionException {
        int start = at;
        Optional<Expr.Right> operand = rightOperand();
        if (operand.isPresent()) {
            return operand.get();
        }
        String number = number();
        if (number == null) {
            throw error("expected a number value or a field with a valid transformer: " + VALID_TRANSFORMERS);
        }
        return new Expr.Literal(number, false, span(start));
    }

    private Expr.Right textValue() throws ConditionException {
        int start = at;
        Optional<Expr.Right> operand = rightOperand();
        if (operand.isPresent()) {
            return operand.get();
        }
        Optional<Expr.Literal> value = value();
        if (value.isPresent()) {
            return value.get();
        }
        at = start;
        throw error("expected a string value or a field with a valid transformer: " + VALID_TRANSFORMERS);
    }

    private Expr.Right listValue() throws ConditionException {
        if (at < text.length() && text.charAt(at) == '(') {
            return list();
        }
        Optional<Expr.Right> operand = rightOperand();
        if (operand.isPresent()) {
            return operand.get();
        }
        return listOrIdentifier();
    }

    private Expr.Right listOrIdentifier() throws ConditionException {
        if (at < text.length() && text.charAt(at) == '(') {
            return list();
        }
        int start = at;
        String name = identifier();
        if (name == null) {
            throw error("expected a list, an identifier, or a field with a valid transformer: " + VALID_TRANSFORMERS);
        }
        return new Expr.Identifier(name, span(start));
    }

    private Expr.Right list() throws ConditionException {
        int start = at;
        take("(");
        blanks();
        List<Expr.Literal> items = new ArrayList<>();
        if (!take(")")) {
            do {
                blanks();
                Optional<Expr.Literal> item = value();
                if (item.isEmpty()) {
                    throw error(items.isEmpty() ? "expected a ')' token" : "expected a string value");
                }
                items.add(item.get());
                blanks();
            } while (take(","));
            if (!take(")")) {
                throw error("expected a ')' token");
            }
        }
        return new Expr.ListLiteral(items, span(start));
    }

    private Optional<Expr.Right> rightOperand() throws ConditionException {
        int start = at;
        if (take("val(")) {
            blanks();
            Optional<Expr.FieldRef> field = field();
            if (field.isEmpty()) {
                throw error("expected a field within 'val' transformer");
            }
            blanks();
            if (!take(")")) {
                throw error("expected a ')' token closing the transformer");
            }
            return Optional.of(new Expr.OperandRight(field.get(), span(start)));
        }
        return transformer().map(operand -> new Expr.OperandRight(operand, span(start)));
    }

    private Optional<Expr.Literal> value() throws ConditionException {
        int start = at;
        String quoted = quoted();
        if (quoted != null) {
            return Optional.of(new Expr.Literal(quoted, true, span(start)));
        }
        int end = at;
        while (end < text.length() && isBare(text.charAt(end))) {
            end++;
        }
        if (end == at) {
            return Optional.empty();
        }
        String bare = text.substring(at, end);
        at = end;
        lastToken = bare;
        return Optional.of(new Expr.Literal(bare, false, span(start)));
    }

    // --- tokens
    // ------------------------------------------------------------------------------------------------------------

    private boolean take(String token) {
        if (text.startsWith(token, at)) {
            at += token.length();
            lastToken = token;
            return true;
        }
        return false;
    }

    private boolean blank() {
        int before = at;
        blanks();
        return at > before;
    }

    private void blanks() {
        at = skipBlanks(at);
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private String identifier() {
        int end = identifierEnd(at);
        if (end < 0) {
            return null;
        }
        String name = text.substring(at, end);
        at = end;
        lastToken = name;
        return name;
    }

    /** The end of an identifier that starts here; -1 if none does. */
    private int identifierEnd(int from) {
        int i = from;
        while (i < text.length() && isLetter(text.charAt(i))) {
            i++;
        }
        if (i == from) {
            return -1;
        }
        while (i < text.length() && isWord(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The end of a dotted name with at least one dot; -1 if there is none here. */
    private int fieldNameEnd(int from) {
        int end = identifierEnd(from);
        if (end < 0) {
            return -1;
        }
        int dots = 0;
        while (end < text.length() && text.charAt(end) == '.') {
            int next = identifierEnd(end + 1);
            if (next < 0) {
                break;
            }
            end = next;
            dots++;
        }
        return dots == 0 ? -1 : end;
    }

    /** A hexadecimal or decimal number as written; null if there is none here. */
    private String number() {
        int start = at;
        int i = at;
        if (i + 2 < text.length()
                && text.charAt(i) == '0'
                && (text.charAt(i + 1) == 'x' || text.charAt(i + 1) == 'X')
                && Character.digit(text.charAt(i + 2), 16) >= 0
                && text.charAt(i + 2) < 128) {
            i += 2;
            while (i < text.length() && text.charAt(i) < 128 && Character.digit(text.charAt(i), 16) >= 0) {
                i++;
            }
        } else {
            if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
                i++;
            }
            int digits = skipDigits(i);
            if (digits == i) {
                return null;
            }
            i = digits;
            if (i < text.length() && text.charAt(i) == '.') {
                i++;
            }
            i = skipDigits(i);
            if (i + 2 < text.length()
                    && (text.charAt(i) == 'e' || text.charAt(i) == 'E')
                    && (text.charAt(i + 1) == '+' || text.charAt(i + 1) == '-')
                    && isDigit(text.charAt(i + 2))) {
                i = skipDigits(i + 2);
            }
        }
        at = i;
        lastToken = text.substring(start, i);
        return lastToken;
    }

    private int skipDigits(int from) {
        int i = from;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** A quoted text without quotes and escapes; null if none starts here or it is not closed. */
    private String quoted() throws ConditionException {
        if (at >= text.length()) {
            return null;
        }
        char quote = text.charAt(at);
        if (quote != '"' && quote != '\'') {
            return null;
        }
        int end = at;
        do {
            end = text.indexOf(quote, end + 1);
        } while (end >= 0 && text.charAt(end - 1) == '\\');
        if (end < 0) {
            return null;
        }
        String value = unescape(at + 1, end, quote);
        at = end + 1;
        lastToken = value;
        return value;
    }

    private String unescape(int from, int to, char quote) throws ConditionException {
        int backslash = text.indexOf('\\', from);
        if (backslash < 0 || backslash >= to) {
            return text.substring(from, to);
        }
        StringBuilder value = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            char c = text.charAt(i++);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            char escaped = i < to ? text.charAt(i) : quote;
            i++;
            switch (escaped) {
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 't' -> value.append('\t');
                case '/' -> value.append('/');
                case '\\', ' ' -> value.append('\\');
                case 'x' -> {
                    int high = i < to ? Character.digit(text.charAt(i), 16) : -1;
                    int low = i + 1 < to ? Character.digit(text.charAt(i + 1), 16) : -1;
                    if (high < 0 || low < 0 || high * 16 + low == 0) {
                        at = i - 2;
                        throw error("unsupported string escape sequence: \\x");
                    }
                    value.append((char) (high * 16 + low));
                    i += 2;
                }
                default -> {
                    if (escaped != quote) {
                        at = i - 2;
                        throw error(
                                escaped == '"' || escaped == '\''
                                        ? "invalid \\" + escaped + " escape in " + quote + "-quoted string"
                                        : "unsupported string escape sequence: \\" + escaped);
                    }
                    value.append(quote);
                }
            }
        }
        return value.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\b' || c == '\r' || c == '\n';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    private static boolean isBare(char c) {
        return c != '(' && c != ')' && c != '"' && c != '\'' && c != '=' && c != ',' && !isSpace(c);
    }

    private static boolean isFieldArgument(char c) {
        return c != '[' && c != ']' && c != '"' && c != '\'' && !isSpace(c);
    }

    // --- places
    // ------------------------------------------------------------------------------------------------------------

    private Span span(int start) {
        int[] place = place(start);
        return new Span(start, at, place[0], place[1]);
    }

    private ConditionException error(String message) {
        int[] place = place(at);
        return new ConditionException(message, new Span(at, Math.min(at + 1, text.length()), place[0], place[1]));
    }

    /** Line and column of an offset, both from 1. */
    private int[] place(int offset) {
        int line = Arrays.binarySearch(lineStarts, 0, lines, offset);
        if (line < 0) {
            line = -line - 2;
        }
        return new int[] {line + 1, offset - lineStarts[line] + 1};
    }

    private void findLines() {
        lines = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                if (lines == lineStarts.length) {
                    lineStarts = Arrays.copyOf(lineStarts, lines * 2);
                }
                lineStarts[lines++] = i + 1;
            }
        }
    }

    private static String shown(String token) {
        return token.length() > 60 ? token.substring(0, 57) + "..." : token;
    }
}
