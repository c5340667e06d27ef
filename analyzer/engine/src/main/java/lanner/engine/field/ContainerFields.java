package lanner.engine.field;

import static lanner.engine.field.Field.Scope.PROCESS;
import static lanner.engine.field.Field.Scope.THREAD;
import static lanner.engine.field.FieldRows.nonZero;
import static lanner.engine.field.FieldRows.number;
import static lanner.engine.field.FieldRows.text;

import com.google.re2j.Pattern;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lanner.capture.ContainerId;
import lanner.engine.state.ClusterState;
import lanner.engine.state.ContainerInfo;
import lanner.engine.state.EventContext;
import lanner.engine.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * {@code container.*} and {@code k8s.*}. The id comes from the control group and is always there. The rest is known of
 * the container that the recorder ran in, as far as that showed it; of another container, and of what only an engine or
 * an orchestrator knows, it is missing. Outside of containers Falco's host values stand.
 */
final class ContainerFields {
    private static final String HOST = "host";

    private ContainerFields() {}

    static String id(EventContext c) {
        ContainerId id = c.containerId();
        return id == null ? HOST : id.shortId();
    }

    /** What is known of the container: of the recorder's own, and of those that an imported capture tells of. */
    static @Nullable ContainerInfo info(EventContext c) {
        if (c.container() != null) {
            return c.container();
        }
        ContainerInfo own = c.state().container().orElse(null);
        ContainerId id = c.containerId();
        if (id == null) {
            return null;
        }
        return own != null && own.id().id().equals(id.id()) ? own : c.state().told(id.id());
    }

    private static String fullId(EventContext c) {
        ContainerId id = c.containerId();
        return id == null ? "" : id.id();
    }

    private static boolean onHost(EventContext c) {
        return c.containerId() == null;
    }

    /** A fact of the container: this on the host, missing where it is not known. */
    private static FieldRows.ToText fact(String onHost, Function<ContainerInfo, String> get) {
        return c -> {
            if (onHost(c)) {
                return onHost;
            }
            ContainerInfo info = info(c);
            return info == null ? null : known(info, get.apply(info));
        };
    }

    /** What an engine left empty is empty; what a recorder did not find is missing. */
    private static @Nullable String known(ContainerInfo info, String text) {
        return info.isTold() ? text : known(text);
    }

    /** A fact of the pod: as the capture tells it, else as the cluster's state has it, where one is given. */
    private static FieldRows.ToText ofPod(
            Function<ContainerInfo.Pod, String> told, Function<ClusterState.Item, String> otherwise) {
        return c -> {
            ContainerInfo info = info(c);
            String text = info == null ? "" : told.apply(info.pod());
            if (!text.isEmpty()) {
                return text;
            }
            ClusterState.Pod pod = c.state().cluster().pod(info, c.containerId());
            return pod == null ? null : known(otherwise.apply(pod.item()));
        };
    }

    /** A fact of the pod that Falco has empty, not missing, outside of pods. */
    private static FieldRows.ToText aroundPod(Function<ContainerInfo.Pod, String> get) {
        return fact("", info -> info.isTold() || info.pod().isThere() ? get.apply(info.pod()) : "");
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String engine(EventContext c) {
        ContainerId id = c.containerId();
        if (id == null) {
            return HOST;
        }
        ContainerInfo info = info(c);
        return known(info != null && !info.id().engine().isEmpty() ? info.id().engine() : id.engine());
    }

    /** Labels of the container; on the host those that the recording was given. */
    private static List<String> labels(EventContext c) {
        ContainerInfo info = onHost(c) ? c.state().container().orElse(null) : info(c);
        return info == null ? List.of() : info.labels();
    }

    /** The pod's labels; where the engine tells of the pod's sandbox as a container of its own, those it told there. */
    private static List<String> podLabels(EventContext c) {
        ContainerInfo info = info(c);
        if (info == null) {
            return List.of();
        }
        ContainerInfo sandbox =
                info.networks().isEmpty() ? c.state().told(info.pod().sandboxId()) : null;
        return sandbox == null ? info.pod().labels() : sandbox.pod().labels();
    }

    /** Labels by name, without annotations and those that Kubernetes gives: missing where the capture does not say that there are none. */
    private static @Nullable String line(EventContext c, List<String> labels) {
        String line = labels.stream()
                .filter(item -> !item.startsWith("annotation.") && !item.startsWith("io.kubernetes."))
                .sorted(Comparator.comparing(item -> item.substring(0, item.indexOf('=') + 1)))
                .map(item -> item.endsWith("=") ? item.substring(0, item.length() - 1) : item.replaceFirst("=", ":"))
                .collect(Collectors.joining(", "));
        ContainerInfo info = info(c);
        return line.isEmpty() && !onHost(c) && (info == null || !info.isTold()) ? null : line;
    }

    private static FieldSpec isolation(String name, String documentation, Predicate<ContainerInfo.Isolation> get) {
        return number(name, FieldType.BOOL, PROCESS, documentation, c -> {
            if (onHost(c)) {
                return 0;
            }
            ContainerInfo info = info(c);
            return info == null || info.isolation().isEmpty()
                    ? Extractor.MISSING
                    : get.test(info.isolation().get()) ? 1 : 0;
        });
    }

    /** A part of one mount, chosen by its number or by a pattern that its source, or destination, matches. */
    private static FieldSpec mount(
            String name,
            String documentation,
            Function<ContainerInfo.Mount, String> chosenBy,
            Function<ContainerInfo.Mount, String> get) {
        return new FieldSpec(
                name,
                FieldType.TEXT,
                FieldSpec.Argument.REQUIRED,
                Multiplicity.ONE,
                PROCESS,
                documentation,
                argument -> {
                    String which = argument.orElseThrow();
                    boolean numbered = Characters.areDigits(which, 9);
                    int index = numbered ? Integer.parseInt(which) : 0;
                    Pattern pattern = pattern(which);
                    Extractor.OfText extractor = c -> {
                        ContainerInfo info = info(c);
                        List<ContainerInfo.Mount> mounts = info == null ? List.of() : info.mounts();
                        return numbered
                                ? index < mounts.size() ? get.apply(mounts.get(index)) : null
                                : mounts.stream()
                                        .filter(mount -> pattern.matches(chosenBy.apply(mount)))
                                        .findFirst()
                                        .map(get)
                                        .orElse(null);
                    };
                    return new FieldSpec.Reading(extractor, FieldType.TEXT, Multiplicity.ONE, null);
                });
    }

    /** A glob whose star passes slashes. */
    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static FieldSpec label(String name, String documentation, Function<EventContext, List<String>> labels) {
        return new FieldSpec(
                name,
                FieldType.TEXT,
                FieldSpec.Argument.REQUIRED,
                Multiplicity.ONE,
                PROCESS,
                documentation,
                argument -> {
                    String key = argument.orElseThrow();
                    Extractor.OfText extractor =
                            c -> ContainerInfo.label(labels.apply(c), key).orElse(null);
                    return new FieldSpec.Reading(extractor, FieldType.TEXT, Multiplicity.ONE, null);
                });
    }

    /** When the container started; if that is unknown, when its first process did. */
    private static long startTime(EventContext c) {
        ContainerInfo info = info(c);
        return info != null && info.startTime() != 0
                ? info.startTime()
                : c.process().pidNamespaceStart();
    }

    // spotless:off
    static final List<String> NAMES = List.of(
            "container.id", "container.full_id", "container.name", "container.image", "container.image.id", "container.type",
            "container.image.repository", "container.image.tag", "container.image.digest", "container.label",
            "container.labels", "container.start_ts", "container.duration", "container.ip", "container.cni.json",
            "container.privileged", "container.host_pid", "container.host_network", "container.host_ipc", "container.mounts",
            "container.mount", "container.mount.source", "container.mount.dest", "container.mount.mode",
            "container.mount.rdwr", "container.mount.propagation", "k8s.pod.name", "k8s.ns.name", "k8s.pod.id", "k8s.pod.uid",
            "k8s.pod.ip", "k8s.pod.cni.json", "k8s.pod.sandbox_id", "k8s.pod.full_sandbox_id", "k8s.pod.labels",
            "k8s.pod.label");
    // spotless:on

    /** The row of this name; null for none. */
    static @Nullable FieldSpec row(String name) {
        return switch (name) {
            case "container.id" ->
                text(name, PROCESS, "The container's id, twelve characters, or host.", ContainerFields::id)
                        .values(Domain.Form.SHORT_ID);
            case "container.full_id" ->
                text(name, PROCESS, "The whole id; empty on the host.", ContainerFields::fullId);
            case "container.name" ->
                text(
                        name,
                        PROCESS,
                        "The container's name, or host; known of the recorder's own container.",
                        fact(HOST, ContainerInfo::name));
            case "container.image" ->
                text(name, PROCESS, "The image's reference; empty on the host.", fact("", ContainerInfo::image));
            case "container.image.id" ->
                text(name, PROCESS, "The image's id; empty on the host.", fact("", ContainerInfo::imageId));
            case "container.type" ->
                text(
                        name,
                        PROCESS,
                        "The engine: docker, podman, cri-o, containerd, ecs, lxc, or host.",
                        ContainerFields::engine);
            case "container.image.repository" ->
                text(
                        name,
                        PROCESS,
                        "The image's reference without tag and digest; empty on the host.",
                        fact("", ContainerInfo::repository));
            case "container.image.tag" ->
                text(name, PROCESS, "The image's tag; empty on the host.", fact("", ContainerInfo::tag));
            case "container.image.digest" ->
                text(name, PROCESS, "The image's digest; empty on the host.", fact("", ContainerInfo::digest));
            case "container.label" ->
                label(name, "A label of the container, or of the recording (record --label).", ContainerFields::labels);
            case "container.labels" -> text(name, PROCESS, "All labels as key:value.", c -> line(c, labels(c)));
            case "container.start_ts" ->
                nonZero(
                        name,
                        FieldType.ABSTIME,
                        PROCESS,
                        "When the container started, if the engine says so.",
                        ContainerFields::startTime);
            case "container.duration" ->
                nonZero(
                        name,
                        FieldType.RELTIME,
                        THREAD,
                        "Nanoseconds since the container started.",
                        c -> startTime(c) == 0 ? 0 : c.event().time() - startTime(c));
            case "container.ip" ->
                text(name, PROCESS, "The container's first IPv4 address.", fact("", ContainerInfo::ip));
            case "container.cni.json" ->
                text(name, PROCESS, "The result of the network plugin, JSON.", fact("", ContainerInfo::networks));
            case "container.privileged" ->
                isolation(
                        name,
                        "Whether the container is privileged, as its engine told.",
                        ContainerInfo.Isolation::privileged);
            case "container.host_pid" ->
                isolation(name, "Whether it shares the host's process ids.", ContainerInfo.Isolation::hostPid);
            case "container.host_network" ->
                isolation(name, "Whether it shares the host's network.", ContainerInfo.Isolation::hostNetwork);
            case "container.host_ipc" ->
                isolation(name, "Whether it shares the host's System V objects.", ContainerInfo.Isolation::hostIpc);
            case "container.mounts" ->
                text(
                        name,
                        PROCESS,
                        "All mounts as source:destination:mode:writable:propagation.",
                        fact(
                                "",
                                info -> info.mounts().stream()
                                        .map(ContainerInfo.Mount::text)
                                        .collect(Collectors.joining(","))));
            case "container.mount" ->
                mount(name, "One mount, by number or source.", ContainerInfo.Mount::source, ContainerInfo.Mount::text);
            case "container.mount.source" ->
                mount(
                        name,
                        "The source of one, by number or destination.",
                        ContainerInfo.Mount::destination,
                        ContainerInfo.Mount::source);
            case "container.mount.dest" ->
                mount(
                        name,
                        "The destination of one, by number or source.",
                        ContainerInfo.Mount::source,
                        ContainerInfo.Mount::destination);
            case "container.mount.mode" ->
                mount(
                        name,
                        "The mode of one, by number or source.",
                        ContainerInfo.Mount::source,
                        ContainerInfo.Mount::mode);
            case "container.mount.rdwr" ->
                mount(
                        name,
                        "Whether one may be written, by number or source.",
                        ContainerInfo.Mount::source,
                        mount -> Boolean.toString(mount.writable()));
            case "container.mount.propagation" ->
                mount(
                        name,
                        "The propagation of one, by number or source.",
                        ContainerInfo.Mount::source,
                        ContainerInfo.Mount::propagation);
            case "k8s.pod.name" ->
                text(name, PROCESS, "The pod's name.", ofPod(ContainerInfo.Pod::name, ClusterState.Item::name));
            case "k8s.ns.name" ->
                text(
                        name,
                        PROCESS,
                        "The pod's namespace.",
                        ofPod(ContainerInfo.Pod::namespace, ClusterState.Item::namespace));
            case "k8s.pod.id" ->
                text(
                        name,
                        PROCESS,
                        "The pod's uid, as k8s.pod.uid.",
                        ofPod(ContainerInfo.Pod::uid, ClusterState.Item::uid));
            case "k8s.pod.uid" ->
                text(name, PROCESS, "The pod's uid.", ofPod(ContainerInfo.Pod::uid, ClusterState.Item::uid));
            case "k8s.pod.ip" -> text(name, PROCESS, "The pod's IPv4 address.", aroundPod(ContainerInfo.Pod::ip));
            case "k8s.pod.cni.json" ->
                text(name, PROCESS, "The result of the network plugin, JSON.", fact("", ContainerInfo::networks));
            case "k8s.pod.sandbox_id" ->
                text(
                        name,
                        PROCESS,
                        "The first twelve characters of the sandbox's id.",
                        aroundPod(pod -> new ContainerId(pod.sandboxId(), "").shortId()));
            case "k8s.pod.full_sandbox_id" ->
                text(name, PROCESS, "The sandbox's whole id.", aroundPod(ContainerInfo.Pod::sandboxId));
            case "k8s.pod.labels" ->
                text(name, PROCESS, "All labels of the pod as key:value.", c -> line(c, podLabels(c)));
            case "k8s.pod.label" -> label(name, "A label of the pod.", ContainerFields::podLabels);
            default -> null;
        };
    }
}
