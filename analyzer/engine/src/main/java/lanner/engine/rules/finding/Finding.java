package lanner.engine.rules.finding;

import java.util.List;

/**
 * Something wrong, or doubtful, in a rule file.
 *
 * @param words the short text: the code's, or one more exact
 * @param message what it is; in Falco's words where it has them
 * @param hint what may have been meant, as {@code "; did you mean 'proc.name'?"}; empty for nothing
 * @param chain the places that lead to it, outermost first
 * @param snippet the line at fault and a caret below the place; empty when there is no text to show
 */
public record Finding(
        FindingCode code, String words, String message, String hint, List<Location> chain, String snippet) {
    public Finding {
        chain = List.copyOf(chain);
    }

    public Finding(FindingCode code, String message, String hint, List<Location> chain, String snippet) {
        this(code, code.words(), message, hint, chain, snippet);
    }

    public Finding(FindingCode code, String message, List<Location> chain, String snippet) {
        this(code, message, "", chain, snippet);
    }

    public boolean isError() {
        return code.isError();
    }
}
