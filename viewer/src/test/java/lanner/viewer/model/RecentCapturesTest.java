package lanner.viewer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.prefs.AbstractPreferences;
import lanner.viewer.model.RecentCaptures.Recent;
import org.junit.jupiter.api.Test;

class RecentCapturesTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Test
    void theLatestStandsFirstAndEachOnce() {
        RecentCaptures recent = RecentCaptures.ofThisRun();

        recent.add(of("a", 1));
        recent.add(of("b", 2));
        recent.add(of("a", 3));

        assertThat(recent.list()).containsExactly(of("a", 3), of("b", 2));
    }

    @Test
    void isThereTheNextTime() {
        Kept kept = new Kept();
        RecentCaptures recent = RecentCaptures.in(kept);
        recent.add(of("caf\u00e9 \"\\ \u65e5\u672c", 7));
        recent.add(of("b", 2));
        recent.remove(Path.of("/captures/b"));

        assertThat(RecentCaptures.in(kept).list()).containsExactly(of("caf\u00e9 \"\\ \u65e5\u672c", 7));
    }

    @Test
    void keepsTwelveAndForgetsThemWhenAsked() {
        Kept kept = new Kept();
        RecentCaptures recent = RecentCaptures.in(kept);
        for (int i = 0; i < 20; i++) {
            recent.add(of("c" + i, i));
        }
        assertThat(RecentCaptures.in(kept).list()).hasSize(12).first().isEqualTo(of("c19", 19));

        recent.clear();

        assertThat(RecentCaptures.in(kept).list()).isEmpty();
        assertThat(kept.values).isEmpty();
    }

    @Test
    void passesOverWhatIsNoEntry() {
        Kept kept = new Kept();
        kept.put("recent0", "{\"path\":\"/x\"}");
        kept.put("recent1", "no JSON");
        kept.put("recent2", "{\"path\":\"/x\",\"bytes\":1,\"events\":1,\"alerts\":1,\"opened\":\"yesterday\"}");

        assertThat(RecentCaptures.in(kept).list()).isEmpty();
    }

    private static Recent of(String name, long events) {
        return new Recent(Path.of("/captures/" + name), 10, events, 1, NOON);
    }

    /** Preferences in memory. */
    static final class Kept extends AbstractPreferences {
        final Map<String, String> values = new HashMap<>();

        Kept() {
            this(null, "");
        }

        private Kept(Kept parent, String name) {
            super(parent, name);
        }

        @Override
        protected void putSpi(String key, String value) {
            values.put(key, value);
        }

        @Override
        protected String getSpi(String key) {
            return values.get(key);
        }

        @Override
        protected void removeSpi(String key) {
            values.remove(key);
        }

        @Override
        protected void removeNodeSpi() {
            values.clear();
        }

        @Override
        protected String[] keysSpi() {
            return values.keySet().toArray(String[]::new);
        }

        @Override
        protected String[] childrenNamesSpi() {
            return new String[0];
        }

        @Override
        protected AbstractPreferences childSpi(String name) {
            return new Kept(this, name);
        }

        @Override
        protected void syncSpi() {
            // Nothing is elsewhere.
        }

        @Override
        protected void flushSpi() {
            // Nothing is elsewhere.
        }
    }
}
