package lanner.engine.rules;

import java.util.List;

/**
 * Something wrong, or doubtful, in a rule file.
 *
 * @param chain the places that lead to it, outermost first
 * @param snippet the line at fault and a caret below the place; empty when there is no text to show
 */
public record Finding(FindingCode code, String message, List<Location> chain, String snippet) {
    public Finding {
        chain = List.copyOf(chain);
    }

    public boolean isError() {
        return code.isError();
    }
}
