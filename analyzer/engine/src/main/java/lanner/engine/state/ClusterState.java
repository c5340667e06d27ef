package lanner.engine.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import lanner.capture.ContainerId;
import org.jspecify.annotations.Nullable;

/**
 * What a Kubernetes cluster held at one moment, as far as it says whose work the processes of a pod do: pods, and the services,
 * replica sets, deployments and namespaces around them. Texts are bytes, one character each. Notes which of the pods that
 * recordings tell of it knows. For any thread.
 */
public final class ClusterState {
    /** One that holds nothing. */
    public static final ClusterState NONE = new ClusterState(List.of(), List.of(), Map.of());

    private static final int MOST_SEEN = 10_000;

    private final Map<String, Pod> byUid = new HashMap<>();
    private final Map<String, Pod> byName = new HashMap<>();
    private final Map<String, Pod> byContainer = new HashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastSeen = new AtomicLong(Long.MIN_VALUE);
    private volatile boolean used;

    /**
     * An object of the cluster.
     *
     * @param namespace empty for one outside of namespaces
     * @param labels {@code key=value}
     * @param annotations {@code key=value}
     * @param owner the object that made it and keeps it
     */
    public record Item(
            String kind,
            String name,
            String namespace,
            String uid,
            List<String> labels,
            List<String> annotations,
            Optional<Owner> owner) {
        public Item {
            labels = List.copyOf(labels);
            annotations = List.copyOf(annotations);
        }

        /** What is known of an owner that is not among the objects. */
        private static Item of(Owner owner, String namespace) {
            return new Item(owner.kind(), owner.name(), namespace, owner.uid(), List.of(), List.of(), Optional.empty());
        }
    }

    /** A reference to an owner. */
    public record Owner(String kind, String name, String uid) {}

    /**
     * A service.
     *
     * @param selector labels, {@code key=value}, that a pod must have all of; none for a service that selects no pods
     */
    public record Service(Item item, List<String> selector) {
        public Service {
            selector = List.copyOf(selector);
        }

        boolean selects(Item pod) {
            return !selector.isEmpty()
                    && item.namespace().equals(pod.namespace())
                    && pod.labels().containsAll(selector);
        }
    }

    /**
     * A pod as the cluster lists it.
     *
     * @param containers ids of its containers, whole
     */
    public record ListedPod(Item item, String ip, List<String> containers) {
        public ListedPod {
            containers = List.copyOf(containers);
        }
    }

    /** A pod with what is around it. */
    public record Pod(
            Item item,
            String ip,
            Optional<Item> namespace,
            List<Item> services,
            Optional<Item> replicaSet,
            Optional<Item> deployment,
            Optional<Item> replicationController) {
        public Pod {
            services = List.copyOf(services);
        }
    }

    /**
     * Puts together what a cluster lists.
     *
     * @param others replica sets, deployments, namespaces and more, by {@link #key}
     */
    public ClusterState(Collection<ListedPod> pods, Collection<Service> services, Map<String, Item> others) {
        Map<String, List<Service>> byNamespace = new HashMap<>();
        for (Service service : services) {
            byNamespace
                    .computeIfAbsent(service.item().namespace(), none -> new ArrayList<>())
                    .add(service);
        }
        for (ListedPod listed : pods) {
            Pod pod = pod(listed, byNamespace, others);
            if (!pod.item().uid().isEmpty()) {
                byUid.put(pod.item().uid(), pod);
            }
            byName.put(name(pod.item().namespace(), pod.item().name()), pod);
            listed.containers().forEach(id -> byContainer.put(id, pod));
        }
    }

    /** Where an object stands among others: its kind, namespace and name. */
    public static String key(String kind, String namespace, String name) {
        return kind + "/" + name(namespace, name);
    }

    private static String name(String namespace, String name) {
        return namespace + "/" + name;
    }

    private static Pod pod(ListedPod listed, Map<String, List<Service>> services, Map<String, Item> others) {
        Item pod = listed.item();
        Optional<Item> replicaSet = owner(pod, "ReplicaSet", others);
        return new Pod(
                pod,
                listed.ip(),
                Optional.ofNullable(others.get(key("Namespace", "", pod.namespace()))),
                services.getOrDefault(pod.namespace(), List.of()).stream()
                        .filter(service -> service.selects(pod))
                        .map(Service::item)
                        .toList(),
                replicaSet,
                replicaSet.flatMap(set -> owner(set, "Deployment", others)),
                owner(pod, "ReplicationController", others));
    }

    private static Optional<Item> owner(Item item, String kind, Map<String, Item> others) {
        return item.owner()
                .filter(owner -> owner.kind().equals(kind))
                .map(owner -> others.getOrDefault(
                        key(kind, item.namespace(), owner.name()), Item.of(owner, item.namespace())));
    }

    /** The pod of a container, by what a capture says of it, else by the container's id; null for none. */
    public @Nullable Pod pod(@Nullable ContainerInfo info, @Nullable ContainerId id) {
        Pod told = info == null || !info.pod().isThere() ? null : pod(info.pod());
        Pod found = told == null && id != null ? byContainer.get(id.id()) : told;
        if (found != null && !used) {
            used = true;
        }
        return found;
    }

    /** The same pod, not another of its name: where both say a uid it is the same. */
    private @Nullable Pod pod(ContainerInfo.Pod pod) {
        Pod found = byUid.get(pod.uid());
        if (found == null) {
            found = byName.get(name(pod.namespace(), pod.name()));
        }
        boolean another = found != null
                && !pod.uid().isEmpty()
                && !found.item().uid().isEmpty()
                && !found.item().uid().equals(pod.uid());
        return another ? null : found;
    }

    /**
     * A recording tells of this container.
     *
     * @param time when; nanoseconds since the epoch
     */
    void saw(ContainerInfo info, long time) {
        if (info.pod().isThere()) {
            lastSeen.accumulateAndGet(time, Math::max);
            Set<String> notes = pod(info, info.id()) == null ? unknown : known;
            if (notes.size() < MOST_SEEN) {
                notes.add(name(info.pod().namespace(), info.pod().name()));
            }
        }
    }

    /** How many of the pods that recordings told of so far are among these. */
    public int known() {
        return known.size();
    }

    /** Those that are not, {@code namespace/name} each, in order. */
    public Set<String> unknown() {
        return new LinkedHashSet<>(unknown.stream().sorted().toList());
    }

    /** When the last of the pods was told of, in nanoseconds since the epoch; the least number there is where none was. */
    public long lastSeen() {
        return lastSeen.get();
    }

    /** Whether any event was found to be of one of the pods. */
    public boolean isUsed() {
        return used;
    }

    /** How many pods there are. */
    public int pods() {
        return byName.size();
    }
}
