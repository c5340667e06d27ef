package lanner.engine.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.capture.ContainerId;
import lanner.capture.event.ContainerRecord;
import lanner.capture.event.Event;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;

/**
 * What a capture says of a container: of the one that its recorder ran in, or, in an imported capture, what the
 * container's engine told. Texts are bytes, one character each, and are empty when unknown.
 */
public final class ContainerInfo {
    private static final int DIGEST_MARK = '@';

    /** Falco's numbers of engines. */
    private static final Map<Long, String> ENGINES = Map.of(
            0L, "docker",
            1L, "lxc",
            2L, "libvirt-lxc",
            3L, "mesos",
            4L, "rkt",
            6L, "cri",
            7L, "containerd",
            8L, "cri-o",
            9L, "bpm",
            11L, "podman");

    private final ContainerId id;
    private final boolean told;
    private final String name;
    private final String image;
    private final String imageId;
    private final String repository;
    private final String tag;
    private final String digest;
    private final List<String> labels;
    private final long startTime;
    private final String ip;
    private final Pod pod;
    private final Optional<Isolation> isolation;
    private final List<Mount> mounts;
    private final String networks;

    /** The Kubernetes pod around it. */
    public record Pod(
            String name, String namespace, String uid, String ip, String sandboxId, List<String> labels, String node) {
        public Pod {
            labels = List.copyOf(labels);
        }

        /** Whether there is one. */
        public boolean isThere() {
            return !name.isEmpty() || !namespace.isEmpty() || !uid.isEmpty();
        }
    }

    /** What separates it from the host: its privileges, and namespaces that it shares. */
    public record Isolation(boolean privileged, boolean hostPid, boolean hostNetwork, boolean hostIpc) {}

    /** A directory of the host or a volume that it sees. */
    public record Mount(String source, String destination, String mode, boolean writable, String propagation) {
        /** All of it, joined with colons. */
        public String text() {
            return String.join(":", source, destination, mode, Boolean.toString(writable), propagation);
        }
    }

    ContainerInfo(Event event) {
        id = new ContainerId(event.text(ContainerRecord.ID, ""), event.text(ContainerRecord.ENGINE, ""));
        told = false;
        name = event.text(ContainerRecord.NAME, "");
        image = event.text(ContainerRecord.IMAGE, "");
        imageId = event.text(ContainerRecord.IMAGE_ID, "");
        repository = repository(image);
        tag = tag(image);
        digest = digest(image);
        labels = ProcessInfo.items(event.text(ContainerRecord.LABELS, ""));
        startTime = event.param(ContainerRecord.START_TIME, 0);
        ip = event.text(ContainerRecord.IP, "");
        pod = new Pod(
                event.text(ContainerRecord.POD_NAME, ""),
                event.text(ContainerRecord.POD_NAMESPACE, ""),
                event.text(ContainerRecord.POD_UID, ""),
                event.text(ContainerRecord.POD_IP, ""),
                event.text(ContainerRecord.POD_SANDBOX_ID, ""),
                ProcessInfo.items(event.text(ContainerRecord.POD_LABELS, "")),
                event.text(ContainerRecord.NODE_NAME, ""));
        isolation = Optional.empty();
        mounts = List.of();
        networks = "";
    }

    private ContainerInfo(Map<?, ?> facts) {
        String engine = facts.get("type") instanceof Long number ? ENGINES.getOrDefault(number, "") : "";
        String known = text(facts, "id");
        String whole = text(facts, "full_id");
        id = new ContainerId(!known.isEmpty() && whole.startsWith(known) ? whole : known, engine);
        told = true;
        name = text(facts, "name");
        image = text(facts, "image");
        imageId = text(facts, "imageid");
        repository = textOr(facts, "imagerepo", repository(image));
        tag = textOr(facts, "imagetag", tag(image));
        digest = textOr(facts, "imagedigest", digest(image));
        labels = labels(facts, "labels");
        startTime = 0;
        ip = text(facts, "ip");
        pod = new Pod(
                label(labels, "io.kubernetes.pod.name").orElse(""),
                label(labels, "io.kubernetes.pod.namespace").orElse(""),
                label(labels, "io.kubernetes.pod.uid").orElse(""),
                ip,
                text(facts, "pod_sandbox_id"),
                labels(facts, "pod_sandbox_labels"),
                "");
        isolation = Optional.of(new Isolation(
                truth(facts, "privileged"),
                truth(facts, "host_pid"),
                truth(facts, "host_network"),
                truth(facts, "host_ipc")));
        mounts = mounts(facts);
        networks = text(facts, "cni_json");
    }

    /**
     * What an imported capture tells of a container: {@code {"container":{"id":...,"name":...,"image":...}}}, with the
     * names that Falco's container events have. Zeros behind it are passed over.
     */
    static Optional<ContainerInfo> ofJson(String bytes) {
        int end = bytes.indexOf('\0');
        String text = new String(
                (end < 0 ? bytes : bytes.substring(0, end)).getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8);
        try {
            return Optional.ofNullable(JsonReader.object(text.strip()).get("container"))
                    .filter(value -> value instanceof Map)
                    .map(value -> new ContainerInfo((Map<?, ?>) value))
                    .filter(info -> !info.id.id().isEmpty());
        } catch (JsonException e) {
            // Whoever wrote the capture told nothing that can be understood: nothing is known.
            return Optional.empty();
        }
    }

    private static String text(Map<?, ?> facts, String name) {
        return textOr(facts, name, "");
    }

    private static String textOr(Map<?, ?> facts, String name, String otherwise) {
        return facts.get(name) instanceof String text ? bytes(text) : otherwise;
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static boolean truth(Map<?, ?> facts, String name) {
        return Boolean.TRUE.equals(facts.get(name));
    }

    private static List<String> labels(Map<?, ?> facts, String name) {
        List<String> items = new ArrayList<>();
        if (facts.get(name) instanceof Map<?, ?> labels) {
            labels.forEach((key, value) ->
                    items.add(bytes((String) key) + "=" + (value instanceof String text ? bytes(text) : "")));
        }
        return List.copyOf(items);
    }

    private static List<Mount> mounts(Map<?, ?> facts) {
        List<Mount> mounts = new ArrayList<>();
        if (facts.get("Mounts") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> mount) {
                    mounts.add(new Mount(
                            text(mount, "Source"),
                            text(mount, "Destination"),
                            text(mount, "Mode"),
                            truth(mount, "RW"),
                            text(mount, "Propagation")));
                }
            }
        }
        return List.copyOf(mounts);
    }

    /** Its id and engine; the id is empty when the recorder ran outside of containers. */
    public ContainerId id() {
        return id;
    }

    /** Whether the container's engine told of it, so that what it left empty is empty. */
    public boolean isTold() {
        return told;
    }

    public String name() {
        return name;
    }

    /** The image's reference as it was given. */
    public String image() {
        return image;
    }

    public String imageId() {
        return imageId;
    }

    /** The reference without tag and digest. */
    public String repository() {
        return repository;
    }

    /** The reference's tag; empty when it has none. */
    public String tag() {
        return tag;
    }

    /** The reference's digest, {@code sha256:...}; empty when it has none. */
    public String digest() {
        return digest;
    }

    /** An image's reference without tag and digest. */
    public static String repository(String image) {
        String bare = withoutDigest(image);
        int tag = tagMark(bare);
        return tag < 0 ? bare : bare.substring(0, tag);
    }

    private static String tag(String image) {
        String bare = withoutDigest(image);
        int tag = tagMark(bare);
        return tag < 0 ? "" : bare.substring(tag + 1);
    }

    private static String digest(String image) {
        int at = image.indexOf(DIGEST_MARK);
        return at < 0 ? "" : image.substring(at + 1);
    }

    private static String withoutDigest(String image) {
        int at = image.indexOf(DIGEST_MARK);
        return at < 0 ? image : image.substring(0, at);
    }

    /** A colon behind the last slash: one before it belongs to a registry's port. */
    private static int tagMark(String reference) {
        int colon = reference.lastIndexOf(':');
        return colon > reference.lastIndexOf('/') ? colon : -1;
    }

    /** {@code key=value} items. */
    public List<String> labels() {
        return labels;
    }

    /** Nanoseconds since the epoch; 0 when unknown. */
    public long startTime() {
        return startTime;
    }

    public String ip() {
        return ip;
    }

    public Pod pod() {
        return pod;
    }

    /** Empty where only the engine knows and has not told. */
    public Optional<Isolation> isolation() {
        return isolation;
    }

    public List<Mount> mounts() {
        return mounts;
    }

    /** The result of the network plugin as JSON; empty when unknown. */
    public String networks() {
        return networks;
    }

    /** The value of a label among {@code key=value} items. */
    public static Optional<String> label(List<String> labels, String key) {
        return labels.stream()
                .filter(item -> item.startsWith(key + "="))
                .map(item -> item.substring(key.length() + 1))
                .findFirst();
    }
}
