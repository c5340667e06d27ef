package lanner.engine.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.capture.ContainerId;
import lanner.capture.event.Event;
import lanner.engine.json.FlatJson;

/** What a capture says of the container that its recorder ran in. Texts are empty when unknown. */
public final class ContainerInfo {
    private static final int DIGEST_MARK = '@';

    private final ContainerId id;
    private final String name;
    private final String image;
    private final String imageId;
    private final List<String> labels;
    private final long startTime;
    private final String ip;
    private final Pod pod;

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

    ContainerInfo(Event event) {
        id = new ContainerId(text(event, 0), text(event, 1));
        name = text(event, 2);
        image = text(event, 3);
        imageId = text(event, 4);
        labels = ProcessInfo.items(event.text(5));
        startTime = event.param(6, 0);
        ip = text(event, 7);
        pod = new Pod(
                text(event, 8),
                text(event, 9),
                text(event, 10),
                text(event, 11),
                text(event, 12),
                ProcessInfo.items(event.text(13)),
                text(event, 14));
    }

    private ContainerInfo(Map<String, String> facts) {
        id = new ContainerId(facts.getOrDefault("id", ""), "");
        name = facts.getOrDefault("name", "");
        image = facts.getOrDefault("image", "");
        imageId = facts.getOrDefault("imageid", "");
        labels = List.of();
        startTime = 0;
        ip = facts.getOrDefault("ip", "");
        pod = new Pod("", "", "", "", "", List.of(), "");
    }

    /** What an imported capture tells of a container: {@code {"container":{"id":...,"name":...,"image":...}}}. */
    static Optional<ContainerInfo> ofJson(String json) {
        String outer = "{\"container\":";
        String text = json.strip();
        if (!text.startsWith(outer) || !text.endsWith("}")) {
            return Optional.empty();
        }
        return FlatJson.read(text.substring(outer.length(), text.length() - 1))
                .filter(facts -> !facts.getOrDefault("id", "").isEmpty())
                .map(ContainerInfo::new);
    }

    private static String text(Event event, int param) {
        return event.has(param) ? event.text(param) : "";
    }

    /** Its id and engine; the id is empty when the recorder ran outside of containers. */
    public ContainerId id() {
        return id;
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
        String bare = withoutDigest();
        int tag = tagMark(bare);
        return tag < 0 ? bare : bare.substring(0, tag);
    }

    /** The reference's tag; empty when it has none. */
    public String tag() {
        String bare = withoutDigest();
        int tag = tagMark(bare);
        return tag < 0 ? "" : bare.substring(tag + 1);
    }

    /** The reference's digest, {@code sha256:...}; empty when it has none. */
    public String digest() {
        int at = image.indexOf(DIGEST_MARK);
        return at < 0 ? "" : image.substring(at + 1);
    }

    private String withoutDigest() {
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

    /** The value of a label among {@code key=value} items. */
    public static Optional<String> label(List<String> labels, String key) {
        return labels.stream()
                .filter(item -> item.startsWith(key + "="))
                .map(item -> item.substring(key.length() + 1))
                .findFirst();
    }
}
