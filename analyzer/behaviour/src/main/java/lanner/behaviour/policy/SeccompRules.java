package lanner.behaviour.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.fact.Fact;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** A seccomp profile that somebody wrote, and what it does to the calls of recordings. */
public final class SeccompRules {
    private static final Set<String> LETS = Set.of("SCMP_ACT_ALLOW", "SCMP_ACT_LOG");
    private static final String ACTION = "SCMP_ACT_";

    private final String defaultAction;
    private final List<String> architectures;
    private final Map<String, Rule> rules = new HashMap<>();

    /** @param conditional whether it depends on the call's arguments */
    private record Rule(String action, boolean conditional) {}

    private SeccompRules(String defaultAction, List<String> architectures) {
        this.defaultAction = defaultAction;
        this.architectures = architectures;
    }

    /**
     * Reads a profile of the OCI runtime specification.
     *
     * @throws PolicyException if it is none, or is one of Docker's own form, whose rules depend on capabilities
     */
    public static SeccompRules read(String json) throws PolicyException {
        Map<String, Object> root;
        try {
            root = JsonReader.object(json);
        } catch (JsonException e) {
            throw new PolicyException(String.valueOf(e.getMessage()));
        }
        SeccompRules rules = new SeccompRules(action(root.get("defaultAction"), "defaultAction"), architectures(root));
        int number = 0;
        for (Object each : list(root.get("syscalls"), "syscalls")) {
            rules.add(each, "syscalls[" + number + "]");
            number++;
        }
        return rules;
    }

    private static List<String> architectures(Map<String, Object> root) throws PolicyException {
        if (root.containsKey("archMap")) {
            throw new PolicyException("archMap: this is a profile of Docker's own form, not of the OCI specification");
        }
        return names(list(root.get("architectures"), "architectures"), "architectures");
    }

    private void add(Object each, String where) throws PolicyException {
        if (!(each instanceof Map<?, ?> rule)) {
            throw new PolicyException(where + " is not an object");
        }
        if (rule.containsKey("includes") || rule.containsKey("excludes")) {
            throw new PolicyException(
                    where + ": includes and excludes are of Docker's own form, not of the OCI " + "specification");
        }
        String action = action(rule.get("action"), where + ".action");
        boolean conditional = !list(rule.get("args"), where + ".args").isEmpty();
        for (String name : names(list(rule.get("names"), where + ".names"), where + ".names")) {
            Rule known = rules.get(name);
            // Of several rules for a call the first without a condition says what is done whatever its arguments.
            if (known == null || known.conditional && !conditional) {
                rules.put(name, new Rule(action, conditional));
            }
        }
    }

    private static String action(@Nullable Object value, String where) throws PolicyException {
        if (value instanceof String text && text.startsWith(ACTION)) {
            return text;
        }
        throw new PolicyException(where + " is no action (" + ACTION + "...)");
    }

    private static List<?> list(@Nullable Object value, String where) throws PolicyException {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> items) {
            return items;
        }
        throw new PolicyException(where + " is not a list");
    }

    private static List<String> names(List<?> items, String where) throws PolicyException {
        List<String> names = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof String name)) {
                throw new PolicyException(where + " holds something that is no text");
            }
            names.add(name);
        }
        return names;
    }

    /**
     * What of these recordings would not have been let through, by the calls' names. A call that is let through for some
     * arguments alone is told too: which it had is not looked at.
     */
    public List<Denied> denied(Collection<Behaviour> behaviours) {
        Map<String, Denied> denied = new TreeMap<>();
        for (Behaviour behaviour : behaviours) {
            for (Fact fact : behaviour.facts()) {
                if (fact instanceof Fact.Call call) {
                    String why = why(call);
                    if (why != null) {
                        Need need = Need.of(call.seen(), behaviour.recording().capture());
                        denied.merge(
                                call.name() + " " + call.abi(),
                                new Denied(call.name(), why, need),
                                (first, later) -> new Denied(
                                        first.what(), first.why(), first.need().and(later.need())));
                    }
                }
            }
        }
        return List.copyOf(denied.values());
    }

    private @Nullable String why(Fact.Call call) {
        String architecture = SeccompArchitecture.of(call.abi());
        if (!architectures.isEmpty() && !architectures.contains(architecture)) {
            return "no calls of " + architecture;
        }
        // What several calls are recorded as: one of them that is let through may have been it.
        String why = null;
        for (String name : call.kernelNames()) {
            Rule rule = rules.get(name);
            String action = rule == null ? defaultAction : rule.action;
            if (LETS.contains(action) && (rule == null || !rule.conditional)) {
                return null;
            }
            why = rule != null && rule.conditional ? action + " for some arguments, else " + defaultAction : action;
        }
        return why;
    }
}
