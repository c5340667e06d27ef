package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import lanner.recorder.delivery.Delivered;
import lanner.recorder.session.RunningRecording;
import org.junit.jupiter.api.Test;

class ProgramSignalsTest {
    /** A recording whose command ends, alone, in the moment in which it is asked whether it has. */
    private static RunningRecording endingWhenAsked(int processesLeft, long segmentsLeft) {
        AtomicBoolean ended = new AtomicBoolean();
        return (RunningRecording) Proxy.newProxyInstance(
                ProgramSignalsTest.class.getClassLoader(),
                new Class<?>[] {RunningRecording.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "commandHasEnded" -> {
                        ended.set(true);
                        yield true;
                    }
                    case "processes" -> processesLeft + (ended.get() ? 0 : 1);
                    case "delivered" -> new Delivered(segmentsLeft, 0, List.of(), 0);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void aCommandThatHasJustEndedIsNoneOfItsProcessesThatGoOn() {
        assertThat(ProgramSignals.whatGoesOn(endingWhenAsked(0, 0))).isEmpty();
    }

    @Test
    void whatKeepsTheRecordingFromItsEndIsSaid() {
        assertThat(ProgramSignals.whatGoesOn(endingWhenAsked(2, 3)))
                .contains("the command has ended, 2 of its processes go on; the next SIGTERM or Ctrl-C kills them");
        assertThat(ProgramSignals.whatGoesOn(endingWhenAsked(0, 3)))
                .contains("the command has ended, 3 segments are still to be delivered;"
                        + " the next SIGTERM or Ctrl-C gives them up");
    }
}
