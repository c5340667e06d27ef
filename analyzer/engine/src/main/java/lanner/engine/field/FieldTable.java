package lanner.engine.field;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables of fields, in the order of the registry. A table is made when a name is asked for that may stand in it: most
 * commands ask for a few names, and what makes a row is run for the first time.
 */
final class FieldTable {
    private static final Set<Source> ANY = Set.of(Source.values());
    private static final Set<Source> CALLS = Set.of(Source.SYSCALL);
    private static final Set<Source> REQUESTS = Set.of(Source.K8S_AUDIT);

    // spotless:off
    static final List<FieldTable> ALL = List.of(
            new FieldTable(ANY, List.of("evt."), () -> EventFields.OF_ALL_SOURCES),
            new FieldTable(CALLS, List.of("evt.", "syscall."), () -> EventFields.ROWS),
            new FieldTable(CALLS, List.of("proc.", "thread."), () -> ProcessFields.ROWS),
            new FieldTable(CALLS, List.of("fd.", "fdlist.", "util."), () -> DescriptorFields.ROWS),
            new FieldTable(CALLS, List.of("fs."), () -> PathFields.ROWS),
            new FieldTable(CALLS, List.of("user.", "group."), () -> UserFields.ROWS),
            new FieldTable(CALLS, List.of("container.", "k8s.", "proc."), () -> ContainerFields.ROWS),
            new FieldTable(CALLS, List.of("k8smeta."), () -> KubernetesFields.ROWS),
            new FieldTable(CALLS, List.of("lanner."), () -> LannerFields.ROWS),
            new FieldTable(REQUESTS, List.of("ka.", "jevt.", "json.", "lanner."), () -> AuditFields.ROWS));
    // spotless:on

    private final Set<Source> sources;
    private final List<String> prefixes;
    private final Supplier<List<FieldSpec>> rows;
    private volatile @Nullable Map<String, FieldSpec> byName;

    /**
     * A table.
     *
     * @param sources of the events that its fields are of
     * @param prefixes what the names of its fields begin with
     */
    private FieldTable(Set<Source> sources, List<String> prefixes, Supplier<List<FieldSpec>> rows) {
        this.sources = sources;
        this.prefixes = prefixes;
        this.rows = rows;
    }

    boolean isOfAny(Set<Source> others) {
        for (Source source : others) {
            if (sources.contains(source)) {
                return true;
            }
        }
        return false;
    }

    List<FieldSpec> rows() {
        return rows.get();
    }

    /** The row of this name; null for none. */
    @Nullable
    FieldSpec row(String name) {
        return mayHold(name) ? byName().get(name) : null;
    }

    private boolean mayHold(String name) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Made twice where two threads ask at once, and the same each time. */
    private Map<String, FieldSpec> byName() {
        Map<String, FieldSpec> made = byName;
        if (made == null) {
            made = new HashMap<>();
            for (FieldSpec row : rows()) {
                if (!mayHold(row.name()) || made.put(row.name(), row) != null) {
                    throw new IllegalStateException(row.name() + " is there twice, or begins with none of " + prefixes);
                }
            }
            byName = made;
        }
        return made;
    }
}
