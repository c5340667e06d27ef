package lanner.viewer.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lanner.investigation.streams.FollowStep;
import lanner.investigation.streams.FollowStep.Direction;
import lanner.investigation.streams.FollowStep.Kind;
import lanner.investigation.streams.Payload.Form;
import org.junit.jupiter.api.Test;

class FollowLinesTest {
    private static final List<FollowStep> STEPS = List.of(
            step(Kind.OPENED, Direction.NONE, ""),
            step(Kind.MOVED_DATA, Direction.OUT, "one\ntwo"),
            step(Kind.MOVED_DATA, Direction.IN, "two two"),
            step(Kind.CLOSED, Direction.NONE, ""));

    private static FollowStep step(Kind kind, Direction direction, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return new FollowStep(1, 2, 3, kind, direction, "", "", bytes.length, bytes, false);
    }

    private static List<String> lines(FollowLines lines) {
        return IntStream.range(0, lines.count())
                .mapToObj(line -> lines.stepAt(line)
                        + lines.dataLine(line).map(" "::concat).orElse(""))
                .toList();
    }

    @Test
    void hasALineForEachStepAndThoseOfItsData() {
        assertThat(lines(new FollowLines(STEPS, Form.TEXT, Direction.NONE)))
                .containsExactly("0", "1", "1 one", "1 two", "2", "2 two two", "3");
        assertThat(lines(new FollowLines(STEPS, Form.DOTTED, Direction.OUT)))
                .containsExactly("0", "1", "1 one.two", "2", "3");
        assertThat(FollowLines.NONE.count()).isZero();
    }

    @Test
    void findsForwardsBackwardsAndRound() {
        FollowLines lines = new FollowLines(STEPS, Form.TEXT, Direction.NONE);
        byte[] two = "TWO".getBytes(StandardCharsets.UTF_8);
        FollowLines.Hit first = new FollowLines.Hit(1, 4);
        FollowLines.Hit second = new FollowLines.Hit(2, 0);
        FollowLines.Hit third = new FollowLines.Hit(2, 4);
        assertThat(lines.find(two, false, Optional.empty(), true)).contains(first);
        assertThat(lines.find(two, false, Optional.of(first), true)).contains(second);
        assertThat(lines.find(two, false, Optional.of(second), true)).contains(third);
        assertThat(lines.find(two, false, Optional.of(third), true)).contains(first);
        assertThat(lines.find(two, false, Optional.empty(), false)).contains(third);
        assertThat(lines.find(two, false, Optional.of(second), false)).contains(first);
        assertThat(lines.find(two, false, Optional.of(first), false)).contains(third);
        assertThat(lines.find(two, true, Optional.empty(), true)).isEmpty();
        assertThat(lines.lineOf(first)).isEqualTo(3);
        assertThat(lines.lineOf(third)).isEqualTo(5);
    }
}
