package lanner.engine.field;

import static lanner.engine.field.Field.Scope.PROCESS;
import static lanner.engine.field.FieldRows.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import lanner.engine.state.ClusterState;
import lanner.engine.state.ClusterState.Item;
import lanner.engine.state.ContainerInfo;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/**
 * {@code k8smeta.*}: what the cluster's state, where one is given, says of the pod that an event happened in. Missing outside of
 * pods and for a pod that the state does not hold.
 */
final class KubernetesFields {
    static final List<FieldSpec> ROWS = rows();

    private KubernetesFields() {}

    /** Finds objects around a pod. */
    private interface Around {
        Stream<Item> of(ClusterState.Pod pod);
    }

    private static ClusterState.@Nullable Pod pod(EventContext c) {
        return c.state().cluster().pod(ContainerFields.info(c), c.containerId());
    }

    private static Stream<Item> items(EventContext c, Around around) {
        ClusterState.Pod pod = pod(c);
        return pod == null ? Stream.empty() : around.of(pod);
    }

    private static List<FieldSpec> rows() {
        List<FieldSpec> rows = new ArrayList<>();
        one(rows, "pod", "The pod's", pod -> Stream.of(pod.item()));
        rows.add(text("k8smeta.pod.ip", PROCESS, "The pod's IP address.", c -> {
            ClusterState.Pod pod = pod(c);
            return pod == null || pod.ip().isEmpty() ? null : pod.ip();
        }));
        rows.add(keyed(
                "k8smeta.pod.annotation",
                "The pod's annotation of this name.",
                pod -> Stream.of(pod.item()),
                Item::annotations));
        rows.add(list(
                "k8smeta.pod.annotations",
                "The pod's annotations as key:value.",
                c -> items(c, pod -> Stream.of(pod.item())).flatMap(item -> pairs(item.annotations()))));
        one(rows, "ns", "The namespace's", pod -> pod.namespace().stream());
        one(rows, "deployment", "The deployment's", pod -> pod.deployment().stream());
        one(rows, "rs", "The replica set's", pod -> pod.replicaSet().stream());
        one(rows, "rc", "The replication controller's", pod -> pod.replicationController().stream());
        Around services = pod -> pod.services().stream();
        rows.add(list(
                "k8smeta.svc.name",
                "Names of the services of the pod.",
                c -> items(c, services).map(Item::name)));
        rows.add(list("k8smeta.svc.uid", "Their uids.", c -> items(c, services).map(Item::uid)));
        rows.add(new FieldSpec(
                "k8smeta.svc.label",
                FieldType.TEXT,
                FieldSpec.Argument.REQUIRED,
                Multiplicity.LIST,
                PROCESS,
                "What the services of the pod have as the label of this name.",
                argument -> {
                    String key = argument.orElseThrow();
                    Extractor.OfMany extractor = collecting(c -> items(c, services)
                            .map(item -> ContainerInfo.label(item.labels(), key))
                            .flatMap(Optional::stream));
                    return new FieldSpec.Reading(extractor, FieldType.TEXT, Multiplicity.LIST, null);
                }));
        rows.add(list(
                "k8smeta.svc.labels",
                "Their labels as key:value.",
                c -> items(c, services).flatMap(item -> pairs(item.labels()))));
        return List.copyOf(rows);
    }

    /** The fields of an object of which there is one at most. */
    private static void one(List<FieldSpec> rows, String kind, String whose, Around around) {
        String begin = "k8smeta." + kind + ".";
        rows.add(text(begin + "name", PROCESS, whose + " name.", first(around, Item::name)));
        rows.add(text(begin + "uid", PROCESS, whose + " uid.", first(around, Item::uid)));
        rows.add(keyed(begin + "label", whose + " label of this name.", around, Item::labels));
        rows.add(list(
                begin + "labels",
                whose + " labels as key:value.",
                c -> items(c, around).flatMap(item -> pairs(item.labels()))));
    }

    private static FieldRows.ToText first(Around around, Function<Item, String> get) {
        return c -> items(c, around)
                .map(get)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static FieldSpec keyed(
            String name, String documentation, Around around, Function<Item, List<String>> pairs) {
        return new FieldSpec(
                name,
                FieldType.TEXT,
                FieldSpec.Argument.REQUIRED,
                Multiplicity.ONE,
                PROCESS,
                documentation,
                argument -> {
                    String key = argument.orElseThrow();
                    Extractor.OfText extractor = c -> items(c, around)
                            .map(item -> ContainerInfo.label(pairs.apply(item), key))
                            .flatMap(Optional::stream)
                            .findFirst()
                            .orElse(null);
                    return new FieldSpec.Reading(extractor, FieldType.TEXT, Multiplicity.ONE, null);
                });
    }

    private static FieldSpec list(String name, String documentation, Function<EventContext, Stream<String>> get) {
        return FieldRows.many(name, FieldType.TEXT, Multiplicity.LIST, PROCESS, documentation, collecting(get));
    }

    /** A list without anything in it is missing. */
    private static Extractor.OfMany collecting(Function<EventContext, Stream<String>> get) {
        return (c, values) -> {
            get.apply(c).forEach(values::add);
            return values.size() > 0;
        };
    }

    private static Stream<String> pairs(List<String> pairs) {
        return pairs.stream().map(pair -> pair.replaceFirst("=", ":"));
    }
}
