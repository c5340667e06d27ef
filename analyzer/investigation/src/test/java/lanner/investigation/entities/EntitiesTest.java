package lanner.investigation.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lanner.investigation.Cancelled;
import lanner.investigation.Samples;
import lanner.investigation.entities.Entities.Column;
import lanner.investigation.entities.Entities.Entity;
import lanner.investigation.entities.Entities.Kind;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntitiesTest {
    private static final String UPDATER = "/home/sam/.cache/fontconfig/updater";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "/etc/passwd, FILES",
        "/1.2.3.4:5->6.7.8.9:10, FILES",
        "127.0.0.1:57720->127.0.0.1:8000, CONNECTIONS",
        "::1:22->fd00::2:4711, CONNECTIONS",
        "0.0.0.0:53, CONNECTIONS",
        "0->0 /run/docker.sock, CONNECTIONS",
        "pipe:[44491],",
        "anon_inode:[eventpoll],",
        "'',",
    })
    void aNameSaysWhatItIs(String name, Kind kind) {
        assertThat(Entities.kindOf(name)).isEqualTo(Optional.ofNullable(kind));
    }

    @Test
    void everyEventIsSomeProcessesAndEveryFileIsWhatItsFilterShows() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            Entities entities = Entities.of(workspace, JobProgress.NONE).orElseThrow();

            assertThat(entities.of(Kind.PROCESSES).stream()
                            .mapToLong(Entity::events)
                            .sum())
                    .isEqualTo(workspace.events().rows());
            assertThat(entities.of(Kind.PROCESSES)).hasSize(workspace.events().processes());
            for (Kind kind : List.of(Kind.FILES, Kind.CONNECTIONS)) {
                for (Entity each :
                        entities.chosen(kind, "", Column.EVENTS, true).subList(0, 3)) {
                    RowSet rows = Samples.rows(workspace, Entities.condition(each), RowFilter.NONE);
                    assertThat(each.events()).as(each.name()).isEqualTo(rows.size());
                    assertThat(each.first()).as(each.name()).isEqualTo(rows.row(0));
                    assertThat(each.last()).as(each.name()).isEqualTo(rows.row(rows.size() - 1));
                }
            }
        }
    }

    @Test
    void sortsByEachColumnBothWays() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            Entities entities = Entities.of(workspace, JobProgress.NONE).orElseThrow();

            for (Column column : Column.values()) {
                List<Entity> rising = entities.chosen(Kind.FILES, "", column, false);
                List<Entity> falling = entities.chosen(Kind.FILES, "", column, true);
                assertThat(rising.get(0)).as(column.name()).isEqualTo(falling.get(falling.size() - 1));
            }
            assertThat(entities.chosen(Kind.FILES, "", Column.EVENTS, true))
                    .extracting(Entity::events)
                    .isSortedAccordingTo((one, other) -> Long.compare(other, one));
        }
    }

    @Test
    void filtersByNameAndByWhoTouchedIt() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            Entities entities = Entities.of(workspace, JobProgress.NONE).orElseThrow();

            assertThat(entities.chosen(Kind.FILES, "FONTCONFIG/UPDATER", Column.NAME, false))
                    .extracting(Entity::name)
                    .contains(UPDATER);
            Entity first = entities.of(Kind.FILES).get(0);
            String who = entities.who(first.who().get(0));
            assertThat(entities.chosen(Kind.FILES, who, Column.NAME, false)).contains(first);
            assertThat(entities.chosen(Kind.FILES, "no such name", Column.NAME, false))
                    .isEmpty();
        }
    }

    @Test
    void aFilesStoryLeadsFromItsBirthToItsRun() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT, "dropped-binary")) {
            Story story = FileStory.of(workspace, "/tmp/.font-cache/fontd", JobProgress.NONE)
                    .orElseThrow();

            assertThat(story.steps())
                    .extracting(StoryStep::what)
                    .containsSubsequence("created", "made executable", "run", "removed");
            assertThat(story.rows().cardinality()).isEqualTo((int) (story.others()
                    + story.steps().stream().mapToInt(StoryStep::count).sum()));
        }
    }

    @Test
    void aHostileNameHasAStoryAndNoCondition() throws IOException {
        Path capture = Samples.hostile(directory);
        try (Workspace workspace = Samples.indexed(List.of(Samples.session(directory, capture)))) {
            Entities entities = Entities.of(workspace, JobProgress.NONE).orElseThrow();
            Entity file = entities.of(Kind.FILES).get(0);

            assertThat(file.name()).isEqualTo(Samples.HOSTILE_PATH);
            assertThat(Entities.condition(file)).isEmpty();
            assertThat(FileStory.of(workspace, file.name(), JobProgress.NONE)
                            .orElseThrow()
                            .steps())
                    .extracting(StoryStep::what)
                    .containsExactly("opened for writing", "made executable", "opened for reading", "removed");
        }
    }

    @Test
    void theSameNameInTwoCapturesIsOneThing() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT, "dropped-binary")) {
            Entities entities = Entities.of(workspace, JobProgress.NONE).orElseThrow();

            assertThat(entities.of(Kind.FILES)).extracting(Entity::name).doesNotHaveDuplicates();
            Entity cache = entities.chosen(Kind.FILES, "/etc/ld.so.cache", Column.EVENTS, true)
                    .get(0);
            assertThat(cache.events())
                    .isEqualTo(Samples.rows(workspace, Entities.condition(cache), RowFilter.NONE)
                            .size());
        }
    }

    @Test
    void endsWhenItIsCancelled() throws IOException {
        try (Workspace workspace = Samples.open(directory, "miner")) {
            assertThat(Entities.of(workspace, new Cancelled())).isEmpty();
            assertThat(FileStory.of(workspace, "/etc/passwd", new Cancelled())).isEmpty();
        }
    }
}
