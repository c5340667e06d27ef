package lanner.recorder.inline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import lanner.capture.InlineLevel;
import lanner.recorder.arch.AllRegisters;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At every instruction of the stub a thread is taken out of it, and the program must not be able to tell. */
class UnwindingTest {
    private static final BitSet EVERY = new BitSet();
    private static final long BACK = 0x7F0000001002L;
    private static final long TEXT = 0x555500001000L;
    private static final int OPENAT = 257;
    private static final int OPEN = 2;
    private static final int ACCESS = 21;
    private static final int CLOSE = 3;
    private static final int FCNTL = 72;
    private static final int UNKNOWN = 0;
    private static final int READLINK = 89;
    private static final int READLINKAT = 267;
    private static final int GETCWD = 79;

    static {
        EVERY.set(0, SlotLayout.CLASS_COUNT);
    }

    private final StubImage image = new StubImage(InlineCall.of(InlineLevel.OPEN, EVERY));
    private final Unwinding unwinding = new Unwinding(image);

    /**
     * A call that comes to the stub.
     *
     * @param recorded whether the stub makes it
     */
    private record Story(
            String name, int number, long[] arguments, byte[] text, int slotUsed, boolean recorded, long result) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static long[] arguments(long... given) {
        return Arrays.copyOf(given, 6);
    }

    private static Story story(String name, int number, long[] arguments, String text, boolean recorded) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
        byte[] text8 = Arrays.copyOf(bytes, (bytes.length + 7 & ~7) + 8);
        return new Story(name, number, arguments, text8, 0, recorded, StubMachine.RESULT);
    }

    /** A call whose answer the kernel has written to memory, with this result. */
    private static Story answered(String name, int number, long result, long... given) {
        byte[] text = Arrays.copyOf("/proc/self/exe".getBytes(StandardCharsets.ISO_8859_1), 5000);
        return new Story(name, number, arguments(given), text, 0, true, result);
    }

    private static List<Story> stories() {
        List<Story> stories = new ArrayList<>();
        stories.add(story("no path", CLOSE, arguments(7), "", true));
        for (int shift = 0; shift < 9; shift++) {
            stories.add(story(
                    "path at +" + shift, ACCESS, arguments(TEXT + shift, 4), "a".repeat(shift) + "/etc/pas", true));
        }
        stories.add(story("path that ends before a word", ACCESS, arguments(TEXT + 3, 4), "aaa/e", true));
        stories.add(story("opens the old way", OPEN, arguments(TEXT, 0), "/etc/hostname", true));
        stories.add(story("writes the old way", OPEN, arguments(TEXT, 2), "/etc/hostname", false));
        stories.add(story("empty path", OPENAT, arguments(3, TEXT, 0x80000), "", true));
        stories.add(story("opens for reading", OPENAT, arguments(-100, TEXT, 0x80000), "/etc/hostname", true));
        stories.add(story("opens for writing", OPENAT, arguments(-100, TEXT, 1), "/etc/hostname", false));
        stories.add(story("gets flags", FCNTL, arguments(3, 1), "", true));
        stories.add(story("duplicates", FCNTL, arguments(3, 0, 10), "", true));
        stories.add(story("duplicates and closes on exec", FCNTL, arguments(3, 1030), "", true));
        stories.add(story("locks", FCNTL, arguments(3, 6), "", false));
        stories.add(story("another call", UNKNOWN, arguments(3, TEXT, 8), "", false));
        stories.add(story("a number that is none", 513, arguments(3), "", false));
        stories.add(story("null path", ACCESS, arguments(0, 4), "", false));
        stories.add(story("longest path", ACCESS, arguments(TEXT, 4), "x".repeat(4095), true));
        stories.add(story("path too long", ACCESS, arguments(TEXT, 4), "x".repeat(4200), false));
        stories.add(new Story(
                "full slot",
                CLOSE,
                arguments(7),
                new byte[8],
                SlotLayout.SLOT_BYTES - SlotLayout.MAX_RECORD_BYTES - SlotLayout.HEADER_BYTES,
                false,
                StubMachine.RESULT));
        long answer = TEXT + 100;
        stories.add(answered("reads a link", READLINK, 13, TEXT, answer, 300));
        stories.add(answered("reads no link", READLINK, -22, TEXT, answer, 300));
        stories.add(answered("reads a link from a directory", READLINKAT, 1, 3, TEXT, answer, 300));
        stories.add(answered("asks for the directory", GETCWD, 8, answer, 300));
        stories.add(answered("an answer that is too long", GETCWD, 4200, answer, 5000));
        return stories;
    }

    @TestFactory
    Stream<DynamicTest> theProgramCannotTellWhereItWasTakenOut() {
        return stories().stream()
                .map(story -> DynamicTest.dynamicTest(story.name(), () -> {
                    int steps = 0;
                    StubMachine whole = machine(story);
                    while (whole.isInCode()) {
                        whole.step();
                        steps++;
                    }
                    assertThat(whole.rip()).isEqualTo(story.recorded() ? BACK : BACK - 2);
                    // Of the long loops not each round.
                    int stride = steps > 500 ? 41 : 1;
                    for (int stopped = 0; stopped <= steps; stopped += stride) {
                        takenOutAfter(stopped, story);
                    }
                }));
    }

    private void takenOutAfter(int steps, Story story) {
        StubMachine machine = machine(story);
        StubMachine.Made wanted = new StubMachine.Made(
                story.number(), Arrays.stream(story.arguments()).boxed().toList());
        for (int i = 0; i < steps; i++) {
            machine.step();
        }
        String place = Long.toHexString(machine.rip());
        AllRegisters registers = machine.shown();
        Unwinding.Outcome outcome = unwinding.outOfStub(registers, inFlight(machine));
        long head = inFlight(machine).head() - SlotLayout.first(SlotLayout.RING) - story.slotUsed();
        boolean published = head != 0;
        switch (outcome) {
            case ELSEWHERE ->
                assertThat(unwinding.isInStub(machine.rip())).as(place).isFalse();
            case NOT_MADE -> {
                assertThat(machine.calls).as(place).isEmpty();
                assertThat(published).as(place).isFalse();
                assertThat(registers.rip()).as(place).isEqualTo(BACK - 2);
                assertThat(called(registers)).as(place).isEqualTo(wanted);
                assertThat(registers.call()).as(place).isEqualTo(-1);
            }
            case MADE, PUBLISHED -> {
                assertThat(machine.calls).as(place).containsExactly(wanted);
                assertThat(published).as(place).isEqualTo(outcome == Unwinding.Outcome.PUBLISHED);
                assertThat(registers.rip()).as(place).isEqualTo(BACK);
                assertThat(registers.rax()).as(place).isEqualTo(story.result());
                assertThat(arguments(registers)).as(place).isEqualTo(wanted.arguments());
                assertThat(registers.call()).as(place).isEqualTo(-1);
            }
            case INTERRUPTED -> throw new AssertionError(place);
        }
        assertThat(registers.rip() == BACK || registers.rip() == BACK - 2)
                .as(place)
                .isTrue();
    }

    private static StubMachine.Made called(AllRegisters registers) {
        return new StubMachine.Made((int) registers.rax(), arguments(registers));
    }

    private static List<Long> arguments(AllRegisters registers) {
        List<Long> arguments = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            arguments.add(registers.argument(i));
        }
        return arguments;
    }

    private InFlight inFlight(StubMachine machine) {
        byte[] header = machine.read(SlotLayout.RING, SlotLayout.HEADER_BYTES);
        long head = new InFlight(header, new byte[SlotLayout.PATH]).head();
        return new InFlight(header, machine.read(head, SlotLayout.PATH));
    }

    private StubMachine machine(Story story) {
        StubMachine machine = new StubMachine(image.instructions());
        byte[] slot = new byte[SlotLayout.SLOT_BYTES];
        byte[] header = StubImage.header(SlotLayout.RING);
        header[0] += (byte) story.slotUsed();
        header[1] += (byte) (story.slotUsed() >> 8);
        header[2] += (byte) (story.slotUsed() >> 16);
        System.arraycopy(header, 0, slot, 0, header.length);
        machine.map(SlotLayout.RING, slot);
        machine.map(SlotLayout.CODE, image.bytes());
        machine.map(TEXT, story.text());
        machine.gs(SlotLayout.RING);
        List<String> names = List.of("rdi", "rsi", "rdx", "r10", "r8", "r9");
        for (int i = 0; i < 6; i++) {
            machine.registers.put(names.get(i), story.arguments()[i]);
        }
        machine.registers.put("rax", (long) story.number());
        machine.registers.put("rcx", BACK);
        machine.answers(story.result());
        machine.rip(image.entry());
        return machine;
    }

    @Test
    void everyInstructionOfTheStubIsPassedInTheseStories() {
        TreeSet<Integer> passed = new TreeSet<>();
        for (Story story : stories()) {
            StubMachine machine = machine(story);
            while (machine.isInCode()) {
                passed.add((int) machine.rip());
                machine.step();
            }
        }
        List<Integer> stub = image.instructions().stream()
                .map(Assembler.Instruction::address)
                .filter(address -> unwinding.isInStub(address))
                .toList();
        assertThat(passed).containsExactlyElementsOf(stub);
    }

    @Test
    void aThreadWithoutASlotAndOneWithAGsOfItsOwnMakeTheirCallsByStops() {
        for (long gs : new long[] {0, SlotLayout.NO_SLOT, TEXT, SlotLayout.RING + SlotLayout.RING_BYTES, -8}) {
            StubMachine machine = machine(story("close", CLOSE, arguments(7), "x".repeat(64), false));
            machine.gs(gs);
            while (machine.isInCode()) {
                machine.step();
            }
            assertThat(machine.rip()).isEqualTo(BACK - 2);
            assertThat(machine.calls).isEmpty();
        }
    }

    @Test
    void aPathThatCannotBeReadIsGivenToTheKernel() {
        StubMachine machine = machine(story("unreadable", ACCESS, arguments(0x1234, 4), "", false));
        AllRegisters registers = faulted(machine);
        assertThat(unwinding.outOfStub(registers, inFlight(machine))).isEqualTo(Unwinding.Outcome.NOT_MADE);
        assertThat(registers.rip()).isEqualTo(BACK - 2);
        assertThat(called(registers)).isEqualTo(new StubMachine.Made(ACCESS, List.of(0x1234L, 4L, 0L, 0L, 0L, 0L)));
    }

    @Test
    void aThreadWhoseSlotIsGoneFaultsBeforeAnythingIsLost() {
        StubMachine machine = machine(story("close", CLOSE, arguments(7), "", false));
        machine.unmap(SlotLayout.RING);
        AllRegisters registers = faulted(machine);
        InFlight nothing = new InFlight(new byte[SlotLayout.HEADER_BYTES], new byte[SlotLayout.PATH]);
        assertThat(unwinding.outOfStub(registers, nothing)).isEqualTo(Unwinding.Outcome.NOT_MADE);
        assertThat(registers.rip()).isEqualTo(BACK - 2);
        assertThat(called(registers).number()).isEqualTo(CLOSE);
    }

    private static AllRegisters faulted(StubMachine machine) {
        try {
            while (machine.isInCode()) {
                machine.step();
            }
        } catch (StubMachine.Fault e) {
            return machine.shown();
        }
        throw new AssertionError("no fault");
    }

    @ParameterizedTest
    @ValueSource(longs = {-512, -513, -514, -516})
    void anInterruptedCallIsLeftToTheKernel(long result) {
        StubMachine machine = machine(story("close", CLOSE, arguments(7), "", true));
        machine.answers(result);
        while (machine.rip() != image.after()) {
            machine.step();
        }
        AllRegisters registers = machine.shown();
        long call = registers.call();
        assertThat(unwinding.outOfStub(registers, inFlight(machine))).isEqualTo(Unwinding.Outcome.INTERRUPTED);
        assertThat(registers.rip()).isEqualTo(BACK);
        assertThat(registers.rax()).isEqualTo(result);
        assertThat(registers.call()).isEqualTo(call);
    }

    /** Each instruction of both trampolines: where it is, and where the thread goes on. */
    @Test
    void aThreadInATrampolineGoesOnAtItsOwnCall() {
        Site before = new Site(BACK - 2, 257, Site.Form.BEFORE, BACK - 7, new byte[5], 0x7F0000000000L);
        Site padding = new Site(BACK - 2, 0, Site.Form.PADDING, BACK + 10, new byte[5], 0x7F0000000040L);
        Map<Integer, Long> ofBefore = Map.of(0, BACK - 2, 5, BACK - 2, 12, BACK - 2, 18, BACK - 2);
        Map<Integer, Long> ofPadding = Map.of(0, BACK - 2, 7, BACK - 2, 13, BACK - 2, 16, BACK - 2, 18, BACK, 25, BACK);
        assertThat(begins(before)).containsExactlyInAnyOrderElementsOf(ofBefore.keySet());
        assertThat(begins(padding)).containsExactlyInAnyOrderElementsOf(ofPadding.keySet());
        ofBefore.forEach((offset, goesOn) -> {
            AllRegisters registers = at(before.cell() + offset);
            assertThat(Unwinding.outOfTrampoline(registers, Optional.of(before)))
                    .isEqualTo(Unwinding.Outcome.NOT_MADE);
            assertThat(registers.rip()).isEqualTo(goesOn);
            assertThat(registers.rax()).isEqualTo(257);
        });
        ofPadding.forEach((offset, goesOn) -> {
            AllRegisters registers = at(padding.cell() + offset);
            registers.rax(39);
            Unwinding.outOfTrampoline(registers, Optional.of(padding));
            assertThat(registers.rip()).isEqualTo(goesOn);
            assertThat(registers.rax()).isEqualTo(39);
            // Behind a call the kernel leaves its address there.
            assertThat(registers.rcx()).isEqualTo(goesOn == BACK ? BACK : 0);
        });
    }

    private static AllRegisters at(long rip) {
        AllRegisters registers = new AllRegisters();
        registers.rip(rip);
        return registers;
    }

    private static List<Integer> begins(Site site) {
        byte[] code = Trampoline.of(site);
        List<Integer> begins = new ArrayList<>();
        for (int at = 0; at < code.length; at += InstructionLength.of(code, at)) {
            begins.add(at);
        }
        return begins;
    }

    @Test
    void aThreadInItsOwnCodeStaysWhereItIs() {
        AllRegisters registers = at(0x555500000000L);
        InFlight nothing = new InFlight(new byte[SlotLayout.HEADER_BYTES], new byte[SlotLayout.PATH]);
        assertThat(unwinding.outOfStub(registers, nothing)).isEqualTo(Unwinding.Outcome.ELSEWHERE);
        assertThat(Unwinding.outOfTrampoline(registers, Optional.empty())).isEqualTo(Unwinding.Outcome.ELSEWHERE);
        assertThat(registers.rip()).isEqualTo(0x555500000000L);
    }
}
