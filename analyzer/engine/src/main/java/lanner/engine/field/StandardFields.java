package lanner.engine.field;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lanner.capture.event.EventType;
import lanner.capture.event.IpAddress;
import lanner.engine.state.EventContext;
import lanner.engine.text.Nearest;
import org.jspecify.annotations.Nullable;

/** The registry: every field of Falco's system call source, of its Kubernetes audit source, and our own. */
public final class StandardFields implements FieldRegistry {
    private final Set<Source> sources;
    private final List<FieldTable> tables = new ArrayList<>();

    /** The fields of all sources. */
    public StandardFields() {
        this(EnumSet.allOf(Source.class));
    }

    private StandardFields(Set<Source> sources) {
        this.sources = sources;
        for (FieldTable table : FieldTable.ALL) {
            if (table.isOfAny(sources)) {
                tables.add(table);
            }
        }
    }

    @Override
    public StandardFields of(Source source) {
        return sources.size() == 1 && sources.contains(source) ? this : new StandardFields(EnumSet.of(source));
    }

    /** All rows, in the order of the registry. */
    public List<FieldSpec> specs() {
        List<FieldSpec> specs = new ArrayList<>();
        tables.forEach(table -> specs.addAll(table.rows()));
        return List.copyOf(specs);
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        specs().forEach(spec -> names.add(spec.name()));
        return names;
    }

    @Override
    public boolean isField(String name) {
        return find(name).isPresent();
    }

    /** The row of a dotted name; for one whose argument stands behind a dot, the row of what comes before. */
    private Optional<FieldSpec> find(String name) {
        FieldSpec exact = row(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            FieldSpec spec = row(name.substring(0, dot));
            if (spec != null && spec.argument() == FieldSpec.Argument.AFTER_DOT) {
                return Optional.of(spec);
            }
        }
        return Optional.empty();
    }

    private @Nullable FieldSpec row(String name) {
        for (FieldTable table : tables) {
            FieldSpec row = table.row(name);
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    @Override
    public Field resolve(String name, Optional<String> argument) throws UnknownFieldException {
        FieldSpec spec = find(name)
                .orElseThrow(() -> new UnknownFieldException(
                        "filter_check called with nonexistent field " + name, Nearest.hint(name, names())));
        Optional<String> given = argument;
        if (name.length() > spec.name().length()) {
            if (argument.isPresent()) {
                throw new UnknownFieldException("filter_check called with nonexistent field " + name);
            }
            given = Optional.of(name.substring(spec.name().length() + 1));
        }
        boolean needed =
                spec.argument() == FieldSpec.Argument.REQUIRED || spec.argument() == FieldSpec.Argument.AFTER_DOT;
        if (needed && given.isEmpty()) {
            throw new UnknownFieldException("filter syntax error: " + name + " needs an argument");
        }
        if (spec.argument() == FieldSpec.Argument.NONE && given.isPresent()) {
            throw new UnknownFieldException("filter syntax error: " + name + " takes no argument");
        }
        String text = name + argument.map(each -> "[" + each + "]").orElse("");
        FieldSpec.Reading reading = spec.reader().read(given);
        return new Resolved(text, spec, reading, given);
    }

    private record Resolved(String text, FieldSpec spec, FieldSpec.Reading reading, Optional<String> given)
            implements Field {
        @Override
        public boolean isMissingIn(EventType event) {
            return spec.isMissing(given, event);
        }

        @Override
        public Optional<Domain> domain() {
            return spec.domain(given);
        }

        @Override
        public boolean isTime() {
            return reading.printer() instanceof FieldSpec.TimePrinter;
        }

        @Override
        public FieldType type() {
            return reading.type();
        }

        @Override
        public Multiplicity multiplicity() {
            return reading.multiplicity();
        }

        @Override
        public Set<Trait> traits() {
            return spec.traits();
        }

        @Override
        public Scope scope() {
            return spec.scope();
        }

        @Override
        public Extractor extractor() {
            return reading.extractor();
        }

        @Override
        public @Nullable String print(EventContext context) {
            if (reading.printer() != null) {
                return reading.printer().print(context);
            }
            Object value = json(context);
            if (value == null) {
                return null;
            }
            if (value instanceof List<?> list) {
                List<String> items = list.stream().map(String::valueOf).toList();
                return "(" + String.join(",", items) + ")";
            }
            if (value instanceof Double real) {
                return String.format(Locale.ROOT, "%.1f", real);
            }
            return value.toString();
        }

        @Override
        public @Nullable Object json(EventContext context) {
            if (reading.printer() instanceof FieldSpec.BasePrinter) {
                return reading.printer().print(context);
            }
            Extractor extractor = reading.extractor();
            if (extractor instanceof Extractor.OfText get) {
                String value = get.get(context);
                return value != null && reading.type() == FieldType.BYTES ? ArgumentText.printable(value) : value;
            }
            if (extractor instanceof Extractor.OfNumber get) {
                long value = get.get(context);
                if (value == Extractor.MISSING) {
                    return null;
                }
                if (reading.type() == FieldType.BOOL) {
                    return value != 0;
                }
                return value < 0 && reading.type() == FieldType.UINT64
                        ? (Object) new BigInteger(Long.toUnsignedString(value))
                        : (Object) value;
            }
            if (extractor instanceof Extractor.OfDouble get) {
                double value = get.get(context);
                return Double.isNaN(value) ? null : value;
            }
            if (extractor instanceof Extractor.OfAddress get) {
                IpAddress address = get.get(context);
                return address == null ? null : address.text();
            }
            Values values = new Values();
            if (!((Extractor.OfMany) extractor).collect(context, values)) {
                return null;
            }
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                items.add(
                        switch (reading.type().family()) {
                            case TEXT, BYTES -> values.text(i);
                            case ADDRESS, NETWORK -> values.address(i).text();
                            default -> values.number(i);
                        });
            }
            return reading.multiplicity() == Multiplicity.ANY_ANCESTOR ? ofAncestors(items, context) : items;
        }

        /** All their texts in one; instead of their ids Falco shows the process's own. */
        private Object ofAncestors(List<Object> items, EventContext context) {
            return reading.type() == FieldType.TEXT
                    ? items.stream().map(String::valueOf).collect(Collectors.joining(" "))
                    : (Object) (long) context.process().pid();
        }
    }
}
