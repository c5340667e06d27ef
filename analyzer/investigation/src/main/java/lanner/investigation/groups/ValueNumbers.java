package lanner.investigation.groups;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts as numbers from 1 on, in the order of their coming; {@link #MISSING} for none. Up to a limit. */
final class ValueNumbers {
    static final int MISSING = 0;
    /** In the place of a number: there are too many already. */
    static final int TOO_MANY = -1;

    /** Of all texts together: a path or a command line may have thousands. */
    private static final long MOST_CHARACTERS = 32L << 20;

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private long characters;

    int of(@Nullable String text) {
        if (text == null) {
            return MISSING;
        }
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        if (texts.size() >= EventGroups.MOST || characters + text.length() > MOST_CHARACTERS) {
            return TOO_MANY;
        }
        characters += text.length();
        texts.add(text);
        numbers.put(text, texts.size());
        return texts.size();
    }

    /** The text of a number; null for that of none. */
    @Nullable
    String text(int number) {
        return number == MISSING ? null : texts.get(number - 1);
    }
}
