package lanner.engine.lang.plan;

import lanner.engine.field.Extractor;
import lanner.engine.field.Values;
import lanner.engine.lang.check.Typed;

/** Plans questions of presence. */
final class PresencePlanner {
    private PresencePlanner() {}

    static Predicate plan(Typed.Exists node) {
        Extractor extractor = node.left().field().extractor();
        if (extractor instanceof Extractor.OfText get) {
            return context -> get.get(context) != null;
        }
        if (extractor instanceof Extractor.OfNumber get) {
            return context -> get.get(context) != Extractor.MISSING;
        }
        if (extractor instanceof Extractor.OfDouble get) {
            return context -> !Double.isNaN(get.get(context));
        }
        if (extractor instanceof Extractor.OfAddress get) {
            return context -> get.get(context) != null;
        }
        Extractor.OfMany many = (Extractor.OfMany) extractor;
        Values values = new Values();
        return context -> {
            values.clear();
            return many.collect(context, values);
        };
    }
}
