package lanner.exchange.kubernetes;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import lanner.engine.json.JsonText;
import lanner.engine.state.ClusterState;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code kubectl get pods,services,deployments,replicasets,namespaces -A -o json} wrote. Objects of other kinds are
 * passed over. The file may be far longer than memory: of each object only what {@link ClusterState} knows is kept.
 */
public final class ClusterStateFile {
    /** One object is no longer, in characters: the cluster's store takes 1.5 MiB. */
    private static final int LONGEST = 4 << 20;

    /** Of all objects no more than so many characters are kept. */
    private static final long MOST_TEXT = 256L << 20;

    /** A copy of the object itself. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private static final Set<String> OWNERS =
            Set.of("Deployment", "ReplicaSet", "ReplicationController", "Namespace", "StatefulSet", "DaemonSet", "Job");
    private static final List<String> CONTAINER_STATUSES =
            List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses");

    private final List<ClusterState.ListedPod> pods = new ArrayList<>();
    private final List<ClusterState.Service> services = new ArrayList<>();
    private final Map<String, ClusterState.Item> others = new HashMap<>();
    private long text;

    private ClusterStateFile() {}

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read or is something else; the message names the file and the line
     */
    public static ClusterState read(Path file) throws IOException {
        ClusterStateFile state = new ClusterStateFile();
        try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder())) {
            Map<String, Object> rest = JsonReader.streamed(in, "items", LONGEST, state::take);
            String kind = text(rest, "kind");
            if (!kind.endsWith("List")) {
                state.take(rest);
            }
        } catch (JsonException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": no UTF-8", e);
        } catch (NoObjectException e) {
            throw new IOException(file + " is no list of Kubernetes objects: " + e.getMessage(), e);
        }
        return new ClusterState(state.pods, state.services, state.others);
    }

    /** Something that is no object of a cluster. */
    private static final class NoObjectException extends IOException {
        private static final long serialVersionUID = 1L;

        NoObjectException(String message) {
            super(message);
        }
    }

    private void take(@Nullable Object element) throws IOException {
        if (!(element instanceof Map<?, ?> object) || text(object, "kind").isEmpty()) {
            throw new NoObjectException("object " + (pods.size() + services.size() + others.size() + 1)
                    + " or one behind it has no kind; save it by kubectl get ... -o json");
        }
        String kind = text(object, "kind");
        ClusterState.Item item = item(kind, object);
        if (item.name().isEmpty()) {
            throw new NoObjectException("a " + kind.replaceAll("[^ -~]+", "?") + " without a name");
        }
        Map<?, ?> spec = map(object, "spec");
        Map<?, ?> status = map(object, "status");
        if (kind.equals("Pod")) {
            pods.add(new ClusterState.ListedPod(item, text(status, "podIP"), containers(status)));
        } else if (kind.equals("Service")) {
            services.add(new ClusterState.Service(item, pairs(map(spec, "selector"))));
        } else if (OWNERS.contains(kind)) {
            others.put(ClusterState.key(kind, item.namespace(), item.name()), item);
        } else {
            return;
        }
        text += size(item.labels()) + size(item.annotations()) + item.name().length();
        if (text > MOST_TEXT) {
            throw new NoObjectException("labels and annotations of more than " + (MOST_TEXT >> 20) + " MB");
        }
    }

    private static long size(List<String> texts) {
        return texts.stream().mapToLong(String::length).sum();
    }

    private static ClusterState.Item item(String kind, Map<?, ?> object) {
        Map<?, ?> metadata = map(object, "metadata");
        Optional<ClusterState.Owner> owner = Optional.empty();
        if (metadata.get("ownerReferences") instanceof List<?> references) {
            for (Object each : references) {
                if (each instanceof Map<?, ?> reference && (owner.isEmpty() || isController(reference))) {
                    owner = Optional.of(new ClusterState.Owner(
                            text(reference, "kind"), text(reference, "name"), text(reference, "uid")));
                }
            }
        }
        return new ClusterState.Item(
                kind,
                text(metadata, "name"),
                text(metadata, "namespace"),
                text(metadata, "uid"),
                pairs(map(metadata, "labels")),
                pairs(map(metadata, "annotations")),
                owner);
    }

    private static boolean isController(Map<?, ?> reference) {
        return Boolean.TRUE.equals(reference.get("controller"));
    }

    /** Ids of a pod's containers, which stand behind the name of their engine: {@code containerd://5ca1...}. */
    private static List<String> containers(Map<?, ?> status) {
        List<String> ids = new ArrayList<>();
        for (String statuses : CONTAINER_STATUSES) {
            if (status.get(statuses) instanceof List<?> list) {
                for (Object each : list) {
                    String id = each instanceof Map<?, ?> container ? text(container, "containerID") : "";
                    int behind = id.indexOf("://");
                    if (behind >= 0 && behind + 3 < id.length()) {
                        ids.add(id.substring(behind + 3));
                    }
                }
            }
        }
        return ids;
    }

    private static Map<?, ?> map(Map<?, ?> object, String name) {
        return object.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text ? JsonText.latin(text) : "";
    }

    private static List<String> pairs(Map<?, ?> map) {
        List<String> pairs = new ArrayList<>();
        map.forEach((name, value) -> {
            if (!name.equals(LAST_APPLIED)) {
                pairs.add(JsonText.latin((String) name) + "="
                        + (value instanceof String text ? JsonText.latin(text) : ""));
            }
        });
        return pairs;
    }
}
