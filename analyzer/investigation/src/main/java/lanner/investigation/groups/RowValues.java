package lanner.investigation.groups;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.investigation.index.Calls;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProgramImage;
import lanner.investigation.rows.ConnectionName;
import lanner.investigation.rows.IndexedValues;
import org.jspecify.annotations.Nullable;

/**
 * The values of rows as numbers, from the columns of the index. What depends on nothing but a row's name, its program or its
 * call is worked out once for each of these.
 */
final class RowValues {
    private static final int UNKNOWN = -2;

    private final Events events;
    private final IndexedValues indexed;

    /** A row's value, as {@link ValueNumbers} numbers it. */
    @FunctionalInterface
    interface Value {
        int of(int row);
    }

    @FunctionalInterface
    private interface Key {
        int of(int row);
    }

    RowValues(Events events, IndexedValues indexed) {
        this.events = events;
        this.indexed = indexed;
    }

    /** Of a field, or of one of {@link Grouping.Own}; empty for one that only a replay knows. */
    Optional<Value> of(String by, ValueNumbers texts) {
        Optional<Grouping.Own> own = Grouping.Own.of(by);
        if (own.isPresent()) {
            return Optional.of(
                    switch (own.get()) {
                        case PROCESS -> ofImage(image -> process(image), texts);
                        case FILE -> ofName(this::file, texts);
                        case PEER -> ofName(peers(), texts);
                    });
        }
        if (!indexed.holds(by)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (by) {
                    case "evt.type" ->
                        remembered(1 << Short.SIZE, row -> events.callCode(row) & 0xFFFF, Calls::name, texts);
                    // As the field has it: a request is of no program.
                    case "proc.name" ->
                        ofImage(id -> image(id).isProgram() ? image(id).comm() : "", texts);
                    case "proc.exepath" -> ofImage(id -> image(id).exePath(), texts);
                    case "fd.name" -> {
                        Value names = ofName(events::name, texts);
                        yield row -> events.isOfDescriptor(row) && events.nameId(row) != Events.NO_NAME
                                ? names.of(row)
                                : plain(by, row, texts);
                    }
                    default -> row -> plain(by, row, texts);
                });
    }

    private int plain(String field, int row, ValueNumbers texts) {
        return texts.of(indexed.value(field, row).orElse(null));
    }

    private ProgramImage image(int id) {
        return events.image(id);
    }

    private String process(int id) {
        return image(id).isProgram()
                ? events.processName(image(id).process())
                : image(id).comm();
    }

    private Value ofImage(IntFunction<@Nullable String> text, ValueNumbers texts) {
        return remembered(events.images(), events::imageId, text, texts);
    }

    /** A row that is about nothing has no value. */
    private Value ofName(IntFunction<@Nullable String> text, ValueNumbers texts) {
        return remembered(events.names(), events::nameId, text, texts);
    }

    private static Value remembered(int keys, Key key, IntFunction<@Nullable String> text, ValueNumbers texts) {
        int[] numbers = new int[keys];
        Arrays.fill(numbers, UNKNOWN);
        return row -> {
            int at = key.of(row);
            if (at < 0) {
                return ValueNumbers.MISSING;
            }
            // While an index grows there are rows of names that came later.
            if (at >= numbers.length) {
                return texts.of(text.apply(at));
            }
            if (numbers[at] == UNKNOWN) {
                numbers[at] = texts.of(text.apply(at));
            }
            return numbers[at];
        };
    }

    private @Nullable String file(int name) {
        String text = events.name(name);
        return text.startsWith("/") ? text : null;
    }

    /** Who accepted a connection is at its end: the peer is who began it. */
    private IntFunction<@Nullable String> peers() {
        boolean[] accepted = new boolean[events.names()];
        for (int row = 0; row < events.rows(); row++) {
            if (events.isInternet(row) && isAccept(events.callCode(row))) {
                int name = events.nameId(row);
                if (name >= 0 && name < accepted.length) {
                    accepted[name] = true;
                }
            }
        }
        return name -> {
            String ends = events.name(name);
            if (!ConnectionName.isInternet(ends)) {
                return null;
            }
            String peer = name < accepted.length && accepted[name]
                    ? ConnectionName.client(ends)
                    : ConnectionName.server(ends);
            return peer.isEmpty() ? null : peer;
        };
    }

    private static boolean isAccept(int call) {
        return EventType.byCode(call).filter(type -> type.is(Trait.ACCEPT)).isPresent();
    }
}
