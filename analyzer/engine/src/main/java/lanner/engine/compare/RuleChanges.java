package lanner.engine.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.define.Rule;

/**
 * What changed between two versions of rules, with lists, macros and exceptions filled in: a macro that changed shows in
 * every rule that uses it. A rule whose name went and one whose name came count as the same, renamed, when both ask the
 * same condition, or when both say the same output and description.
 */
public final class RuleChanges {
    /** The parts of a rule that may differ, in the order in which they are told. */
    private static final Map<String, Function<CompiledRule, Object>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("condition", CompiledRule::canonical);
        PARTS.put("output", compiled -> compiled.rule().output());
        PARTS.put("priority", compiled -> compiled.rule().priority());
        PARTS.put("tags", compiled -> compiled.rule().sortedTags());
        PARTS.put("description", compiled -> compiled.rule().description().strip());
        PARTS.put("enabled", compiled -> compiled.rule().enabled());
    }

    private final List<RuleChange> changes;
    private final Map<String, String> renamed;

    private RuleChanges(List<RuleChange> changes, Map<String, String> renamed) {
        this.changes = List.copyOf(changes);
        this.renamed = Map.copyOf(renamed);
    }

    /** Compares all rules, those that are switched off as well. */
    public static RuleChanges between(List<CompiledRule> old, List<CompiledRule> now) {
        Map<String, CompiledRule> before = byName(old);
        Map<String, CompiledRule> after = byName(now);
        Map<String, String> renamed = renamed(before, after);
        Map<String, String> formerly = new HashMap<>();
        renamed.forEach((from, to) -> formerly.put(to, from));
        Set<String> moved = moved(old, now, renamed);
        List<RuleChange> changes = new ArrayList<>();
        for (CompiledRule rule : now) {
            String name = rule.rule().name();
            String earlier = formerly.getOrDefault(name, name);
            if (!before.containsKey(earlier)) {
                changes.add(new RuleChange(RuleChange.Kind.ADDED, name, Optional.empty(), List.of()));
                continue;
            }
            List<String> what = what(before.get(earlier), rule);
            if (moved.contains(name)) {
                what.add("order");
            }
            if (!earlier.equals(name)) {
                changes.add(new RuleChange(RuleChange.Kind.RENAMED, name, Optional.of(earlier), what));
            } else if (!what.isEmpty()) {
                changes.add(new RuleChange(RuleChange.Kind.CHANGED, name, Optional.empty(), what));
            }
        }
        before.keySet().stream()
                .filter(name -> !after.containsKey(name) && !renamed.containsKey(name))
                .forEach(name ->
                        changes.add(new RuleChange(RuleChange.Kind.REMOVED, name, Optional.empty(), List.of())));
        return new RuleChanges(changes, renamed);
    }

    /** In the order of the new rules; those that went come last. */
    public List<RuleChange> changes() {
        return changes;
    }

    /** New names by old ones. */
    public Map<String, String> renamed() {
        return renamed;
    }

    private static Map<String, CompiledRule> byName(List<CompiledRule> rules) {
        Map<String, CompiledRule> byName = new LinkedHashMap<>();
        rules.forEach(rule -> byName.put(rule.rule().name(), rule));
        return byName;
    }

    private static Map<String, String> renamed(Map<String, CompiledRule> before, Map<String, CompiledRule> after) {
        List<CompiledRule> gone = only(before, after);
        List<CompiledRule> come = only(after, before);
        Map<String, String> renamed = new LinkedHashMap<>();
        pair(gone, come, CompiledRule::canonical, renamed);
        pair(gone, come, RuleChanges::story, renamed);
        return renamed;
    }

    private static String story(CompiledRule compiled) {
        Rule rule = compiled.rule();
        return rule.output() + '\n' + rule.description();
    }

    private static List<CompiledRule> only(Map<String, CompiledRule> here, Map<String, CompiledRule> there) {
        return new ArrayList<>(here.values().stream()
                .filter(rule -> !there.containsKey(rule.rule().name()))
                .toList());
    }

    /** Takes those with the same key out of both lists, in order. */
    private static void pair(
            List<CompiledRule> gone,
            List<CompiledRule> come,
            Function<CompiledRule, String> key,
            Map<String, String> renamed) {
        gone.removeIf(old -> {
            Optional<CompiledRule> same = come.stream()
                    .filter(each -> key.apply(each).equals(key.apply(old)))
                    .findFirst();
            same.ifPresent(each -> {
                come.remove(each);
                renamed.put(old.rule().name(), each.rule().name());
            });
            return same.isPresent();
        });
    }

    private static List<String> what(CompiledRule before, CompiledRule after) {
        List<String> what = new ArrayList<>();
        PARTS.forEach((part, value) -> {
            if (!value.apply(before).equals(value.apply(after))) {
                what.add(part.equals("enabled") ? "switched " + (after.rule().enabled() ? "on" : "off") : part);
            }
        });
        return what;
    }

    /** The fewest rules that have to be put elsewhere to turn the old order into the new one, by their new names. */
    private static Set<String> moved(List<CompiledRule> old, List<CompiledRule> now, Map<String, String> renamed) {
        Map<String, Integer> places = new HashMap<>();
        for (CompiledRule rule : old) {
            String name = rule.rule().name();
            places.put(renamed.getOrDefault(name, name), places.size());
        }
        List<String> kept = now.stream()
                .map(rule -> rule.rule().name())
                .filter(places::containsKey)
                .toList();
        int[] order = kept.stream().mapToInt(places::get).toArray();
        Set<String> moved = new HashSet<>(kept);
        for (int i : longestRising(order)) {
            moved.remove(kept.get(i));
        }
        return moved;
    }

    /** The places of a longest rising run of numbers, all different, that need not stand side by side. */
    private static List<Integer> longestRising(int[] numbers) {
        // For each length: the smallest number that a run of it may end with, and where that stands.
        int[] lasts = new int[numbers.length];
        int[] places = new int[numbers.length];
        int[] before = new int[numbers.length];
        int length = 0;
        for (int i = 0; i < numbers.length; i++) {
            int at = -Arrays.binarySearch(lasts, 0, length, numbers[i]) - 1;
            lasts[at] = numbers[i];
            places[at] = i;
            before[i] = at == 0 ? -1 : places[at - 1];
            length = Math.max(length, at + 1);
        }
        List<Integer> run = new ArrayList<>();
        for (int i = length == 0 ? -1 : places[length - 1]; i >= 0; i = before[i]) {
            run.add(i);
        }
        return run;
    }
}
