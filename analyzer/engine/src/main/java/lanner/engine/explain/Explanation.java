package lanner.engine.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.rules.compile.ConditionOrigins;

/**
 * A part of a condition as it was for one event.
 *
 * @param text a leaf in canonical text; {@code and}, {@code or}, {@code not} for the others
 * @param macro the macro that this part is
 * @param origin where a leaf stands; empty for the others
 * @param readings the fields that a leaf read, with their values as text; null for one without a value
 * @param decisive whether the whole condition would have another verdict, or come nearer to it, with this part's turned
 */
public record Explanation(
        String text,
        Optional<String> macro,
        Optional<ConditionOrigins.Leaf> origin,
        Verdict verdict,
        boolean decisive,
        Map<String, String> readings,
        List<Explanation> children) {
    public Explanation {
        readings = new LinkedHashMap<>(readings);
        children = List.copyOf(children);
    }

    public boolean isLeaf() {
        return children.isEmpty();
    }

    /** The leaves whose verdict decides, in order: what to look at first. */
    public List<Explanation> decisiveLeaves() {
        List<Explanation> found = new ArrayList<>();
        collect(found);
        return found;
    }

    private void collect(List<Explanation> found) {
        if (!decisive) {
            return;
        }
        if (isLeaf()) {
            found.add(this);
        }
        children.forEach(child -> child.collect(found));
    }
}
