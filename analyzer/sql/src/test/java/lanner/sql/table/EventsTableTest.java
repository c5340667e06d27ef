package lanner.sql.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lanner.capture.CaptureReader;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import lanner.sql.TestedCaptures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTableTest {
    /** A column's value as text; null for NULL. */
    private static final class Text implements Cell {
        private String value;
        private Map<String, String> map = Map.of();

        @Override
        public void none() {
            value = null;
        }

        @Override
        public void number(long number) {
            value = Long.toString(number);
        }

        @Override
        public void flag(boolean flag) {
            value = Boolean.toString(flag);
        }

        @Override
        public void text(String bytes) {
            value = bytes;
        }

        @Override
        public void texts(Collection<String> bytes) {
            throw new AssertionError("events have no lists");
        }

        @Override
        public void map(Map<String, String> bytes) {
            map = bytes;
            value = "map";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"reverse-shell.lanner", "container-escape.lanner", "formats/v1.lanner", "formats/v2.lanner"})
    void everyColumnHoldsItsField(String sample) throws Exception {
        Path capture = Path.of("../../sample-captures").resolve(sample);
        EventsTable table = new EventsTable();
        List<Column> columns = table.columns();
        List<Map<String, String>> expected = replayed(capture, columns);
        try (TestedCaptures captures = new TestedCaptures(capture);
                Rows rows = table.open(
                        captures, IntStream.range(0, columns.size()).boxed().toList())) {
            for (Map<String, String> event : expected) {
                assertThat(rows.next()).isTrue();
                for (int i = 0; i < columns.size(); i++) {
                    String name = columns.get(i).name();
                    Text cell = new Text();
                    rows.write(i, cell);
                    if (event.containsKey(name)) {
                        assertThat(cell.value)
                                .as(name + " of " + event.get("number"))
                                .isEqualTo(event.get(name));
                    }
                    cell.map.forEach((argument, value) -> assertThat(value)
                            .as(argument + " of " + event.get("number"))
                            .isEqualTo(event.getOrDefault("arguments " + argument, value)));
                }
            }
            assertThat(rows.next()).isFalse();
        }
    }

    /** What the fields print, event by event. */
    private static List<Map<String, String>> replayed(Path capture, List<Column> columns) throws Exception {
        StandardFields fields = new StandardFields();
        Map<String, Field> byColumn = new HashMap<>();
        for (Column column : columns) {
            if (!EventsTable.field(column.name()).isEmpty()) {
                byColumn.put(column.name(), fields.resolve(EventsTable.field(column.name()), Optional.empty()));
            }
        }
        byColumn.put("arguments res", fields.resolve("evt.arg", Optional.of("res")));
        byColumn.put("arguments fd", fields.resolve("evt.arg", Optional.of("fd")));
        List<Map<String, String>> events = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            new Replay().run(reader, context -> {
                Map<String, String> event = new HashMap<>();
                byColumn.forEach((name, field) -> event.put(name, field.print(context)));
                // What has no value in SQL.
                event.computeIfPresent("error", (name, value) -> value.equals("SUCCESS") ? null : value);
                event.computeIfPresent("user_name", (name, value) -> value.equals("<NA>") ? null : value);
                event.computeIfPresent("protocol", (name, value) -> value.equals("<NA>") ? null : value);
                for (String name : byColumn.keySet()) {
                    event.putIfAbsent(name, null);
                }
                events.add(event);
                return true;
            });
        } catch (IOException e) {
            throw new AssertionError(capture + " is readable", e);
        }
        return events;
    }
}
