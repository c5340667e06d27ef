package lanner.engine.rules.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import lanner.engine.rules.define.Definitions.ListDefinition;
import lanner.engine.rules.define.ExpansionBudget;

/**
 * Fills lists into conditions, as text, before anything is parsed: that is what Falco does, and rule files rely on what
 * follows from it. Lists come one after the other, in the order of their first appearance; each replaces every
 * occurrence of its name that stands between delimiters, inside quotes too. So a list that comes later is found among
 * the items of an earlier one, and not the other way round.
 *
 * <p>A list whose name holds a delimiter is never found.
 */
final class ListSubstitution {
    /** A list's items name few others, but in a file that is made to fill the memory. */
    private static final int MOST_REMEMBERED = 16;

    private final Map<String, ListDefinition> lists = new HashMap<>();
    /** Those whose names hold what ends a word: they are looked for as they are. */
    private final List<ListDefinition> oddlyNamed = new ArrayList<>();

    /** The words of all texts that were looked through for names of lists. */
    private final Set<String> words = new HashSet<>();

    private final Map<String, String> texts = new HashMap<>();
    /** The lists that a list's items name, by its own name. */
    private final Map<String, List<ListDefinition>> namedInItems = new HashMap<>();

    private final Set<String> used = new HashSet<>();
    private final ExpansionBudget budget;

    /** Knows no list yet. */
    ListSubstitution(ExpansionBudget budget) {
        this.budget = budget;
    }

    ListSubstitution(List<ListDefinition> definitions, ExpansionBudget budget) {
        this(budget);
        add(definitions);
    }

    /** Takes lists in, which stand behind all that are known. Items of one may name a later one: what was appended to it. */
    void add(List<ListDefinition> definitions) {
        for (ListDefinition list : definitions) {
            lists.put(list.name(), list);
            if (isOdd(list.name())) {
                oddlyNamed.add(list);
            }
        }
        for (ListDefinition list : definitions) {
            for (String item : list.items()) {
                if (isVisible(item, list)) {
                    used.add(item);
                }
            }
        }
    }

    private static boolean isOdd(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Delimiters.isDelimiter(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text that was filled in before could have come out otherwise, had there been a list of this name. */
    boolean mayBeNamed(String list) {
        return words.contains(list) || isOdd(list);
    }

    /** The text with all lists filled in. */
    String fillIn(String condition) throws ExpansionBudget.Exceeded {
        NavigableMap<Integer, ListDefinition> pending = new TreeMap<>();
        named(condition).forEach(list -> pending.put(list.index(), list));
        String text = condition;
        while (!pending.isEmpty()) {
            ListDefinition list = pending.pollFirstEntry().getValue();
            used.add(list.name());
            String items = text(list);
            text = replace(text, list.name(), items);
            for (ListDefinition later : namedInItems(list, items)) {
                if (later.index() > list.index()) {
                    pending.put(later.index(), later);
                }
            }
        }
        return text;
    }

    /** Whether any condition or list has used the list so far. */
    boolean isUsed(String name) {
        return used.contains(name);
    }

    /** The items as they are written into a condition. */
    String text(ListDefinition list) throws ExpansionBudget.Exceeded {
        String known = texts.get(list.name());
        if (known != null) {
            return known;
        }
        StringBuilder joined = new StringBuilder();
        for (String item : items(list)) {
            if (joined.length() > 0) {
                joined.append(", ");
            }
            boolean quoted = item.startsWith("\"") || item.startsWith("'");
            if (!quoted && item.indexOf(' ') >= 0) {
                joined.append('"').append(item).append('"');
            } else {
                joined.append(item);
            }
            if (joined.length() > ExpansionBudget.MAX_TEXT) {
                break;
            }
        }
        budget.chargeText(joined.length());
        texts.put(list.name(), joined.toString());
        return joined.toString();
    }

    /** The items; one that names a list defined before is that list's own items, one level deep. */
    private List<String> items(ListDefinition list) throws ExpansionBudget.Exceeded {
        List<String> items = new ArrayList<>();
        for (String item : list.items()) {
            if (isVisible(item, list)) {
                items.addAll(Objects.requireNonNull(lists.get(item)).items());
            } else {
                items.add(item);
            }
            if (items.size() > ExpansionBudget.MAX_TEXT) {
                budget.chargeText(items.size());
            }
        }
        return items;
    }

    private boolean isVisible(String item, ListDefinition from) {
        ListDefinition named = lists.get(item);
        return named != null && named.index() < from.visibility();
    }

    private List<ListDefinition> namedInItems(ListDefinition list, String items) {
        List<ListDefinition> known = namedInItems.get(list.name());
        if (known != null) {
            return known;
        }
        List<ListDefinition> named = named(items);
        if (named.size() <= MOST_REMEMBERED) {
            namedInItems.put(list.name(), named);
        }
        return named;
    }

    /** The lists that a text names, each as often as it does. */
    private List<ListDefinition> named(String text) {
        List<ListDefinition> named = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || Delimiters.isDelimiter(text.charAt(i))) {
                if (i > start) {
                    String word = text.substring(start, i);
                    words.add(word);
                    ListDefinition list = lists.get(word);
                    if (list != null) {
                        named.add(list);
                    }
                }
                start = i + 1;
            }
        }
        for (ListDefinition list : oddlyNamed) {
            if (holds(text, list.name())) {
                named.add(list);
            }
        }
        return named;
    }

    private static boolean holds(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            if (isDelimited(text, at, at + name.length())) {
                return true;
            }
        }
        return false;
    }

    /** Replaces a name where it stands between delimiters; blanks around it are eaten, one is put on each side. */
    private String replace(String text, String name, String items) throws ExpansionBudget.Exceeded {
        budget.chargeText(text.length());
        StringBuilder out = new StringBuilder(text.length() + items.length());
        int copied = 0;
        int found = text.indexOf(name);
        while (found >= 0) {
            int end = found + name.length();
            if (!isDelimited(text, found, end)) {
                found = text.indexOf(name, found + 1);
                continue;
            }
            out.append(text, copied, found);
            while (out.length() > 0 && Delimiters.isBlank(out.charAt(out.length() - 1))) {
                out.setLength(out.length() - 1);
            }
            while (end < text.length() && Delimiters.isBlank(text.charAt(end))) {
                end++;
            }
            if (items.isEmpty()) {
                if (out.length() > 0 && out.charAt(out.length() - 1) == ',') {
                    out.setLength(out.length() - 1);
                } else if (end < text.length() && text.charAt(end) == ',') {
                    end++;
                }
            }
            if (out.length() > 0) {
                out.append(' ');
            }
            out.append(items).append(' ');
            if (out.length() > ExpansionBudget.MAX_TEXT) {
                budget.chargeText(out.length());
            }
            copied = end;
            found = text.indexOf(name, end);
        }
        return out.append(text, copied, text.length()).toString();
    }

    private static boolean isDelimited(String text, int start, int end) {
        return (start == 0 || Delimiters.isDelimiter(text.charAt(start - 1)))
                && (end == text.length() || Delimiters.isDelimiter(text.charAt(end)));
    }
}
