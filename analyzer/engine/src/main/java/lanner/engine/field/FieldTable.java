package lanner.engine.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables of fields, in the order of the registry. Most commands ask for a few fields, and what makes a row is run for the
 * first time, which takes longest: of the large tables a row is made when its name is asked for.
 */
final class FieldTable {
    private static final Set<Source> ANY = Set.of(Source.values());
    private static final Set<Source> CALLS = Set.of(Source.SYSCALL);
    private static final Set<Source> REQUESTS = Set.of(Source.K8S_AUDIT);

    /** Makes the row of a name. */
    private interface Maker {
        /** Null for no row. */
        @Nullable
        FieldSpec row(String name);
    }

    // spotless:off
    static final List<FieldTable> ALL = List.of(
            new FieldTable(ANY, List.of("evt."), () -> EventFields.NAMES_OF_ALL_SOURCES, EventFields::rowOfAllSources),
            new FieldTable(CALLS, List.of("evt.", "syscall."), () -> EventFields.NAMES, EventFields::row),
            new FieldTable(CALLS, List.of("proc.", "thread."), () -> ProcessFields.NAMES, ProcessFields::row),
            new FieldTable(CALLS, List.of("fd.", "fdlist.", "util."), () -> DescriptorFields.NAMES, DescriptorFields::row),
            of(CALLS, List.of("fs."), () -> PathFields.ROWS),
            of(CALLS, List.of("user.", "group."), () -> UserFields.ROWS),
            new FieldTable(CALLS, List.of("container.", "k8s.pod.", "k8s.ns.name"), () -> ContainerFields.NAMES, ContainerFields::row),
            of(CALLS, List.of("container.", "k8s.", "proc.is_container_"), () -> OrchestratorFields.ROWS),
            of(CALLS, List.of("k8smeta."), () -> KubernetesFields.ROWS),
            of(CALLS, List.of("lanner."), () -> LannerFields.ROWS),
            of(REQUESTS, List.of("ka.", "jevt.", "json.", "lanner."), () -> AuditFields.ROWS));
    // spotless:on

    private final Set<Source> sources;
    private final List<String> prefixes;
    private final Supplier<List<String>> names;
    private final Maker maker;
    private final Map<String, FieldSpec> made = new ConcurrentHashMap<>();

    /**
     * A table.
     *
     * @param sources of the events that its fields are of
     * @param prefixes what the names of its fields begin with
     * @param names of its fields, in the order of the registry
     * @param maker of their rows, which is asked for other names as well
     */
    private FieldTable(Set<Source> sources, List<String> prefixes, Supplier<List<String>> names, Maker maker) {
        this.sources = sources;
        this.prefixes = prefixes;
        this.names = names;
        this.maker = maker;
    }

    /** A table whose rows are made together. */
    private static FieldTable of(Set<Source> sources, List<String> prefixes, Supplier<List<FieldSpec>> rows) {
        return new FieldTable(
                sources,
                prefixes,
                () -> rows.get().stream().map(FieldSpec::name).toList(),
                name -> {
                    for (FieldSpec row : rows.get()) {
                        if (row.name().equals(name)) {
                            return row;
                        }
                    }
                    return null;
                });
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
        List<FieldSpec> rows = new ArrayList<>();
        for (String name : names.get()) {
            FieldSpec row = row(name);
            if (row == null) {
                throw new IllegalStateException(
                        "no row is made for " + name + ", or it begins with none of " + prefixes);
            }
            rows.add(row);
        }
        return rows;
    }

    /** The row of this name, the same one each time; null for none. */
    @Nullable
    FieldSpec row(String name) {
        FieldSpec row = made.get(name);
        if (row == null && mayHold(name)) {
            row = made.computeIfAbsent(name, maker::row);
        }
        return row;
    }

    private boolean mayHold(String name) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
