package lanner.capture;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which container a control group belongs to: engines put their container's id into the group's path, each in a way of
 * its own. Paths are those of cgroups(7), version 1 and 2, from {@code /proc/PID/cgroup}.
 *
 * @param id the whole id: 64 hexadecimal digits with most engines
 * @param engine what runs it, as Falco names it ({@code container.type}); empty when the path does not say
 */
public record ContainerId(String id, String engine) {
    private static final int SHORT = 12;

    /** Engines whose containers have names instead of hashes. */
    private static final Set<String> NAMED = Set.of("lxc", "libvirt-lxc", "garden");

    private static final int LONGEST_PATH = 4096;
    private static final String HEX_64 = "(?<![0-9a-f])([0-9a-f]{64})(?![0-9a-f])";

    /** Processes of podman and CRI-O that watch a container from outside of it. */
    private static final Pattern MONITOR = Pattern.compile("[^/]*conmon-[0-9a-f]{64}[^/]*");

    /** Of several that match the same id, the first. */
    private static final List<Shape> SHAPES = List.of(
            shape("podman", "libpod-" + HEX_64),
            shape("cri-o", "crio-" + HEX_64),
            shape("containerd", "cri-containerd[-:]" + HEX_64),
            shape("docker", "docker[-/]" + HEX_64),
            shape("ecs", "/ecs/(?:[^/]+/)*([0-9a-f]{32}-[0-9]{10})(?=/|$)"),
            shape("ecs", "/ecs/(?:[^/]+/)*" + HEX_64),
            shape("cri", "kubepods.*[-/:]" + HEX_64),
            shape("docker", "/actions_job/" + HEX_64),
            shape("lxc", "/lxc[./]payload[./]([^/]+)"),
            shape("lxc", "/lxc/(?!payload(?:/|$))([^/]+)"),
            shape("libvirt-lxc", "/([^/]+)\\.libvirt-lxc(?=/|$)"),
            shape("libvirt-lxc", "/machine-lxc\\\\x2d(?:[0-9]+\\\\x2d)?([^/]+)\\.scope"),
            shape("garden", "/garden/([^/]+)"),
            shape("buildkit", "/buildkit/([0-9a-z]{25})(?=/|$)"),
            shape("", HEX_64));

    private record Shape(String engine, Pattern pattern) {}

    private static Shape shape(String engine, String pattern) {
        return new Shape(engine, Pattern.compile(pattern));
    }

    /** The container of a control group's path; of several around each other the innermost. Empty for none. */
    public static Optional<ContainerId> ofCgroup(String path) {
        return Optional.ofNullable(Found.in(path)).map(Found::innermost);
    }

    /**
     * The container of a process by the paths of all its control groups, one for each hierarchy of version 1. Where they
     * differ, the path says most that names most containers; of those that name as many, the first.
     */
    public static Optional<ContainerId> ofCgroups(Iterable<String> paths) {
        Found deepest = null;
        for (String path : paths) {
            Found found = Found.in(path);
            if (found != null && (deepest == null || found.depth() > deepest.depth())) {
                deepest = found;
            }
        }
        return Optional.ofNullable(deepest).map(Found::innermost);
    }

    /** What one path names: the container whose id stands last, and how many there are. */
    private record Found(ContainerId innermost, int depth) {
        static @Nullable Found in(String path) {
            if (path.length() > LONGEST_PATH) {
                return null;
            }
            String inside = path.contains("conmon-") ? MONITOR.matcher(path).replaceAll("") : path;
            ContainerId innermost = null;
            BitSet ends = new BitSet();
            for (Shape shape : SHAPES) {
                Matcher matcher = shape.pattern().matcher(inside);
                while (matcher.find()) {
                    int end = matcher.end(1);
                    if (ends.length() <= end) {
                        innermost = new ContainerId(matcher.group(1), shape.engine());
                    }
                    ends.set(end);
                }
            }
            return innermost == null ? null : new Found(innermost, ends.cardinality());
        }
    }

    /** The first twelve characters, as engines and Falco show an id; a container known by its name keeps all of it. */
    public String shortId() {
        return id.length() > SHORT && !NAMED.contains(engine) ? id.substring(0, SHORT) : id;
    }
}
