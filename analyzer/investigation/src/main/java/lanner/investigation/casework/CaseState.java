package lanner.investigation.casework;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lanner.investigation.casework.CaseFile.AlertKey;
import lanner.investigation.casework.CaseFile.EventKey;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.investigation.index.MergedEvents;
import org.jspecify.annotations.Nullable;

/** What the lines of a case file come to, one after the other. */
final class CaseState {
    static final int MOST_TAGS = 50;

    final Map<EventKey, String> bookmarks = new TreeMap<>();
    final Map<AlertKey, Judgement> judgements = new TreeMap<>();
    final Map<AlertKey, Hand> hands = new TreeMap<>();
    final Map<String, Tag> tags = new LinkedHashMap<>();
    /** Names of tags; some may be no tags any more. */
    final Map<EventKey, Set<String>> tagged = new TreeMap<>();

    final Map<String, Integer> analysts = new LinkedHashMap<>();
    final Set<String> filters = new LinkedHashSet<>();
    final Narrative narrative = new Narrative();
    String number = "";

    /** Takes a line; false for one that is not understood. */
    boolean take(Map<?, ?> entry) {
        boolean understood = entry.get("do") instanceof String what && understood(what, entry);
        String analyst = Hand.of(entry).analyst();
        if (understood && !analyst.isEmpty()) {
            analysts.merge(analyst, 1, Integer::sum);
        }
        return understood;
    }

    private boolean understood(String what, Map<?, ?> entry) {
        return switch (what) {
            case "bookmark" ->
                eventOf(entry).map(event -> bookmark(event, entry)).orElse(false);
            case "judge" -> eventOf(entry).map(event -> judge(event, entry)).orElse(false);
            case "tag" -> eventOf(entry).map(event -> tag(event, entry)).orElse(false);
            case "tag-look" -> look(entry);
            case "number" -> number(entry.get("text"));
            case "text" ->
                entry.get("place") instanceof Long place
                        && narrative.text(place, entry.get("was") instanceof String, text(entry.get("text")));
            case "move" ->
                entry.get("from") instanceof Long from
                        && entry.get("to") instanceof Long to
                        && narrative.move(from, to);
            case "order" ->
                entry.get("places") instanceof List<?> places
                        && integers(places).map(narrative::order).orElse(false);
            case "filter" -> filter(entry.get("text"));
            case "open", "export", "close" -> true;
            default -> false;
        };
    }

    private boolean bookmark(EventKey event, Map<?, ?> entry) {
        if (entry.get("note") instanceof String note) {
            if (bookmarks.put(event, note) == null) {
                narrative.bookmarked(event, entry.get("place") instanceof Long place ? place : -1);
            }
        } else if (bookmarks.remove(event) != null) {
            narrative.forgotten(event);
        }
        return true;
    }

    private boolean judge(EventKey event, Map<?, ?> entry) {
        if (!(entry.get("rule") instanceof String rule)) {
            return false;
        }
        AlertKey alert = new AlertKey(event, rule);
        Optional<Verdict> verdict = Verdict.of(entry.get("verdict"));
        if (verdict.isPresent()) {
            String note = text(entry.get("note")).orElse("");
            judgements.put(alert, new Judgement(verdict.get(), note));
            hands.put(alert, Hand.of(entry));
        } else {
            judgements.remove(alert);
            hands.remove(alert);
        }
        return true;
    }

    private boolean tag(EventKey event, Map<?, ?> entry) {
        if (!(entry.get("tag") instanceof String name) || !tags.containsKey(name)) {
            return false;
        }
        if (Boolean.TRUE.equals(entry.get("set"))) {
            tagged.computeIfAbsent(event, key -> new TreeSet<>()).add(name);
        } else {
            tagged.computeIfPresent(event, (key, names) -> names.remove(name) && names.isEmpty() ? null : names);
        }
        return true;
    }

    private boolean look(Map<?, ?> entry) {
        if (!(entry.get("tag") instanceof String name)) {
            return false;
        }
        if (entry.get("colour") == null) {
            tags.remove(name);
            return true;
        }
        Tag tag = new Tag(
                name,
                text(entry.get("letter")).orElse(""),
                text(entry.get("colour")).orElse(""));
        boolean fits = tag.problem().isEmpty() && (tags.containsKey(name) || tags.size() < MOST_TAGS);
        if (fits) {
            tags.put(name, tag);
        }
        return fits;
    }

    private boolean number(@Nullable Object text) {
        String given = text(text).orElse("").strip();
        if (CaseText.problem(given).isPresent()) {
            return false;
        }
        number = given;
        return true;
    }

    private boolean filter(@Nullable Object text) {
        text(text).ifPresent(filter -> {
            filters.remove(filter);
            filters.add(filter);
        });
        return text instanceof String;
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Empty for what is no list of whole numbers. */
    private static Optional<List<Integer>> integers(List<?> values) {
        List<Integer> integers = new ArrayList<>();
        for (Object value : values) {
            if (!(value instanceof Long number) || number != number.intValue()) {
                return Optional.empty();
            }
            integers.add(number.intValue());
        }
        return Optional.of(integers);
    }

    private static Optional<EventKey> eventOf(Map<?, ?> entry) {
        return entry.get("capture") instanceof Long capture
                        && entry.get("event") instanceof Long event
                        && capture >= 0
                        && capture < MergedEvents.MOST
                ? Optional.of(new EventKey(capture.intValue(), event))
                : Optional.empty();
    }
}
