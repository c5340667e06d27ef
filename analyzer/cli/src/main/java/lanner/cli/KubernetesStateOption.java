package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lanner.engine.alert.AlertText;
import lanner.engine.field.EventTime;
import lanner.engine.rules.compile.OutputSuffix;
import lanner.engine.state.ClusterState;
import lanner.exchange.kubernetes.ClusterStateFile;
import lanner.product.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says what a Kubernetes cluster knows of the pods that recordings were made in. */
final class KubernetesStateOption {
    private static final int MOST_NAMED = 3;

    /** What alerts say in their text. */
    private static final String TEXT = "k8s_pod_name=%k8s.pod.name k8s_ns_name=%k8s.ns.name"
            + " k8s_svc_name=%k8smeta.svc.name k8s_deployment_name=%k8smeta.deployment.name";

    /** What alerts have in JSON beside that. */
    private static final List<String> FIELDS = List.of(
            "k8s.pod.uid",
            "k8smeta.pod.labels",
            "k8smeta.pod.annotations",
            "k8smeta.ns.labels",
            "k8smeta.svc.labels",
            "k8smeta.deployment.labels");

    @Option(
            names = "--k8s-state",
            paramLabel = "FILE",
            description = {
                "What 'kubectl get pods,services,deployments,replicasets,namespaces -A -o json' wrote: k8smeta.* answer from "
                        + "it, and alerts name the pod, its services and its deployment."
            })
    private @Nullable Path file;

    /** The state; one that holds nothing without the option. */
    ClusterState load() throws IOException {
        return file == null ? ClusterState.NONE : ClusterStateFile.read(file);
    }

    /** What is added to the outputs of rules. */
    List<OutputSuffix> suffixes() {
        if (file == null) {
            return List.of();
        }
        Map<String, String> fields = new TreeMap<>();
        FIELDS.forEach(field -> fields.put(field, "%" + field));
        return List.of(new OutputSuffix(Optional.empty(), Optional.empty(), Set.of(), TEXT, fields));
    }

    /** Says in one sentence where the state and the recordings that were replayed do not fit together. */
    void warn(ClusterState state, PrintWriter err) throws IOException {
        Path given = file;
        if (given == null) {
            return;
        }
        doubt(state, Files.getLastModifiedTime(given).toInstant())
                .ifPresent(doubt -> err.println("lanner: --k8s-state " + given + ": " + doubt));
        err.flush();
    }

    private static Optional<String> doubt(ClusterState state, Instant saved) {
        Set<String> unknown = state.unknown();
        if (state.known() == 0 && unknown.isEmpty()) {
            return state.isUsed() ? Optional.empty() : Optional.of("no recording here tells of a pod");
        }
        if (state.known() == 0) {
            return Optional.of("none of the recorded pods (" + named(unknown) + ") is among the "
                    + Counted.of(state.pods(), "pod") + " in it: it is of another cluster or of another time");
        }
        if (!unknown.isEmpty()) {
            return Optional.of(Counted.of(unknown.size(), "recorded pod is", "recorded pods are") + " not in it ("
                    + named(unknown) + "): it is of another time");
        }
        Instant seen = EventTime.instant(state.lastSeen());
        if (saved.isBefore(seen)) {
            return Optional.of("it was saved at " + saved.truncatedTo(ChronoUnit.SECONDS)
                    + ", before the recording began (" + seen.truncatedTo(ChronoUnit.SECONDS)
                    + "): services and labels may have been others");
        }
        return Optional.empty();
    }

    private static String named(Set<String> pods) {
        String some = String.join(
                ", ", pods.stream().limit(MOST_NAMED).map(AlertText::visible).toList());
        return pods.size() > MOST_NAMED ? some + ", ..." : some;
    }
}
