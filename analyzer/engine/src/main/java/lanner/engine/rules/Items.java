package lanner.engine.rules;

import java.util.List;
import java.util.Optional;

/** What rule files hold, as read and not yet put together. Lines and columns count from 1. */
final class Items {
    private Items() {}

    /** Where something stands. */
    record Place(SourceText source, int line, int column) {
        Finding finding(Finding.Code code, String message, String item) {
            return source.finding(code, message, item, line, column);
        }
    }

    /** A text and where its first character stands; a block scalar's text starts on the line behind its mark. */
    record Located(String text, Place place, boolean block) {}

    record ListItem(String name, List<String> items, boolean append, Place place) {}

    record MacroItem(String name, Located condition, boolean append, Place place) {}

    record RuleItem(
            String name,
            Optional<Located> condition,
            Optional<Located> output,
            Optional<String> description,
            Optional<Priority> priority,
            String source,
            Optional<Boolean> enabled,
            List<String> tags,
            boolean warnEventTypes,
            boolean skipUnknown,
            boolean append,
            Place place) {}
}
