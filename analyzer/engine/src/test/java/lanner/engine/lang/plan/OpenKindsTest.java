package lanner.engine.lang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import lanner.capture.event.EventType;
import lanner.engine.lang.Conditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenKindsTest {
    private static final int O_CREAT = 0x40;
    private static final int O_TMPFILE = 0x410000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evt.type=openat and evt.is_open_write=true | 3=1 3=2 3=3",
                "evt.type=openat and evt.is_open_read=true and evt.is_open_write=false | 3=0 3=3",
                "evt.type in (open, openat) and evt.is_open_exec=true | 40=40 400000=400000",
                "evt.type=openat and not evt.is_open_read=true | 3=1 3=3",
                "evt.type=openat and fd.name=/etc/shadow | 3=0 3=1 3=2 3=3",
                "evt.is_open_write=true and evt.is_open_create=true | 43=41 400003=400001 43=42 400003=400002 43=43 400003=400003",
                "evt.type=open and evt.is_open_write=true | ''"
            })
    void areWhatAConditionCanBeTrueOf(String condition, String tests) throws Exception {
        List<String> found = OpenKinds.of(Conditions.parse(condition), EventType.OPENAT).tests().stream()
                .map(test -> Integer.toHexString(test.mask()) + "=" + Integer.toHexString(test.value()))
                .toList();
        if (tests.startsWith("40=40")) {
            assertThat(found).startsWith(tests.split(" "));
        } else {
            assertThat(String.join(" ", found)).isEqualTo(tests.equals("''") ? "" : tests);
        }
    }

    @Test
    void neverLackAnOpenThatTheConditionIsTrueOf() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        int held = 0;
        for (int round = 0; round < 3_000; round++) {
            int[] flags = {0};
            StringBuilder text = new StringBuilder();
            boolean[] truth = new boolean[4 * 4];
            int[] all = new int[16];
            for (int i = 0; i < 16; i++) {
                all[i] = (i & 3) | ((i & 4) != 0 ? O_CREAT : 0) | ((i & 8) != 0 ? O_TMPFILE : 0);
            }
            SplittableRandom shape = random.split();
            long seed = shape.nextLong();
            for (int i = 0; i < 16; i++) {
                flags[0] = all[i];
                text.setLength(0);
                truth[i] = build(new SplittableRandom(seed), 3, flags[0], text);
            }
            List<OpenKinds.Test> tests = OpenKinds.of(Conditions.parse(text.toString()), EventType.OPENAT)
                    .tests();
            for (int i = 0; i < 16; i++) {
                int value = all[i];
                if (truth[i]) {
                    held++;
                    assertThat(tests.stream().anyMatch(test -> (value & test.mask()) == test.value()))
                            .as("%s of flags %x", text, value)
                            .isTrue();
                }
            }
        }
        assertThat(held).isGreaterThan(5_000);
    }

    /** Writes a condition and answers whether an openat with these flags meets it. */
    private static boolean build(SplittableRandom random, int depth, int flags, StringBuilder text) {
        int access = flags & 3;
        boolean makes = (flags & (O_CREAT | O_TMPFILE)) != 0;
        switch (depth == 0 ? random.nextInt(5) : random.nextInt(8)) {
            case 0 -> {
                text.append("evt.is_open_write=true");
                return access == 1 || access == 2;
            }
            case 1 -> {
                text.append("evt.is_open_read!=false");
                return access == 0 || access == 2;
            }
            case 2 -> {
                text.append("evt.is_open_exec=true");
                return makes;
            }
            case 3 -> {
                boolean right = random.nextBoolean();
                text.append(right ? "evt.type in (openat, connect)" : "evt.type = connect");
                return right;
            }
            case 4 -> {
                text.append("proc.name=x");
                return true;
            }
            case 5 -> {
                text.append("not (");
                boolean inner = build(random, depth - 1, flags, text);
                text.append(')');
                return !inner;
            }
            case 6 -> {
                text.append('(');
                boolean left = build(random, depth - 1, flags, text);
                text.append(" and ");
                boolean right = build(random, depth - 1, flags, text);
                text.append(')');
                return left && right;
            }
            default -> {
                text.append('(');
                boolean left = build(random, depth - 1, flags, text);
                text.append(" or ");
                boolean right = build(random, depth - 1, flags, text);
                text.append(')');
                return left || right;
            }
        }
    }
}
