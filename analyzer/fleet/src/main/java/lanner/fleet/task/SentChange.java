package lanner.fleet.task;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import lanner.engine.compare.AlertChange;
import org.jspecify.annotations.Nullable;

/** A change of an alert on its way from where its capture was read; as {@link AlertChange}. */
record SentChange(
        AlertChange.Kind kind,
        @Nullable SentAlert before,
        @Nullable SentAlert after,
        @Nullable String moved,
        String[] what)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    static SentChange of(AlertChange change) {
        return new SentChange(
                change.kind(),
                change.before().map(SentAlert::of).orElse(null),
                change.after().map(SentAlert::of).orElse(null),
                change.moved().orElse(null),
                change.what().toArray(String[]::new));
    }

    AlertChange change() {
        return new AlertChange(
                kind,
                Optional.ofNullable(before).map(SentAlert::alert),
                Optional.ofNullable(after).map(SentAlert::alert),
                Optional.ofNullable(moved),
                List.of(what));
    }
}
