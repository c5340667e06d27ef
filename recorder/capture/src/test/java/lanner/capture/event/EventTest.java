package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A view of a record that was never written says what it would say of the written one. */
class EventTest {
    private static final long SEED = Long.getLong("lanner.seed", 7);

    @ParameterizedTest
    @EnumSource
    void aRecordGetsItsChecksumWhenItsBytesAreAskedFor(EventType type) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED + type.code());
        Event view = new Event();
        EventEncoder views = EventEncoder.forViews();
        for (int round = 0; round < 20; round++) {
            long seed = random.nextLong();
            EventEncoder encoder = record(new EventEncoder(), type, new SplittableRandom(seed));
            record(views, type, new SplittableRandom(seed));
            long sequence = random.nextLong();
            Event summed = new Event().wrap(encoder, sequence);
            view.wrapHeld(views, sequence);
            long number = random.nextLong(1 << 20);
            view.number(number);
            summed.number(number);
            assertThat(view.size()).isEqualTo(summed.size());
            assertThat(written(view, sequence + 1)).isEqualTo(written(summed, sequence + 1));
            Event copy = random.nextBoolean() ? view.copy() : view;
            assertThat(said(copy)).isEqualTo(said(summed));
            byte[] written = new byte[copy.size()];
            copy.rawBytes((bytes, offset, length) -> System.arraycopy(bytes, offset, written, 0, length));
            Event read = new Event().wrap(written, 0, written.length);
            read.number(number);
            assertThat(said(read)).isEqualTo(said(summed));
        }
    }

    /** What an encoder writes that takes the record as it is. */
    private static byte[] written(Event event, long sequence) {
        EventEncoder encoder = new EventEncoder().copy(event);
        return Arrays.copyOf(encoder.buffer(), encoder.finish(sequence));
    }

    @Test
    void onlyAnEncoderForViewsIsLookedAtUnfinishedAndOnlyAnotherIsFinished() {
        EventEncoder views = EventEncoder.forViews().begin(EventType.CLOSE, 1, 2, 3);
        EventEncoder records = new EventEncoder().begin(EventType.CLOSE, 1, 2, 3);
        Event view = new Event().wrapHeld(views, 0);
        assertThatThrownBy(() -> new Event().wrapHeld(records, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> views.finish(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> views.copy(view)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatAnEncoderForViewsTakesFitsARecord() {
        Event view = new Event();
        EventEncoder views = EventEncoder.forViews();
        int longest = 0;
        for (int length = EventEncoder.MAX_LENGTH; longest == 0; length--) {
            try {
                view.wrapHeld(
                        views.begin(EventType.WRITE, 1, 2, 3)
                                .bytes(TransferParams.DATA, new byte[length])
                                .duration(Long.MAX_VALUE),
                        0);
                longest = length;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("record longer than");
            }
        }
        assertThat(view.copy().length(TransferParams.DATA))
                .isEqualTo(longest)
                .isGreaterThan(EventEncoder.MAX_LENGTH - 2048);
    }

    private static EventEncoder record(EventEncoder encoder, EventType type, SplittableRandom random) {
        boolean longer = random.nextInt(4) == 0;
        encoder.replaceTexts(longer ? text -> Arrays.copyOf(text, text.length / 2 + 3) : text -> text);
        encoder.begin(type, random.nextInt(), random.nextLong(), random.nextLong())
                .result(random.nextLong() >> random.nextInt(64));
        for (int param = type.resultIsFirst() ? 1 : 0; param < type.params().size(); param++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    // The event lacks it.
                }
                case 1 -> encoder.unreadable(param);
                default -> fill(encoder, param, type.params().get(param).type(), random);
            }
        }
        if (random.nextBoolean()) {
            encoder.duration(random.nextLong() >>> 1);
        }
        return encoder;
    }

    private static void fill(EventEncoder encoder, int param, ParamType type, SplittableRandom random) {
        if (type.isNumber()) {
            encoder.number(param, random.nextLong() >>> 1 + random.nextInt(63));
            return;
        }
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        encoder.bytes(param, bytes);
        if (random.nextInt(4) == 0) {
            encoder.cut(param);
        }
    }

    /** Everything that a view answers. */
    private static String said(Event event) {
        StringBuilder said = new StringBuilder();
        said.append(event.type()).append(' ').append(event.number()).append(' ').append(event.sequence());
        said.append(' ')
                .append(event.time())
                .append(' ')
                .append(event.monotonic())
                .append(' ')
                .append(event.tid());
        said.append(' ').append(event.result()).append(' ').append(event.isResultKnown());
        said.append(' ').append(event.duration()).append(' ').append(event.size());
        for (Mark mark : Mark.values()) {
            said.append(event.has(mark) ? " " + mark : "");
        }
        for (int param = 0; param < event.type().params().size(); param++) {
            said.append('\n').append(param).append(event.has(param)).append(event.isCut(param));
            said.append(event.isUnreadable(param)).append(' ');
            if (event.has(param) && event.type().params().get(param).type().isNumber()) {
                said.append(event.param(param, 0));
            } else {
                said.append(event.length(param))
                        .append(' ')
                        .append(event.text(param))
                        .append(' ');
                said.append(Arrays.toString(event.bytes(param)));
            }
        }
        event.rawBytes((bytes, offset, length) ->
                said.append(Arrays.toString(Arrays.copyOfRange(bytes, offset, offset + length))));
        return said.toString();
    }
}
