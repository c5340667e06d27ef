package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code pmatch}: path prefixes by component, as a trie. Empty components do not count, so {@code //var///run} is
 * {@code var, run}; {@code /} is a prefix of everything; a component with {@code *}, {@code ?} or {@code [} is a pattern
 * within its component. Neither {@code .} nor {@code ..} is resolved.
 */
final class PathPrefixes {
    private final Node root = new Node();

    /** Up to so many names are compared one by one, without making a text of the component. */
    private static final int FEW = 8;

    private static final class Node {
        private final Map<String, Node> exact = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private final List<Node> behindNames = new ArrayList<>();
        private final List<Glob> patterns = new ArrayList<>();
        private final List<Node> behindPatterns = new ArrayList<>();
        private boolean end;

        /** Adds a name, or finds it. */
        private Node behind(String name) {
            return exact.computeIfAbsent(name, each -> {
                Node next = new Node();
                names.add(name);
                behindNames.add(next);
                return next;
            });
        }

        private @Nullable Node find(String path, int start, int end) {
            if (names.size() > FEW) {
                return exact.get(path.substring(start, end));
            }
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                if (name.length() == end - start && path.startsWith(name, start)) {
                    return behindNames.get(i);
                }
            }
            return null;
        }
    }

    /**
     * A long part of a prefix that has names alone: every path below it has that, but for empty names; empty for none.
     *
     * @param most how many characters several names may have together
     */
    static String longNames(String prefix, int most) {
        String longest = "";
        String names = "";
        for (String component : prefix.split("/")) {
            if (Glob.isPattern(component)) {
                names = "";
            } else if (!component.isEmpty()) {
                boolean fits = !names.isEmpty() && names.length() + 1 + component.length() <= most;
                names = fits ? names + "/" + component : component;
            }
            if (names.length() > longest.length()) {
                longest = names;
            }
        }
        return longest;
    }

    void add(String prefix) {
        Node node = root;
        for (String component : prefix.split("/")) {
            if (component.isEmpty()) {
                continue;
            }
            if (Glob.isPattern(component)) {
                Node next = new Node();
                node.patterns.add(new Glob(component, false));
                node.behindPatterns.add(next);
                node = next;
            } else {
                node = node.behind(component);
            }
        }
        node.end = true;
    }

    boolean matches(String path) {
        return matches(root, path, 0);
    }

    private static boolean matches(Node node, String path, int from) {
        if (node.end) {
            return true;
        }
        int start = from;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        if (start == path.length()) {
            return false;
        }
        int slash = path.indexOf('/', start);
        int end = slash < 0 ? path.length() : slash;
        Node next = node.find(path, start, end);
        if (next != null && matches(next, path, end)) {
            return true;
        }
        for (int i = 0; i < node.patterns.size(); i++) {
            if (node.patterns.get(i).matches(path, start, end) && matches(node.behindPatterns.get(i), path, end)) {
                return true;
            }
        }
        return false;
    }
}
