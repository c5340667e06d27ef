package lanner.engine.lang.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanner.engine.field.Extractor;
import lanner.engine.field.Field;
import lanner.engine.lang.check.Comparison;
import lanner.engine.lang.check.Typed;
import org.jspecify.annotations.Nullable;

/** How conditions that are asked together read texts: those of names once for an event, and those of which they ask much by an index. */
final class TextIndexes {
    /** What costs less than this is compared one by one as quickly. */
    private static final int WORTH = 40;

    /** What conditions ask of a text costs, see {@link Cost}. */
    private final Map<Searched, Integer> costs = new HashMap<>();

    private final Map<Searched, TextIndex> indexes = new HashMap<>();
    private final Map<String, TextOfEvent> readers = new HashMap<>();

    /**
     * What is searched.
     *
     * @param fold whether ASCII letters of either case are the same
     */
    private record Searched(String field, boolean fold) {
        static Searched of(Comparison comparison) {
            boolean fold = switch (comparison.operator()) {
                case ICONTAINS, IGLOB -> true;
                default -> false;
            };
            return new Searched(comparison.field().text(), fold);
        }
    }

    /** Indexes for these conditions. */
    TextIndexes(List<Typed> trees) {
        trees.forEach(this::count);
    }

    private void count(Typed node) {
        if (node instanceof Typed.And and) {
            and.children().forEach(this::count);
        } else if (node instanceof Typed.Or or) {
            or.children().forEach(this::count);
        } else if (node instanceof Typed.Not not) {
            count(not.child());
        } else if (node instanceof Typed.Texts texts && isSearched(texts)) {
            costs.merge(Searched.of(texts.comparison()), Cost.of(texts.comparison()), Integer::sum);
        }
    }

    private static boolean isSearched(Typed.Texts node) {
        Comparison comparison = node.comparison();
        boolean isLiteral = switch (comparison.operator()) {
            case CONTAINS, ICONTAINS, STARTSWITH, ENDSWITH, GLOB, IGLOB, PMATCH -> true;
            default -> false;
        };
        return isLiteral && comparison.left().isPlain() && comparison.field().extractor() instanceof Extractor.OfText;
    }

    /** The predicate of a comparison whose field has an index; null where there is none, or where it does not help. */
    @Nullable
    Predicate plan(Typed.Texts node) {
        Searched searched = Searched.of(node.comparison());
        if (!isSearched(node) || costs.getOrDefault(searched, 0) < WORTH) {
            return null;
        }
        Extractor.OfText get = reader(
                node.comparison(), (Extractor.OfText) node.comparison().field().extractor());
        return indexes.computeIfAbsent(searched, each -> new TextIndex(get, searched.fold()))
                .plan(node);
    }

    /** What reads a comparison's text. */
    Extractor.OfText reader(Comparison comparison, Extractor.OfText get) {
        Field field = comparison.field();
        boolean isName = field.scope() == Field.Scope.DESCRIPTOR_NAME || field.scope() == Field.Scope.PATH;
        return isName && comparison.left().isPlain()
                ? readers.computeIfAbsent(field.text(), each -> new TextOfEvent(get))
                : get;
    }
}
