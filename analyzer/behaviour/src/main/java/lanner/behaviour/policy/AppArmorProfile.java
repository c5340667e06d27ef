package lanner.behaviour.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.fact.Fact;
import lanner.behaviour.fact.Seen;
import lanner.behaviour.policy.FileRule.Permission;
import lanner.behaviour.shape.Normalizer;
import lanner.behaviour.shape.Place;
import lanner.behaviour.shape.Shapes;

/**
 * The files, networks and capabilities that recordings used, as an AppArmor profile (apparmor.d(5)) without abstractions: each
 * line says what it was derived from. Questions about files (stat(2), access(2)) and opens of what is not there need no rule.
 */
public final class AppArmorProfile {
    private static final Map<Aspect, Set<Permission>> PERMISSIONS = Map.of(
            Aspect.FILE_READ, EnumSet.of(Permission.READ),
            Aspect.FILE_WRITE, EnumSet.of(Permission.WRITE),
            Aspect.FILE_CREATE, EnumSet.of(Permission.WRITE),
            Aspect.FILE_DELETE, EnumSet.of(Permission.WRITE),
            Aspect.FILE_METADATA, EnumSet.of(Permission.WRITE),
            Aspect.FILE_LOCK, EnumSet.of(Permission.LOCK),
            Aspect.FILE_MAP, EnumSet.of(Permission.MAP, Permission.READ),
            Aspect.FILE_EXECUTE, EnumSet.of(Permission.MAP, Permission.READ, Permission.EXECUTE));

    /** Aspects whose paths may be directories: AppArmor ends a directory's path with a slash. */
    private static final Set<Aspect> MAYBE_DIRECTORIES =
            EnumSet.of(Aspect.FILE_CREATE, Aspect.FILE_DELETE, Aspect.FILE_METADATA);

    private static final String EITHER = "{,/}";
    private static final Set<String> LINKS = Set.of("link", "linkat");

    private final SortedMap<String, FileRule> files = new TreeMap<>();
    private final SortedMap<String, Need> networks = new TreeMap<>();
    private final CapabilityNeeds capabilities = new CapabilityNeeds();
    private final Optional<LinkedPaths> links;
    private boolean makesLinks;

    private AppArmorProfile(Optional<LinkedPaths> links) {
        this.links = links;
    }

    /**
     * What these recordings used.
     *
     * @param shapes what makes names alike that differ from run to run; the recording's own directories stay as they are
     * @param root where the links in paths are looked up; empty where that is not to be done
     * @param siblings of more files of one directory with the same permissions there is one rule for all of the directory
     */
    public static AppArmorProfile of(
            Collection<Behaviour> behaviours, Shapes shapes, Optional<Path> root, int siblings) {
        AppArmorProfile profile = new AppArmorProfile(root.map(LinkedPaths::new));
        profile.makesLinks = behaviours.stream()
                .flatMap(behaviour -> behaviour.facts().stream())
                .anyMatch(fact -> fact instanceof Fact.Call call && LINKS.contains(call.name()));
        for (Behaviour behaviour : behaviours) {
            profile.take(behaviour, shapes.at(new Place("", "")));
        }
        profile.fold(siblings);
        return profile;
    }

    private void take(Behaviour behaviour, Normalizer normalizer) {
        capabilities.take(behaviour);
        for (Fact fact : behaviour.facts()) {
            if (fact.seen().done() == 0) {
                continue;
            }
            Need need = Need.of(fact.seen(), behaviour.recording().capture());
            if (fact instanceof Fact.FileUse file) {
                file(file, normalizer, need);
            } else if (fact instanceof Fact.Peer peer) {
                network(peer.protocol(), peer.address(), normalizer, need);
            } else if (fact instanceof Fact.Listener listener) {
                network(listener.protocol(), listener.address(), normalizer, need);
            }
        }
    }

    private void file(Fact.FileUse file, Normalizer normalizer, Need need) {
        if (!file.path().startsWith("/")) {
            return;
        }
        String pattern = pattern(file, normalizer);
        if (file.aspect() == Aspect.FILE_LIST) {
            add(pattern.endsWith("/") ? pattern : pattern + "/", EnumSet.of(Permission.READ), need);
            return;
        }
        Set<Permission> permissions = PERMISSIONS.get(file.aspect());
        if (permissions == null) {
            return;
        }
        if (makesLinks && file.aspect() == Aspect.FILE_CREATE) {
            permissions = EnumSet.of(Permission.WRITE, Permission.LINK);
        }
        add(MAYBE_DIRECTORIES.contains(file.aspect()) ? withDirectory(pattern) : pattern, permissions, need);
    }

    private String pattern(Fact.FileUse file, Normalizer normalizer) {
        // What the rules put into a shape is told by its angle brackets: a name's own match any byte.
        String path = links.map(all -> all.resolve(file.path()))
                .orElse(file.path())
                .replace('<', '?')
                .replace('>', '?');
        Fact.FileUse resolved = new Fact.FileUse(file.aspect(), path, file.seen());
        return FilePatterns.merged(
                FilePatterns.of(path, normalizer.shape(resolved).text()));
    }

    private static String withDirectory(String pattern) {
        return pattern.endsWith("/") ? pattern : pattern + EITHER;
    }

    private void add(String pattern, Set<Permission> permissions, Need need) {
        files.merge(pattern, new FileRule(pattern, permissions, need), (first, later) -> {
            Set<Permission> both = EnumSet.copyOf(first.permissions());
            both.addAll(later.permissions());
            return new FileRule(pattern, both, first.need().and(later.need()));
        });
    }

    private void network(String protocol, String address, Normalizer normalizer, Need need) {
        String family = address.indexOf(':') >= 0 ? "inet6" : "inet";
        switch (protocol) {
            case "unix" -> {
                networks.merge("unix", need, Need::and);
                if (address.startsWith("/")) {
                    Fact.FileUse socket =
                            new Fact.FileUse(Aspect.FILE_WRITE, address, new Seen(need.times(), 0, need.example()));
                    add(pattern(socket, normalizer), EnumSet.of(Permission.READ, Permission.WRITE), need);
                }
            }
            case "tcp" -> networks.merge("network " + family + " stream", need, Need::and);
            case "udp" -> networks.merge("network " + family + " dgram", need, Need::and);
            case "icmp", "raw" -> {
                networks.merge("network " + family + " raw", need, Need::and);
                networks.merge("network " + family + " dgram", need, Need::and);
            }
            default -> networks.merge("network " + family, need, Need::and);
        }
    }

    /** Many files of one directory that may be used alike become one rule. What may be run is named one by one. */
    private void fold(int siblings) {
        Map<String, List<FileRule>> groups = files.values().stream()
                .filter(rule -> !rule.permissions().contains(Permission.EXECUTE))
                .filter(rule -> !rule.pattern().endsWith("/"))
                .collect(Collectors.groupingBy(
                        rule -> FilePatterns.directory(rule.pattern())
                                + ' '
                                + rule.letters()
                                + ' '
                                + rule.pattern().endsWith(EITHER),
                        TreeMap::new,
                        Collectors.toList()));
        for (List<FileRule> group : groups.values()) {
            if (group.size() > siblings) {
                FileRule first = group.get(0);
                group.forEach(rule -> files.remove(rule.pattern()));
                boolean either = first.pattern().endsWith(EITHER);
                String all = FilePatterns.directory(
                                either
                                        ? first.pattern()
                                                .substring(0, first.pattern().length() - EITHER.length())
                                        : first.pattern())
                        + "*" + (either ? EITHER : "");
                Need need = group.stream().map(FileRule::need).reduce(Need::and).orElse(first.need());
                add(all, first.permissions(), need);
            }
        }
    }

    /** How many rules about files there are. */
    public int fileRules() {
        return files.size();
    }

    /**
     * The profile's text.
     *
     * @param name of the profile: letters, digits, dots, dashes, underscores
     * @param attachment the pattern of the program's path that the profile is for by itself; empty for none, as of containers
     */
    public String text(String name, String attachment) {
        List<String> lines = new ArrayList<>();
        lines.add("# What recordings used; a comment behind a line says where it comes from.");
        lines.add("profile " + name + (attachment.isEmpty() ? "" : " " + FilePatterns.of(attachment))
                + " flags=(attach_disconnected,mediate_deleted) {");
        lines.add("  # Signals among the program's own processes, and from who ends it.");
        lines.add("  signal (send, receive) peer=" + name + ",");
        lines.add("  signal (receive) peer=unconfined,");
        lines.add("");
        lines.add("  # What a program is given when it is started.");
        lines.add("  /dev/null rw,");
        lines.add("  /dev/tty rw,");
        lines.add("  /dev/pts/* rw,");
        if (!networks.isEmpty()) {
            lines.add("");
            lines.add("  # Which addresses and ports is not for AppArmor to say.");
            networks.forEach((rule, need) -> lines.add(line(rule, need)));
            if (networks.keySet().stream().anyMatch(rule -> rule.startsWith("network"))) {
                lines.add("  network netlink raw, # name lookup asks for the machine's addresses");
            }
        }
        List<String> needed = capabilities.lines();
        if (!needed.isEmpty()) {
            lines.add("");
            needed.forEach(line -> lines.add("  " + line));
        }
        lines.add("");
        files.values().forEach(rule -> lines.add(line(rule.pattern() + " " + rule.letters(), rule.need())));
        lines.add("}");
        return String.join("\n", lines) + "\n";
    }

    private static String line(String rule, Need need) {
        return "  " + rule + ", # " + need.words();
    }
}
