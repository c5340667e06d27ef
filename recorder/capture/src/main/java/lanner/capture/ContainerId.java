package lanner.capture;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which container a control group belongs to: engines put their container's id into the group's path, each in a way of
 * its own. Paths are those of cgroups(7), version 1 and 2, from {@code /proc/PID/cgroup}.
 *
 * @param id the whole id: 64 hexadecimal digits with most engines
 * @param engine what runs it, as Falco names it ({@code container.type}); empty when the path does not say
 */
public record ContainerId(String id, String engine) {
    private static final int SHORT = 12;
    private static final int LONGEST_PATH = 4096;
    private static final String HEX_64 = "(?<![0-9a-f])([0-9a-f]{64})(?![0-9a-f])";

    /** The first that matches, in this order. The monitors of podman and CRI-O are not in the container. */
    private static final List<Shape> SHAPES = List.of(
            shape("", "(?:conmon)-[0-9a-f]{64}"),
            shape("podman", "libpod-" + HEX_64),
            shape("cri-o", "crio-" + HEX_64),
            shape("containerd", "cri-containerd[-:]" + HEX_64),
            shape("docker", "docker[-/]" + HEX_64),
            shape("ecs", "/ecs/(?:[^/]+/)*([0-9a-f]{32}-[0-9]{10})$"),
            shape("ecs", "/ecs/(?:[^/]+/)*" + HEX_64),
            shape("cri", "kubepods.*[-/:]" + HEX_64),
            shape("docker", "/actions_job/" + HEX_64),
            shape("lxc", "/lxc[./]payload[./]([^/]+)"),
            shape("lxc", "/lxc/([^/]+)"),
            shape("buildkit", "/buildkit/([0-9a-z]{25})(?:/|$)"),
            shape("", HEX_64));

    private record Shape(String engine, Pattern pattern) {}

    private static Shape shape(String engine, String pattern) {
        return new Shape(engine, Pattern.compile(pattern));
    }

    /** The container of a control group's path; empty when it belongs to none. */
    public static Optional<ContainerId> ofCgroup(String path) {
        if (path.length() > LONGEST_PATH) {
            return Optional.empty();
        }
        for (Shape shape : SHAPES) {
            Matcher matcher = shape.pattern().matcher(path);
            if (matcher.find()) {
                return matcher.groupCount() == 0
                        ? Optional.empty()
                        : Optional.of(new ContainerId(matcher.group(1), shape.engine()));
            }
        }
        return Optional.empty();
    }

    /** The first twelve characters, as engines and Falco show an id; a container known by its name keeps all of it. */
    public String shortId() {
        return id.length() > SHORT && !engine.equals("lxc") ? id.substring(0, SHORT) : id;
    }
}
