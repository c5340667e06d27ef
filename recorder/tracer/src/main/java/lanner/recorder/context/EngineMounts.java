package lanner.recorder.context;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.capture.ContainerId;

/**
 * What the files say that an engine mounts into a container from a directory named after one (proc_pid_mountinfo(5)). Not
 * all of them are the container's own:
 *
 * <pre>
 *                     /run/secrets   /run/.containerenv, /etc/hostname   /etc/resolv.conf, /etc/hosts, /dev/shm
 *  podman             its own        its own                             of whom it shares the network with
 *  CRI-O              its own        of the pod's sandbox                of the pod's sandbox
 *  Docker, in a pod                  of the pod's sandbox                of the pod's sandbox
 *  Docker                            its own, or of whom it shares the network with
 * </pre>
 */
final class EngineMounts {
    private static final Pattern DOCKER = Pattern.compile("/docker/containers/([0-9a-f]{64})/");
    /** The directories of containers/storage, which podman and CRI-O share. */
    private static final Pattern STORAGE = Pattern.compile("/[a-z0-9]+-containers/([0-9a-f]{64})/userdata/");

    private static final List<String> OWN = List.of("/run/secrets");
    private static final List<String> NAMED = List.of("/run/.containerenv", "/etc/hostname");
    private static final int ROOT = 3;
    private static final int POINT = 4;

    private final boolean inPod;
    private final boolean podman;
    /** The directories that are mounted, within their file systems, by where. */
    private final Map<String, String> roots = new HashMap<>();

    /**
     * @param mountinfo the lines of {@code /proc/self/mountinfo}
     * @param inPod whether Kubernetes has started the container
     * @param podman whether podman says that it is its own
     */
    EngineMounts(String mountinfo, boolean inPod, boolean podman) {
        this.inPod = inPod;
        this.podman = podman;
        for (String line : mountinfo.split("\n")) {
            String[] fields = line.split(" ", POINT + 2);
            if (fields.length > POINT) {
                roots.put(fields[POINT], fields[ROOT]);
            }
        }
    }

    /** The container, its id unknown where there are only mounts of its pod. */
    Optional<ContainerId> container() {
        Optional<String> own = id(STORAGE, OWN);
        Optional<String> named = id(STORAGE, NAMED);
        if (own.isPresent()) {
            boolean crio = isCrio() || named.isPresent() && !named.equals(own);
            return Optional.of(new ContainerId(own.get(), crio ? "cri-o" : "podman"));
        }
        if (named.isPresent()) {
            return Optional.of(
                    isCrio()
                            ? new ContainerId(ContainerFacts.UNKNOWN, "cri-o")
                            : new ContainerId(named.get(), "podman"));
        }
        return any(DOCKER).map(id -> new ContainerId(inPod ? ContainerFacts.UNKNOWN : id, "docker"));
    }

    /** The id of the pod's sandbox; empty outside of pods. */
    Optional<String> sandbox() {
        if (!inPod) {
            return Optional.empty();
        }
        return isCrio() ? id(STORAGE, NAMED).or(() -> any(DOCKER)) : any(DOCKER);
    }

    private boolean isCrio() {
        return inPod && !podman;
    }

    private Optional<String> id(Pattern pattern, List<String> points) {
        return points.stream()
                .map(point -> pattern.matcher(roots.getOrDefault(point, "")))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private Optional<String> any(Pattern pattern) {
        return roots.values().stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
