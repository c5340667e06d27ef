package lanner.engine.field;

import static lanner.engine.field.FieldRows.absent;
import static lanner.engine.field.FieldRows.absentWith;

import java.util.ArrayList;
import java.util.List;

/** Fields of {@code container.*}, {@code k8s.*} and {@code proc.*} that only a container's engine or an orchestrator knows. */
final class OrchestratorFields {
    static final List<FieldSpec> ROWS = rows();

    private OrchestratorFields() {}

    private static List<FieldSpec> rows() {
        List<FieldSpec> rows = new ArrayList<>();
        String later = "Known to the container's engine only: always missing.";
        for (String probe : List.of("healthcheck", "liveness_probe", "readiness_probe")) {
            rows.add(absent("container." + probe, FieldType.TEXT, later).with(Field.Trait.DEPRECATED));
        }
        for (String probe : List.of("healthcheck", "liveness_probe", "readiness_probe")) {
            rows.add(absent("proc.is_container_" + probe, FieldType.BOOL, later).with(Field.Trait.DEPRECATED));
        }
        String orchestrator = "Known to Kubernetes only: always missing.";
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
