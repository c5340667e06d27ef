package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import lanner.investigation.casework.CaseFile.AlertKey;
import lanner.investigation.casework.CaseFile.EventKey;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each change of a case is taken back and done again, and the file keeps all of it. */
class CaseEditorTest {
    private static final EventKey EVENT = new EventKey(0, 17);
    private static final EventKey OTHER = new EventKey(0, 18);
    private static final AlertKey ALERT = new AlertKey(EVENT, "Rule");
    private static final Tag LOOT = new Tag("loot", "L", "orange");

    @TempDir
    private Path directory;

    private CaseFile file;
    private CaseEditor editor;

    @BeforeEach
    void open() throws IOException {
        file = CaseFile.open(directory.resolve("x.lanner-case"), Clock.systemUTC());
        editor = new CaseEditor(file);
    }

    /** All that a case comes to. */
    private record State(
            Map<EventKey, String> bookmarks,
            Map<AlertKey, Judgement> judgements,
            List<Tag> tags,
            List<Tag> ofEvent,
            List<Passage> narrative,
            String number) {
        static State of(CaseFile file) {
            return new State(
                    Map.copyOf(file.bookmarks()),
                    Map.copyOf(file.judgements()),
                    file.tags(),
                    file.tags(EVENT),
                    file.narrative(),
                    file.number());
        }
    }

    @Test
    void changesOfEachKindAreTakenBackOneAfterTheOtherAndDoneAgain() throws IOException {
        List<State> states = new ArrayList<>(List.of(State.of(file)));
        List<Optional<CaseChange>> changes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            changes.add(change(i));
            states.add(State.of(file));
        }
        assertThat(changes).allMatch(Optional::isPresent);
        assertThat(states).doesNotHaveDuplicates();

        for (int i = changes.size() - 1; i >= 0; i--) {
            assertThat(editor.undo()).isEqualTo(changes.get(i));
            assertThat(State.of(file)).as("before change " + i).isEqualTo(states.get(i));
        }
        assertThat(editor.undo()).isEmpty();
        assertThat(editor.canUndo()).isFalse();
        for (int i = 0; i < changes.size(); i++) {
            assertThat(editor.redo()).isEqualTo(changes.get(i));
            assertThat(State.of(file)).as("behind change " + i).isEqualTo(states.get(i + 1));
        }
        assertThat(editor.redo()).isEmpty();

        CaseFile again = CaseFile.open(file.file(), Clock.systemUTC());
        assertThat(State.of(again)).isEqualTo(State.of(file));
        assertThat(again.unread()).isZero();
        assertThat(again.log()).hasSize(3 * changes.size());
    }

    private Optional<CaseChange> change(int number) throws IOException {
        return switch (number) {
            case 0 -> editor.number("2026-0417");
            case 1 -> editor.bookmark(EVENT, Optional.of("first"));
            case 2 -> editor.bookmark(OTHER, Optional.of("second"));
            case 3 -> editor.bookmark(EVENT, Optional.of("another note"));
            case 4 -> editor.judge(ALERT, Optional.of(new Judgement(Verdict.ESCALATED, "why")));
            case 5 -> editor.tag(LOOT);
            case 6 -> editor.tag(EVENT, "loot", true);
            case 7 -> editor.tag(new Tag("loot", "B", "blue"));
            case 8 -> editor.addText(1, "and then");
            case 9 -> editor.order(List.of(2, 1, 0));
            case 10 -> editor.changeText(1, Optional.of("but first"));
            default -> editor.bookmark(EVENT, Optional.empty());
        };
    }

    @Test
    void aBookmarkComesBackToItsPlaceInTheNarrative() throws IOException {
        for (int event = 0; event < 4; event++) {
            editor.bookmark(new EventKey(0, event), Optional.of(""));
        }
        List<Passage> before = file.narrative();
        editor.bookmark(new EventKey(0, 1), Optional.empty());
        assertThat(file.narrative()).hasSize(3);
        editor.undo();
        assertThat(file.narrative()).isEqualTo(before);
    }

    @Test
    void whatIsChangedAfterAnUndoEndsWhatCouldBeDoneAgain() throws IOException {
        editor.bookmark(EVENT, Optional.of("a"));
        editor.undo();
        editor.bookmark(OTHER, Optional.of("b"));
        assertThat(editor.redo()).isEmpty();
        assertThat(file.bookmarks()).containsOnlyKeys(OTHER);
    }

    @Test
    void nothingIsWrittenWhereNothingChanges() throws IOException {
        editor.bookmark(EVENT, Optional.of("a"));
        editor.tag(LOOT);
        editor.addText(0, "text");
        String before = Files.readString(file.file());
        assertThat(editor.bookmark(EVENT, Optional.of("a"))).isEmpty();
        assertThat(editor.judge(ALERT, Optional.empty())).isEmpty();
        assertThat(editor.tag(LOOT)).isEmpty();
        assertThat(editor.tag(EVENT, "loot", false)).isEmpty();
        assertThat(editor.tag(EVENT, "no such tag", true)).isEmpty();
        assertThat(editor.move(0, 0)).isEmpty();
        assertThat(editor.move(0, 2)).isEmpty();
        assertThat(editor.move(-1, 0)).isEmpty();
        assertThat(editor.order(List.of(0, 1))).isEmpty();
        assertThat(editor.changeText(1, Optional.of("that is an event"))).isEmpty();
        assertThat(editor.changeText(2, Optional.of("there is none"))).isEmpty();
        assertThat(editor.number("")).isEmpty();
        assertThat(Files.readString(file.file())).isEqualTo(before);
    }

    @Test
    void theOrderOfTwoIsExchangedAndBack() throws IOException {
        editor.bookmark(EVENT, Optional.of(""));
        editor.bookmark(OTHER, Optional.of(""));
        assertThat(editor.order(List.of(1, 0))).isPresent();
        assertThat(file.narrative()).containsExactly(new Passage.Event(OTHER), new Passage.Event(EVENT));
        editor.undo();
        assertThat(file.narrative()).containsExactly(new Passage.Event(EVENT), new Passage.Event(OTHER));
    }

    @Test
    void anyWayThereAndBackEndsWhereItBegan() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int event = 0; event < 6; event++) {
            editor.bookmark(new EventKey(0, event), Optional.of(""));
        }
        List<Passage> begin = file.narrative();
        int steps = 0;
        for (int i = 0; i < 60; i++) {
            int at = random.nextInt(file.narrative().size());
            Optional<CaseChange> change = switch (random.nextInt(4)) {
                case 0 -> editor.move(at, random.nextInt(file.narrative().size()));
                case 1 -> editor.addText(at, "text " + i);
                case 2 -> editor.changeText(at, random.nextBoolean() ? Optional.empty() : Optional.of("other " + i));
                default -> editor.bookmark(new EventKey(0, 10 + i), Optional.of(""));
            };
            steps += change.isPresent() ? 1 : 0;
        }
        for (int i = 0; i < steps; i++) {
            editor.undo();
        }
        assertThat(file.narrative()).isEqualTo(begin);
    }

    @Test
    void aChangeThatCannotBeWrittenIsNotDone() throws IOException {
        editor.bookmark(EVENT, Optional.of("a"));
        Path moved = directory.resolve("moved");
        Files.move(file.file(), moved);
        Files.createDirectory(file.file());
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> editor.undo()).isInstanceOf(IOException.class);
        assertThat(file.bookmarks()).containsKey(EVENT);
        Files.delete(file.file());
        Files.move(moved, file.file());
        assertThat(editor.undo()).isPresent();
        assertThat(file.bookmarks()).isEmpty();
    }
}
