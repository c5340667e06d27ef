package lanner.cli;

import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Span;

/** Shows where in a text a mistake is. */
final class ErrorCaret {
    private static final int SHOWN = 120;

    private ErrorCaret() {}

    static String point(String what, String text, ConditionException e) {
        Span span = e.span();
        if (span == null) {
            return what + ": " + e.withHint();
        }
        int from = Math.max(0, span.start() - SHOWN / 2);
        String shown =
                text.substring(from, Math.min(text.length(), from + SHOWN)).replaceAll("[\\x00-\\x1f]", " ");
        return what + ", line " + span.line() + ", column " + span.column() + ": " + e.withHint() + "\n    " + shown
                + "\n    " + " ".repeat(span.start() - from) + "^";
    }
}
