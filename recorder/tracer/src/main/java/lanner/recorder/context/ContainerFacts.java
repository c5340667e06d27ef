package lanner.recorder.context;

import java.util.Map;
import java.util.TreeMap;

/**
 * The container that the recorder runs in, as far as it can be known without privilege. Texts are empty when unknown.
 *
 * @param id the whole id; {@code unknown} when this is a container that does not show its id; empty outside of one
 * @param engine as Falco names it: docker, podman, cri-o, containerd, ecs
 * @param image the reference with its tag
 * @param startTime nanoseconds since the epoch; 0 when unknown
 */
public record ContainerFacts(
        String id,
        String engine,
        String name,
        String image,
        String imageId,
        Map<String, String> labels,
        long startTime,
        String ip,
        Pod pod) {
    /** What an id is called that nothing shows. */
    public static final String UNKNOWN = "unknown";

    /** The Kubernetes pod; texts are empty when unknown, all of them outside of one. */
    public record Pod(
            String name,
            String namespace,
            String uid,
            String ip,
            String sandboxId,
            Map<String, String> labels,
            String node) {
        static final Pod NONE = new Pod("", "", "", "", "", Map.of(), "");

        public Pod {
            labels = Map.copyOf(labels);
        }

        /** Whether nothing is known of a pod. */
        boolean isEmpty() {
            return name.isEmpty()
                    && namespace.isEmpty()
                    && uid.isEmpty()
                    && ip.isEmpty()
                    && sandboxId.isEmpty()
                    && labels.isEmpty()
                    && node.isEmpty();
        }
    }

    public ContainerFacts {
        labels = Map.copyOf(labels);
    }

    /** Whether there is anything to tell. */
    public boolean isEmpty() {
        return id.isEmpty() && labels.isEmpty() && pod.isEmpty();
    }

    /** The same with more labels; those given here win. */
    public ContainerFacts withLabels(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(labels);
        all.putAll(more);
        return new ContainerFacts(id, engine, name, image, imageId, all, startTime, ip, pod);
    }
}
