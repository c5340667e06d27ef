package lanner.engine.rules.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects the findings of one file. Errors end the load by {@link LoadStopped}; warnings gather. */
public final class Findings {
    /** Hostile files could fill memory with warnings. */
    private static final int MAX_WARNINGS = 10_000;

    private final Map<String, String> texts;
    private final List<Finding> warnings = new ArrayList<>();

    /**
     * Findings of one file.
     *
     * @param texts the files' texts by name, for snippets
     */
    public Findings(Map<String, String> texts) {
        this.texts = texts;
    }

    /** An error in a file or a condition; thrown so that the load ends, caught where it began. */
    public static final class LoadStopped extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        LoadStopped(Finding finding) {
            super(finding.message(), null, false, false);
            this.finding = finding;
        }

        public Finding finding() {
            return finding;
        }
    }

    public void warn(FindingCode code, String message, List<Location> chain) {
        warn(warning(code, message, chain));
    }

    /** A warning that is not given yet. */
    public Finding warning(FindingCode code, String message, List<Location> chain) {
        return new Finding(code, message, chain, snippet(chain));
    }

    /** The short text of such a warning names the field. */
    public void warnOfDeprecated(String field, String message, List<Location> chain) {
        String words = FindingCode.LOAD_DEPRECATED_ITEM.words() + ": field '" + field + "'";
        warn(new Finding(FindingCode.LOAD_DEPRECATED_ITEM, words, message, "", chain, snippet(chain)));
    }

    public void warn(Finding finding) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(finding);
        }
    }

    /** A warning of a piece of a condition, whose text is not the file's. */
    public void warnIn(String text, FindingCode code, String message, List<Location> chain) {
        warn(new Finding(code, message, chain, Snippet.of(text, innermost(chain))));
    }

    public LoadStopped error(FindingCode code, String message, List<Location> chain) {
        return error(code, message, "", chain);
    }

    public LoadStopped error(FindingCode code, String message, String hint, List<Location> chain) {
        return new LoadStopped(new Finding(code, message, hint, chain, snippet(chain)));
    }

    /** An error inside a condition, whose text is not the file's. */
    public static LoadStopped errorIn(String text, FindingCode code, String message, List<Location> chain) {
        return errorIn(text, code, message, "", chain);
    }

    public static LoadStopped errorIn(
            String text, FindingCode code, String message, String hint, List<Location> chain) {
        return new LoadStopped(new Finding(code, message, hint, chain, Snippet.of(text, innermost(chain))));
    }

    private String snippet(List<Location> chain) {
        String source = chain.isEmpty() ? "" : chain.get(chain.size() - 1).source();
        return Snippet.of(texts.getOrDefault(source, ""), innermost(chain));
    }

    private static int innermost(List<Location> chain) {
        return chain.isEmpty() ? 0 : chain.get(chain.size() - 1).offset();
    }

    public List<Finding> warnings() {
        return List.copyOf(warnings);
    }
}
