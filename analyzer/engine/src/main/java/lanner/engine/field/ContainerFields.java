package lanner.engine.field;

import static lanner.engine.field.Field.Scope.PROCESS;
import static lanner.engine.field.Rows.absent;
import static lanner.engine.field.Rows.absentWith;
import static lanner.engine.field.Rows.text;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.state.EventContext;

/**
 * {@code container.*} and {@code k8s.*}. The id comes from the control group and is always there. What only an engine or
 * an orchestrator knows is missing inside containers, and has Falco's host values outside.
 */
final class ContainerFields {
    private static final String HOST = "host";

    static final List<FieldSpec> ROWS = rows();

    private ContainerFields() {}

    static String id(EventContext c) {
        return c.process().containerId().isEmpty() ? HOST : c.process().containerId();
    }

    private static boolean onHost(EventContext c) {
        return c.process().containerId().isEmpty();
    }

    private static List<FieldSpec> rows() {
        List<FieldSpec> rows = new ArrayList<>(List.of(
                text("container.id", PROCESS, "The container's id, twelve characters, or host.", ContainerFields::id),
                text(
                        "container.full_id",
                        PROCESS,
                        "The whole id; missing inside containers for now.",
                        c -> onHost(c) ? "" : null),
                text(
                        "container.name",
                        PROCESS,
                        "The container's name; missing inside containers for now.",
                        c -> onHost(c) ? HOST : null),
                text(
                        "container.image",
                        PROCESS,
                        "The image; missing inside containers for now.",
                        c -> onHost(c) ? "" : null),
                text(
                        "container.image.id",
                        PROCESS,
                        "The image's id; missing inside containers for now.",
                        c -> onHost(c) ? "" : null),
                text(
                        "container.type",
                        PROCESS,
                        "The engine; missing inside containers for now.",
                        c -> onHost(c) ? HOST : null),
                text(
                        "container.image.repository",
                        PROCESS,
                        "The image's repository; empty on the host.",
                        c -> onHost(c) ? "" : null),
                text("container.image.tag", PROCESS, "The image's tag; empty on the host.", c -> onHost(c) ? "" : null),
                text(
                        "container.image.digest",
                        PROCESS,
                        "The image's digest; empty on the host.",
                        c -> onHost(c) ? "" : null)));
        String later = "Known to the container's engine only: missing for now.";
        rows.add(absent("container.privileged", FieldType.BOOL, later));
        rows.add(absent("container.mounts", FieldType.TEXT, later));
        for (String part : List.of("", ".source", ".dest", ".mode", ".rdwr", ".propagation")) {
            rows.add(absentWith("container.mount" + part, FieldType.TEXT, FieldSpec.Argument.REQUIRED, later));
        }
        for (String probe : List.of("healthcheck", "liveness_probe", "readiness_probe")) {
            rows.add(absent("container." + probe, FieldType.TEXT, later).with(Field.Trait.DEPRECATED));
        }
        rows.add(absent("container.start_ts", FieldType.ABSTIME, later));
        rows.add(absent("container.duration", FieldType.RELTIME, later));
        rows.add(absent("container.ip", FieldType.TEXT, later));
        rows.add(absent("container.cni.json", FieldType.TEXT, later));
        for (String shared : List.of("host_pid", "host_network", "host_ipc")) {
            rows.add(absent("container." + shared, FieldType.BOOL, later));
        }
        rows.add(absentWith("container.label", FieldType.TEXT, FieldSpec.Argument.REQUIRED, later));
        rows.add(absent("container.labels", FieldType.TEXT, later));
        for (String probe : List.of("healthcheck", "liveness_probe", "readiness_probe")) {
            rows.add(absent("proc.is_container_" + probe, FieldType.BOOL, later).with(Field.Trait.DEPRECATED));
        }
        String orchestrator = "Known to Kubernetes only: missing for now.";
        for (String name : List.of("name", "id", "uid", "sandbox_id", "full_sandbox_id", "labels", "ip", "cni.json")) {
            rows.add(absent("k8s.pod." + name, FieldType.TEXT, orchestrator));
        }
        rows.add(absentWith("k8s.pod.label", FieldType.TEXT, FieldSpec.Argument.REQUIRED, orchestrator));
        rows.add(absent("k8s.ns.name", FieldType.TEXT, orchestrator));
        for (String kind : List.of("rc", "svc", "ns", "rs", "deployment")) {
            for (String name : List.of("name", "id", "labels")) {
                if (!(kind.equals("ns") && name.equals("name"))) {
                    rows.add(absent("k8s." + kind + "." + name, FieldType.TEXT, orchestrator)
                            .with(Field.Trait.DEPRECATED));
                }
            }
            rows.add(absentWith("k8s." + kind + ".label", FieldType.TEXT, FieldSpec.Argument.REQUIRED, orchestrator)
                    .with(Field.Trait.DEPRECATED));
        }
        return List.copyOf(rows);
    }
}
