package lanner.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShortageTest {
    private static OutOfMemoryError noThread() {
        return new OutOfMemoryError(
                "unable to create native thread: possibly out of memory or process/resource limits reached");
    }

    static Stream<Throwable> errorsForWantOfAThread() {
        return Stream.of(
                noThread(),
                new IllegalStateException("opening the capture failed", noThread()),
                new ExceptionInInitializerError(new IllegalStateException(noThread())));
    }

    @ParameterizedTest
    @MethodSource("errorsForWantOfAThread")
    void aThreadThatCannotBeMadeRefusesTheStart(Throwable error) {
        RecordingException refusal = Shortage.of(error).orElseThrow();
        assertThat(refusal.status()).isEqualTo(RecordingException.ENVIRONMENT);
        assertThat(refusal)
                .hasMessageStartingWith("this process may not make another thread")
                .hasCause(error);
    }

    @Test
    void aFileThatCannotBeOpenedRefusesTheStart() {
        assertThat(Shortage.of(new IllegalStateException(new IOException("Too many open files")))
                        .orElseThrow())
                .hasMessageContaining("ulimit -n");
    }

    @Test
    void anotherErrorStaysWhatItIs() {
        assertThat(Shortage.of(new OutOfMemoryError("Java heap space"))).isEmpty();
        assertThat(Shortage.of(new IllegalStateException((String) null))).isEmpty();
    }
}
