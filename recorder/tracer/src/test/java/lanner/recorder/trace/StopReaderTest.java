package lanner.recorder.trace;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;
import lanner.recorder.os.StopFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kernel made up: what each wait status is, with what the kernel says of the thread. */
class StopReaderTest {
    private static final int X86_64 = 0xC000003E;
    private static final int TID = 77;

    private final Facts facts = new Facts();
    private final StopReader reader = new StopReader(facts);

    private static final class Facts implements StopFacts {
        int op = OP_NONE;
        int architecture = X86_64;
        long number;
        long message;
        boolean inLastStop;
        int asked;

        @Override
        public int syscallInfo(int tid) {
            asked++;
            return op;
        }

        @Override
        public int architecture() {
            return architecture;
        }

        @Override
        public long instructionPointer() {
            return 0x401000;
        }

        @Override
        public long stackPointer() {
            return 0x7fff0000;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public long argument(int index) {
            return 10L + index;
        }

        @Override
        public int filterData() {
            return 5;
        }

        @Override
        public long result() {
            return -2;
        }

        @Override
        public long eventMessage(int tid) {
            asked++;
            return message;
        }

        @Override
        public long eventId(int tid) {
            asked++;
            return message;
        }

        @Override
        public boolean isInLastStop(int tid) {
            return inLastStop;
        }
    }

    /** The third column is how often the kernel has to be asked: each time costs. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # status, op of the stop, kind, questions, event
              0x000000,  0, Ended,  0, true
              0x000700,  0, Ended,  0, true
              0x000009,  0, Ended,  0, true
              0x00008b,  0, Ended,  0, true
              0x07057f,  3, Filter, 1, true
              0x07057f, -1, Other,  1, true
              0x07057f,  0, Other,  1, true
              0x00857f,  1, Entry,  1, false
              0x00857f,  2, Exit,   1, false
              0x00857f,  0, Other,  1, false
              0x00857f, -1, Other,  1, false
              0x01057f,  0, Birth,  1, true
              0x02057f,  0, Birth,  1, true
              0x03057f,  0, Birth,  1, true
              0x04057f,  0, Exec,   1, true
              0x05057f,  0, Other,  0, true
              0x06057f,  0, Last,   1, true
              0x80057f,  0, Halt,   0, true
              0x80137f,  0, Halt,   0, true
              0x00057f,  0, Signal, 0, false
              0x00137f,  0, Signal, 0, false
              0x000f7f,  0, Signal, 0, false
            """)
    void aStatusAndTheKernelsWordAreOneStop(String status, int op, String kind, int questions, boolean event) {
        facts.op = op;
        Stop stop = reader.read(TID, Integer.decode(status));
        assertThat(stop.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(stop.tid()).isEqualTo(TID);
        assertThat(stop.isEvent()).isEqualTo(event);
        assertThat(facts.asked).as("questions").isEqualTo(questions);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0x80057f, false
            0x80137f, true
            0x80147f, true
            0x80157f, true
            0x80167f, true
            0x80127f, false
            """)
    void onlySignalsOfJobControlStopAProcess(String status, boolean ofProcess) {
        assertThat(((Stop.Halt) reader.read(TID, Integer.decode(status))).isOfProcess())
                .isEqualTo(ofProcess);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # architecture, raw number: table, number
              0xC000003E, 257,         X86_64, 257
              0xC000003E, 0x40000101,  X32,    257
              0xC000003E, -1,          X86_64, -1
              0xC000003E, 0x80000101,  X86_64, -2147483391
              0x40000003, 295,         I386,   295
              0x40000003, 0x40000101,  I386,   0x40000101
            """)
    void aCallIsKnownByItsTableAndNumber(String architecture, String raw, Abi abi, String number) {
        aCallIsKnown("amd64", architecture, raw, abi, number);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # architecture, raw number: table, number
              0xC00000B7, 56,          ARM64,  56
              0xC00000B7, 0x40000101,  ARM64,  0x40000101
              0xC00000B7, -1,          ARM64,  -1
              0x40000028, 322,         ARM,    322
              0x40000028, 0xF0005,     ARM,    0xF0005
            """)
    void aCallOnArmIsKnownByItsTableAndNumber(String architecture, String raw, Abi abi, String number) {
        aCallIsKnown("aarch64", architecture, raw, abi, number);
    }

    private void aCallIsKnown(String machine, String architecture, String raw, Abi abi, String number) {
        StopReader reader = new StopReader(facts, Architecture.of(machine).orElseThrow());
        facts.op = StopFacts.OP_SECCOMP;
        facts.architecture = Long.decode(architecture).intValue();
        facts.number = Long.decode(raw);
        Stop.Filter stop = (Stop.Filter) reader.read(TID, 0x07057f);
        assertThat(stop.abi()).isEqualTo(abi);
        assertThat(stop.number()).isEqualTo(Long.decode(number).intValue());
        assertThat(stop.args()).containsExactly(10, 11, 12, 13, 14, 15);
        assertThat(stop.instruction()).isEqualTo(0x401000);
        assertThat(stop.stack()).isEqualTo(0x7fff0000);
        assertThat(stop.datum()).isEqualTo(5);
    }

    @Test
    void eachKindCarriesWhatTheKernelSaysOfIt() {
        facts.message = 1234;
        assertThat(((Stop.Birth) reader.read(TID, 0x03057f)).child()).isEqualTo(1234);
        assertThat(((Stop.Exec) reader.read(TID, 0x04057f)).former()).isEqualTo(1234);
        assertThat(((Stop.Signal) reader.read(TID, 0x0a7f)).number()).isEqualTo(10);
        assertThat(((Stop.Ended) reader.read(TID, 0x0700)).status()).isEqualTo(0x0700);
        facts.op = StopFacts.OP_EXIT;
        assertThat(((Stop.Exit) reader.read(TID, 0x857f)).result()).isEqualTo(-2);
        facts.inLastStop = true;
        Stop.Last last = (Stop.Last) reader.read(TID, 0x06057f);
        assertThat(last.isThere()).isTrue();
        assertThat(last.status()).isEqualTo(1234);
    }

    @Test
    void aThreadThatIsGoneNamesNobody() {
        facts.message = -1;
        assertThat(((Stop.Birth) reader.read(TID, 0x01057f)).child()).isNegative();
        assertThat(((Stop.Exec) reader.read(TID, 0x04057f)).former()).isNegative();
        assertThat(((Stop.Last) reader.read(TID, 0x06057f)).status()).isNegative();
    }

    @Test
    void aStopOfAKindIsTheSameObjectEachTime() {
        facts.op = StopFacts.OP_SECCOMP;
        Stop first = reader.read(TID, 0x07057f);
        assertThat(reader.read(TID + 1, 0x07057f)).isSameAs(first);
        assertThat(first.tid()).isEqualTo(TID + 1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # status: how a thread goes on whose stop could not be served, and with which signal
              0x000700, STAY,   0
              0x07057f, ON,     0
              0x00857f, ON,     0
              0x03057f, ON,     0
              0x80057f, ON,     0
              0x80137f, LISTEN, 0
              0x00137f, ON,     19
              0x00057f, ON,     5
              0x000a7f, ON,     10
            """)
    void aStopThatIsNotServedIsLeftAsItWouldBe(String status, Step.Resume how, int signal) {
        assertThat(Step.unserved(Integer.decode(status))).isEqualTo(new Step(how, signal));
    }
}
