package lanner.investigation.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.ParamType;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.entities.Entities.Entity;
import lanner.investigation.entities.Entities.Kind;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.About;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever call it is, and whether it was done: the path that it was given is in the table, in entities and in stories. */
class EntityPathsTest {
    private static final int HERE = -100;
    private static final int DIRECTORY = 5;

    @TempDir
    private Path directory;

    private Workspace written(Filling filling) throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").opens(7, DIRECTORY, "/srv/d");
            filling.into(written);
        }
        return Opened.workspace(directory, capture);
    }

    @FunctionalInterface
    private interface Filling {
        void into(CaptureStory written) throws IOException;
    }

    private static UnaryOperator<EventEncoder> filled(long result, Object... places) {
        return event -> {
            event.result(result);
            Map<Integer, Object> ascending = new TreeMap<>();
            for (int i = 0; i < places.length; i += 2) {
                ascending.put((Integer) places[i], places[i + 1]);
            }
            ascending.forEach((place, value) -> {
                if (value instanceof String text) {
                    event.text(place, text);
                } else {
                    event.number(place, (Integer) value);
                }
            });
            return event;
        };
    }

    private static int find(List<Entity> files, String name) {
        return (int) files.stream().filter(each -> each.name().equals(name)).count();
    }

    @ParameterizedTest
    @CsvSource({
        "ACCESS, -13, 1, /etc/shadow",
        "NEWFSTATAT, -2, 2, /etc/shadow",
        "READLINK, 4, 1, /proc/self/exe",
        "MOUNT, -1, 2, /mnt/a",
        "CHDIR, 0, 1, /tmp",
        "CHDIR, -2, 1, /none",
        "OPENAT, -13, 2, /etc/gshadow",
        "STAT, 0, 1, /etc/passwd",
        "TRUNCATE, 0, 1, /var/log/x",
        "CHROOT, -1, 1, /jail",
        "ACCT, -1, 1, /var/log/acct",
        "SWAPON, -1, 1, /swap",
    })
    void aPathIsInTheTableAndInEntities(EventType type, long result, int place, String path) throws IOException {
        boolean at = type == EventType.NEWFSTATAT || type == EventType.OPENAT;
        try (Workspace workspace = written(
                out -> out.event(type, 7, at ? filled(result, 1, HERE, place, path) : filled(result, place, path)))) {
            int row = workspace.events().rows() - 1;
            assertThat(About.of(workspace.events(), row).map(About::words)).contains(path);
            Entities entities = Entities.of(workspace, JobProgress.NONE).orElseThrow();
            Entity file = entities.chosen(Kind.FILES, path, Entities.Column.NAME, false)
                    .get(0);
            assertThat(Opened.rows(workspace, new RowQuery(Entities.condition(file), RowFilter.NONE)))
                    .containsExactly(row);
            assertThat(FileStory.of(workspace, path, JobProgress.NONE)
                            .orElseThrow()
                            .rows()
                            .get(row))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RENAME  | 1 | /w/a | 2 | /w/b     | /w/a -> /w/b     | renamed to /w/b     | renamed from /w/a
            LINK    | 1 | /w/a | 2 | /w/b     | /w/a -> /w/b     | linked as /w/b      | linked to /w/a
            SYMLINK | 2 | /w/a | 1 | /w/b     | /w/a -> /w/b     | linked to /w/b      | linked as /w/a
            MOUNT   | 2 | /w/a | 1 | /dev/sdb | /w/a -> /dev/sdb | mounted from /dev/sdb | mounted on /w/a
            """)
    void bothPathsAreKnown(
            EventType type, int place, String path, int second, String target, String words, String first, String last)
            throws IOException {
        try (Workspace workspace = written(out -> out.event(type, 7, filled(0, place, path, second, target)))) {
            int row = workspace.events().rows() - 1;
            assertThat(About.of(workspace.events(), row).orElseThrow().words()).isEqualTo(words);
            List<Entity> files =
                    Entities.of(workspace, JobProgress.NONE).orElseThrow().of(Kind.FILES);
            for (String each : List.of(path, target)) {
                assertThat(find(files, each)).as(each).isOne();
                Story story = FileStory.of(workspace, each, JobProgress.NONE).orElseThrow();
                assertThat(story.steps()).extracting(StoryStep::what).containsExactly(each.equals(path) ? first : last);
            }
        }
    }

    @Test
    void bothPathsAreKnownAgainFromTheKeptIndex() throws IOException {
        Path capture = directory.resolve("x.lanner");
        written(out -> out.event(EventType.RENAME, 7, filled(0, 1, "/w/a", 2, "/w/b"))
                        .event(EventType.UNLINKAT, 7, filled(0, 1, DIRECTORY, 2, "f")))
                .close();
        try (Workspace again = Opened.workspace(directory, capture)) {
            Events events = again.events();
            assertThat(About.of(events, events.rows() - 2).orElseThrow().words())
                    .isEqualTo("/w/a -> /w/b");
            assertThat(About.of(events, events.rows() - 1).orElseThrow().words())
                    .isEqualTo("/srv/d/f");
        }
    }

    @Test
    void twoCapturesKnowThemToo() throws IOException {
        List<Path> captures = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Path capture = directory.resolve(name + ".lanner");
            captures.add(capture);
            try (CaptureStory written = CaptureStory.at(capture, CaptureStory.START + captures.size() * 1_000_000L)) {
                written.process(7, 1, "make")
                        .event(EventType.RENAME, 7, filled(0, 1, "/" + name + "/old", 2, "/" + name + "/new"));
            }
        }
        try (Workspace workspace = Opened.workspace(directory, captures.toArray(Path[]::new))) {
            List<String> words = new ArrayList<>();
            for (int row = 0; row < workspace.events().rows(); row++) {
                About.of(workspace.events(), row).map(About::words).ifPresent(words::add);
            }
            assertThat(words).containsExactly("/a/old -> /a/new", "/b/old -> /b/new");
        }
    }

    /** What is done to a file in a directory is not done to the directory. */
    @Test
    void aPathThatStartsFromADescriptorIsItsOwn() throws IOException {
        try (Workspace workspace =
                written(out -> out.event(EventType.FCHMODAT2, 7, filled(0, 1, DIRECTORY, 2, "f", 3, 0)))) {
            int row = workspace.events().rows() - 1;
            assertThat(About.of(workspace.events(), row).orElseThrow().words()).isEqualTo("/srv/d/f");
            assertThat(FileStory.of(workspace, "/srv/d/f", JobProgress.NONE)
                            .orElseThrow()
                            .steps())
                    .extracting(StoryStep::what)
                    .containsExactly("mode changed");
            assertThat(FileStory.of(workspace, "/srv/d", JobProgress.NONE)
                            .orElseThrow()
                            .steps())
                    .extracting(StoryStep::what)
                    .containsExactly("opened for reading");
        }
    }

    private static List<EventType> withPaths() {
        return Stream.of(EventType.values())
                .filter(type -> type.kind() == EventType.Kind.SYSCALL)
                .filter(type -> type.params().stream()
                        .anyMatch(param -> param.type() == ParamType.PATH || param.type() == ParamType.RELPATH))
                .toList();
    }

    /** A refused call, each path its own, each directory the same descriptor. */
    private static EventEncoder refused(EventEncoder event, EventType type) {
        event.result(-13);
        for (int i = 1; i < type.params().size(); i++) {
            switch (type.params().get(i).type()) {
                case PATH -> event.text(i, "/p/" + type.label() + "/" + i);
                case RELPATH -> event.text(i, type.label() + "/" + i);
                case FD -> event.number(i, DIRECTORY);
                default -> {
                    // Nothing that a path hangs on.
                }
            }
        }
        return event;
    }

    @Test
    void noTypeOfEventThatHasAPathIsAboutNothing() throws IOException {
        List<EventType> types = withPaths();
        assertThat(types).hasSizeGreaterThan(60);
        try (Workspace workspace = written(out -> {
            for (EventType type : types) {
                out.event(type, 7, event -> refused(event, type));
            }
        })) {
            Events events = workspace.events();
            int first = events.rows() - types.size();
            for (int i = 0; i < types.size(); i++) {
                About about = About.of(events, first + i).orElse(null);
                assertThat(about).as(types.get(i).label()).isNotNull();
                assertThat(about.value())
                        .as(types.get(i).label())
                        .matches("(/p|/srv/d)/" + types.get(i).label() + "/[0-9]+");
            }
        }
    }
}
