package lanner.recorder.context;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.capture.ContainerId;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import lanner.product.FileFailure;

/**
 * Finds out which container this process is in and what is known about it: from its control groups and mounts, from
 * what engines leave in the file system, from the environment, from Kubernetes' downward API and service account, and on
 * ECS and Fargate from the task metadata endpoint (version 4). Nothing of it takes a privilege, and none of it is
 * believed to be well-formed.
 */
public final class ContainerFinder {
    private static final int MAX_FILE = 256 * 1024;
    /** A healthy endpoint answers within milliseconds; one on a busy machine is waited for. */
    private static final int METADATA_MILLIS = 2000;

    private static final int MAX_LABELS = 256;
    private static final int MAX_TEXT = 1024;
    private static final String ECS = "ECS_CONTAINER_METADATA_URI_V4";
    private static final String IN_KUBERNETES = "KUBERNETES_SERVICE_HOST";

    private static final Pattern SANDBOX =
            Pattern.compile("/io\\.containerd\\.grpc\\.v1\\.cri/sandboxes/([0-9a-f]{64})/");
    private static final Pattern POD_OF_MOUNT = Pattern.compile("/kubelet/pods/([0-9a-f-]{36})/");
    private static final Pattern POD_OF_CGROUP =
            Pattern.compile("pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12})");
    private static final Pattern SHORT_ID = Pattern.compile("[0-9a-f]{12}");
    private static final Pattern LABEL_LINE = Pattern.compile("([^=]+)=\"(.*)\"");

    private final Path root;
    private final Map<String, String> environment;
    private final Consumer<String> warning;
    private final int metadataMillis;

    /**
     * @param root where the file system begins; {@code /} but in tests
     * @param warning told in a sentence what could not be asked
     */
    public ContainerFinder(Path root, Map<String, String> environment, Consumer<String> warning) {
        this(root, environment, warning, METADATA_MILLIS);
    }

    /** @param metadataMillis how long the task metadata endpoint is waited for */
    ContainerFinder(Path root, Map<String, String> environment, Consumer<String> warning, int metadataMillis) {
        this.root = root;
        this.environment = Map.copyOf(environment);
        this.warning = warning;
        this.metadataMillis = metadataMillis;
    }

    /** What is known; takes two seconds at most. */
    public ContainerFacts find() {
        String cgroups = file("proc/self/cgroup");
        String mounts = file("proc/self/mountinfo");
        boolean inPod = isInPod(cgroups, mounts);
        EngineMounts engineMounts = new EngineMounts(mounts, inPod, saysPodman());
        ContainerFacts.Pod pod =
                pod(inPod, cgroups, mounts, engineMounts.sandbox().orElse(""));
        List<String> paths = cgroups.lines()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .map(parts -> parts[2])
                .toList();
        Optional<ContainerId> id =
                ContainerId.ofCgroups(paths).or(engineMounts::container).or(() -> ofTraces(inPod));
        Map<String, Object> metadata = metadata();
        String name = either(text(metadata, "Name"), variable("LANNER_CONTAINER_NAME", "CONTAINER_NAME"));
        String image = either(text(metadata, "Image"), variable("LANNER_CONTAINER_IMAGE", "CONTAINER_IMAGE"));
        String whole =
                either(text(metadata, "DockerId"), id.map(ContainerId::id).orElse(""));
        String engine = metadata.isEmpty() ? id.map(ContainerId::engine).orElse("") : "ecs";
        if (whole.isEmpty() && (!pod.isEmpty() || !engine.isEmpty())) {
            whole = ContainerFacts.UNKNOWN;
        }
        boolean inside = !whole.isEmpty();
        return new ContainerFacts(
                whole,
                inside ? engine : "",
                inside ? either(name, podmanSays("name")) : "",
                inside ? either(image, podmanSays("image")) : "",
                inside ? either(text(metadata, "ImageID"), podmanSays("imageid")) : "",
                labels(metadata),
                inside ? started(metadata) : 0,
                inside ? address(metadata) : "",
                pod);
    }

    /** What engines leave in the file system says that this is a container; its host name may be its id. */
    private Optional<ContainerId> ofTraces(boolean inPod) {
        // podman's and CRI-O's; the latter leaves it empty.
        boolean podman = Files.exists(root.resolve("run/.containerenv"));
        // The file alone is no sign: virtual machines are made from images, too.
        boolean docker = Files.exists(root.resolve(".dockerenv")) && !isFirst("pid", "4026531836");
        if (!podman && !docker) {
            return Optional.empty();
        }
        String engine = !podman ? "docker" : inPod && !saysPodman() ? "cri-o" : "podman";
        String id = either(podmanSays("id"), file("etc/hostname").strip());
        boolean known = SHORT_ID.matcher(id).matches() || id.matches("[0-9a-f]{64}");
        return Optional.of(new ContainerId(known ? id : ContainerFacts.UNKNOWN, engine));
    }

    /** Whether this is the machine's first namespace of a kind; its number is fixed (linux/proc_ns.h). */
    private boolean isFirst(String kind, String number) {
        try {
            return Files.readSymbolicLink(root.resolve("proc/self/ns/" + kind))
                    .toString()
                    .equals(kind + ":[" + number + "]");
        } catch (IOException e) {
            // A kernel without it, or a /proc that hides it: then it is not known to be.
            return false;
        }
    }

    private boolean saysPodman() {
        return podmanSays("engine").startsWith("podman") || !podmanSays("id").isEmpty();
    }

    /** podman writes {@code key="value"} lines for containers that may know. */
    private String podmanSays(String key) {
        return file("run/.containerenv")
                .lines()
                .filter(line -> line.startsWith(key + "=\""))
                .map(line -> bounded(line.substring(key.length() + 2).replaceAll("\"$", "")))
                .findFirst()
                .orElse("");
    }

    /** Whether Kubernetes has started this container: it mounts at least the file for a last message. */
    private boolean isInPod(String cgroups, String mounts) {
        return environment.containsKey(IN_KUBERNETES)
                || cgroups.contains("kubepods")
                || POD_OF_MOUNT.matcher(mounts).find();
    }

    private ContainerFacts.Pod pod(boolean inPod, String cgroups, String mounts, String sandbox) {
        String name = variable("LANNER_POD_NAME", "POD_NAME", "K8S_POD_NAME", "MY_POD_NAME");
        String namespace = either(
                variable("LANNER_POD_NAMESPACE", "POD_NAMESPACE", "K8S_NAMESPACE", "MY_POD_NAMESPACE"),
                bounded(file("var/run/secrets/kubernetes.io/serviceaccount/namespace")
                        .strip()));
        if (!inPod && name.isEmpty()) {
            return ContainerFacts.Pod.NONE;
        }
        return new ContainerFacts.Pod(
                // Kubernetes names a container's host after its pod unless told otherwise.
                either(name, variable("HOSTNAME")),
                namespace,
                either(
                        variable("LANNER_POD_UID", "POD_UID"),
                        either(first(POD_OF_CGROUP, cgroups).replace('_', '-'), first(POD_OF_MOUNT, mounts))),
                variable("LANNER_POD_IP", "POD_IP"),
                either(first(SANDBOX, mounts), sandbox),
                podLabels(),
                variable("LANNER_NODE_NAME", "NODE_NAME"));
    }

    /** The downward API's volume, where its file is usually mounted: {@code key="value"} lines. */
    private Map<String, String> podLabels() {
        Map<String, String> labels = new TreeMap<>();
        for (String line : file("etc/podinfo/labels").split("\n")) {
            Matcher matcher = LABEL_LINE.matcher(line.strip());
            if (matcher.matches() && labels.size() < MAX_LABELS) {
                labels.put(bounded(matcher.group(1)), bounded(matcher.group(2).replace("\\\"", "\"")));
            }
        }
        return labels;
    }

    private Map<String, Object> metadata() {
        String address = environment.getOrDefault(ECS, "");
        if (address.isEmpty()) {
            return Map.of();
        }
        try {
            return JsonReader.object(new MetadataClient(metadataMillis).get(address));
        } catch (JsonException e) {
            warning.accept("the ECS metadata endpoint answers with no JSON object (" + e.getMessage()
                    + "); the container's image stays unknown");
        } catch (IOException e) {
            warning.accept("the ECS metadata endpoint did not answer (" + FileFailure.sentence(e)
                    + "); the container's image stays unknown");
        }
        return Map.of();
    }

    private static Map<String, String> labels(Map<String, Object> metadata) {
        Map<String, String> labels = new TreeMap<>();
        if (metadata.get("Labels") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> {
                if (labels.size() < MAX_LABELS) {
                    labels.put(bounded(String.valueOf(key)), bounded(String.valueOf(value)));
                }
            });
        }
        return labels;
    }

    private long started(Map<String, Object> metadata) {
        String text = text(metadata, "StartedAt");
        if (text.isEmpty()) {
            return 0;
        }
        try {
            Instant instant = Instant.parse(text);
            return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
        } catch (DateTimeParseException e) {
            warning.accept("the ECS metadata endpoint gives no time as StartedAt");
            return 0;
        }
    }

    private static String address(Map<String, Object> metadata) {
        if (metadata.get("Networks") instanceof List<?> networks
                && !networks.isEmpty()
                && networks.get(0) instanceof Map<?, ?> network
                && network.get("IPv4Addresses") instanceof List<?> addresses
                && !addresses.isEmpty()) {
            return bounded(String.valueOf(addresses.get(0)));
        }
        return "";
    }

    private static String text(Map<String, Object> metadata, String key) {
        return metadata.get(key) instanceof String text ? bounded(text) : "";
    }

    private static String bounded(String text) {
        String plain = text.replace('\0', ' ');
        return plain.length() > MAX_TEXT ? plain.substring(0, MAX_TEXT) : plain;
    }

    private static String either(String first, String otherwise) {
        return first.isEmpty() ? otherwise : first;
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private String variable(String... names) {
        for (String name : names) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return bounded(value);
            }
        }
        return "";
    }

    private String file(String name) {
        Path path = root.resolve(name);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(MAX_FILE), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It vanished, or hides what it holds: then nothing is known from it.
            return "";
        }
    }
}
