package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code pmatch}: path prefixes by component, as a trie. Empty components do not count, so {@code //var///run} is
 * {@code var, run}; {@code /} is a prefix of everything; a component with {@code *}, {@code ?} or {@code [} is a pattern
 * within its component. Neither {@code .} nor {@code ..} is resolved.
 */
final class PathPrefixes {
    private final Node root = new Node();

    private static final class Node {
        private final Map<String, Node> exact = new HashMap<>();
        private final List<Glob> patterns = new ArrayList<>();
        private final List<Node> behindPatterns = new ArrayList<>();
        private boolean end;
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
                node = node.exact.computeIfAbsent(component, name -> new Node());
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
        if (!node.exact.isEmpty()) {
            Node next = node.exact.get(path.substring(start, end));
            if (next != null && matches(next, path, end)) {
                return true;
            }
        }
        for (int i = 0; i < node.patterns.size(); i++) {
            if (node.patterns.get(i).matches(path, start, end) && matches(node.behindPatterns.get(i), path, end)) {
                return true;
            }
        }
        return false;
    }
}
