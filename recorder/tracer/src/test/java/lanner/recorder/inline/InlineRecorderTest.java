package lanner.recorder.inline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import lanner.capture.InlineLevel;
import lanner.recorder.arch.AllRegisters;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.seccomp.Selection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stops of a process that is prepared, one by one, on a process that is made of tables. */
class InlineRecorderTest {
    private static final int TID = 100;
    private static final int ACCESS = 21;
    private static final int OPEN = 2;
    private static final int CLOSE = 3;
    private static final long TEXT = 0x7F0000000000L;
    private static final long BEHIND = TEXT + 0x1007;
    private static final long AREA = TEXT - 0x1000000;
    private static final long[] ARGUMENTS = {0x1000, 4, 0, 0, 0, 0};

    private final InlinePlan plan = new InlinePlan(InlineLevel.OPEN, Selection.of(Profile.FORENSIC), Set.of());
    private final StubImage image = plan.image();
    private final FakeProcess process = new FakeProcess();
    private final List<String> told = new ArrayList<>();
    private final InlineRecorder recorder = new InlineRecorder(plan, process, new InlineSink() {
        @Override
        public void recorded(InlineThread thread, InlineRecord call, long entered, long left) {
            String path = call.pathArgument() < 0
                    ? ""
                    : " " + new String(call.bytes(), call.path(), call.pathLength(), StandardCharsets.ISO_8859_1);
            told.add(thread.tid() + " " + call.number() + path + " " + call.result());
            assertThat(left).isGreaterThanOrEqualTo(entered);
        }

        @Override
        public void interrupted(InlineThread thread, AllRegisters registers, long entered) {
            told.add("interrupted");
        }

        @Override
        public void abandoned(InlineThread thread, InlineRecord call, long entered) {
            told.add("abandoned " + call.number());
        }

        @Override
        public void began(int tid, int pid) {
            told.add("began");
        }

        @Override
        public void ended(int tid, int pid, String reason, long calls) {
            told.add("ended: " + reason + " " + calls);
        }
    });
    private final InlineThread thread = recorder.first(TID, TID);

    /** Behind the call of a place that has its number from elsewhere and padding behind it. */
    private static final long PADDED = TEXT + 0x1400 + 5;

    /** push 21; pop rax; syscall; ret; a nop of ten bytes. */
    private static final byte[] PADDED_CODE = HexFormat.of().parseHex("6a15580f05c3662e0f1f840000000000");

    @BeforeEach
    void mapsCode() {
        process.map(TEXT, 0x2000);
        // mov eax, 21; syscall; ret
        process.write(TID, BEHIND - 7, new byte[] {(byte) 0xB8, ACCESS, 0, 0, 0, 0x0F, 0x05, (byte) 0xC3});
        process.write(TID, PADDED - 5, PADDED_CODE);
        process.done.clear();
    }

    /** One call by a stop; whether the thread was let go on from there. */
    private boolean call(InlineThread caller, int number, long behind) {
        process.stoppedIn(number, behind);
        recorder.stopped(caller, false);
        recorder.entering(caller, number, ARGUMENTS, behind);
        recorder.goesOn(caller);
        recorder.stopped(caller, true);
        AllRegisters registers = process.registers(caller.tid());
        registers.rip(behind);
        registers.rax(-2);
        return recorder.ended(caller, true);
    }

    private void callsUntilPrepared() {
        for (int i = 1; i < InlineRecorder.CALLS_BEFORE; i++) {
            assertThat(call(thread, ACCESS, BEHIND)).isFalse();
        }
        assertThat(call(thread, ACCESS, BEHIND)).isTrue();
    }

    private void answers(long rax) {
        process.registers(TID).rax(rax);
    }

    private void marked() {
        process.stoppedIn(StubImage.MARK, image.marked());
        assertThat(recorder.worked(thread, Hands.Stop.FILTER)).isTrue();
    }

    /** Prepares the process to the end. */
    private void prepare() {
        callsUntilPrepared();
        assertThat(recorder.worked(thread, Hands.Stop.ENTRY)).isTrue();
        process.map(SlotLayout.CODE, SlotLayout.CODE_BYTES);
        answers(SlotLayout.CODE);
        assertThat(recorder.worked(thread, Hands.Stop.EXIT)).isTrue();
        process.map(SlotLayout.RING, SlotLayout.RING_BYTES);
        process.map(AREA, AddressSpace.AREA_BYTES);
        process.registers(TID).rbx(SlotLayout.RING);
        process.registers(TID).r13(AREA);
        marked();
    }

    @Test
    void aProcessIsPreparedAtTheSixteenthCall() {
        callsUntilPrepared();
        assertThat(process.done).containsExactly("registers " + Long.toHexString(BEHIND - 2), "goes on to a call");
        assertThat(process.registers(TID).rax()).isEqualTo(9);
        assertThat(process.signalMask(TID)).isEqualTo(-1);
        assertThat(recorder.isAtWork(thread)).isTrue();
    }

    @Test
    void whatIsPreparedIsThereWhenTheThreadGoesOnWhereItWas() {
        prepare();
        assertThat(told).containsExactly("began");
        assertThat(recorder.isAtWork(thread)).isFalse();
        AllRegisters registers = process.registers(TID);
        assertThat(registers.rip()).isEqualTo(BEHIND);
        assertThat(registers.rax()).isEqualTo(-2);
        assertThat(registers.gsBase()).isEqualTo(SlotLayout.RING);
        assertThat(registers.call()).isEqualTo(-1);
        assertThat(process.signalMask(TID)).isZero();
        assertThat(process.bytes(SlotLayout.CODE, SlotLayout.CODE_BYTES)).isEqualTo(image.bytes());
        assertThat(process.bytes(SlotLayout.RING, SlotLayout.HEADER_BYTES))
                .startsWith(StubImage.header(SlotLayout.RING));
        // jmp to the trampoline, and the call's own instruction as it was.
        assertThat(process.bytes(BEHIND - 7, 5)).isEqualTo(Trampoline.jump(BEHIND - 7, AREA));
        assertThat(process.bytes(BEHIND - 2, 2)).isEqualTo(new byte[] {0x0F, 0x05});
    }

    @Test
    void aCallOfTheProgramsOwnFilterBetweenIsPassedOver() {
        callsUntilPrepared();
        recorder.worked(thread, Hands.Stop.ENTRY);
        process.stoppedIn(9, BEHIND);
        process.done.clear();
        assertThat(recorder.worked(thread, Hands.Stop.FILTER)).isTrue();
        assertThat(process.done).containsExactly("goes on to a call");
    }

    @Test
    void aProcessWhoseMemoryIsInUseThereIsLeftAlone() {
        callsUntilPrepared();
        recorder.worked(thread, Hands.Stop.ENTRY);
        answers(-17);
        recorder.worked(thread, Hands.Stop.EXIT);
        assertThat(told).containsExactly("ended: its memory is in use where ours would be 0");
        assertThat(process.registers(TID).rip()).isEqualTo(BEHIND);
        assertThat(process.registers(TID).rax()).isEqualTo(-2);
        assertThat(process.registers(TID).gsBase()).isZero();
        assertThat(call(thread, ACCESS, BEHIND)).isFalse();
    }

    /** A stop that is none of ours: the program is as it was before, and the stop is served. */
    @ParameterizedTest
    @EnumSource(
            value = Hands.Stop.class,
            names = {"OTHER", "EXIT"})
    void aThreadThatStopsForAnythingElseMeanwhileStandsWhereItBegan(Hands.Stop stop) {
        callsUntilPrepared();
        assertThat(recorder.worked(thread, stop)).isFalse();
        assertThat(process.registers(TID).rip()).isEqualTo(BEHIND);
        assertThat(process.registers(TID).rax()).isEqualTo(-2);
        assertThat(process.signalMask(TID)).isZero();
        assertThat(told).containsExactly("ended: it was stopped while it was prepared 0");
    }

    @Test
    void aProcessThatIsNotFitIsLeftAlone() {
        process.unfit = Optional.of("its memory is limited");
        for (int i = 0; i < 2 * InlineRecorder.CALLS_BEFORE; i++) {
            assertThat(call(thread, ACCESS, BEHIND)).isFalse();
        }
        assertThat(told).containsExactly("ended: its memory is limited 0");
        assertThat(process.done).isEmpty();
    }

    /** Writes records as the stub does, and moves HEAD. */
    private void records(int slot, byte[]... records) {
        long head = head(slot);
        for (byte[] record : records) {
            process.write(TID, head, record);
            head += record.length;
        }
        process.write(TID, SlotLayout.slot(slot) + SlotLayout.HEAD, head);
    }

    private long head(int slot) {
        return ByteBuffer.wrap(process.bytes(SlotLayout.slot(slot), 8))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    private static byte[] record(int number, String path, long left) {
        byte[] text = path.isEmpty() ? new byte[0] : (path + "\0").getBytes(StandardCharsets.ISO_8859_1);
        int size = SlotLayout.PATH + (text.length + 7 & ~7);
        ByteBuffer record = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(size).putInt(number).putLong(left - 100).putLong(left).putLong(0);
        record.putLong(SlotLayout.ARGUMENTS, 0x1000);
        record.position(SlotLayout.PATH);
        return record.put(text).array();
    }

    @Test
    void whatIsRecordedIsToldBeforeTheStopAtWhichItIsFound() {
        prepare();
        records(0, record(ACCESS, "/etc/passwd", 1000), record(CLOSE, "", 2000));
        recorder.stopped(thread, false);
        assertThat(told).containsExactly("began", "100 21 /etc/passwd 0", "100 3 0");
        recorder.stopped(thread, false);
        assertThat(told).hasSize(3);
    }

    @Test
    void recordsOfSeveralThreadsAreToldInTheOrderInWhichTheyWereMade() {
        prepare();
        InlineThread second = recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED);
        process.registers(101).gsBase(SlotLayout.RING);
        recorder.beforeItRuns(second);
        assertThat(process.registers(101).gsBase()).isEqualTo(SlotLayout.slot(1));
        records(0, record(CLOSE, "", 1000), record(CLOSE, "", 3000));
        records(1, record(ACCESS, "/a", 2000), record(ACCESS, "/b", 4000));
        recorder.stopped(thread, false);
        assertThat(told).containsExactly("began", "100 3 0", "101 21 /a 0", "100 3 0", "101 21 /b 0");
    }

    /** One thread closes a descriptor, and before that call returns another gets the same number for a file that it opens. */
    @Test
    void aCloseIsToldBeforeTheOpenThatGetsItsDescriptor() {
        prepare();
        InlineThread second = recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED);
        process.registers(101).gsBase(SlotLayout.RING);
        recorder.beforeItRuns(second);
        records(0, record(CLOSE, "", 2050));
        records(1, record(OPEN, "/a", 2000));
        recorder.stopped(thread, false);
        assertThat(told).containsExactly("began", "100 3 0", "101 2 /a 0");
    }

    @Test
    void aSlotIsUsedFromItsBeginningAgainWhenMuchOfItIs() {
        prepare();
        byte[][] many = new byte[300][];
        for (int i = 0; i < many.length; i++) {
            many[i] = record(CLOSE, "", 1000 + i);
        }
        records(0, many);
        call(thread, 39, BEHIND + 100);
        assertThat(head(0)).isEqualTo(SlotLayout.first(SlotLayout.RING));
        records(0, record(CLOSE, "", 9000));
        recorder.stopped(thread, false);
        assertThat(told).hasSize(302);
    }

    @Test
    void aChildHasACopyOfTheCodeAndNoSlot() {
        prepare();
        process.registers(200).gsBase(SlotLayout.RING);
        InlineThread child = bornOf(() -> {});
        assertThat(process.registers(200).gsBase()).isEqualTo(SlotLayout.NO_SLOT);
        process.map(SlotLayout.RING, SlotLayout.RING_BYTES);
        records(0, record(CLOSE, "", 1000));
        recorder.stopped(child, false);
        assertThat(told).containsExactly("began");
    }

    @ParameterizedTest
    @EnumSource(
            value = InlineRecorder.Memory.class,
            names = {"UNKNOWN"})
    void aThreadThatNobodyKnowsGetsNoSlotOfOthers(InlineRecorder.Memory memory) {
        prepare();
        InlineThread stranger = recorder.born(thread, 300, 300, memory);
        process.registers(300).gsBase(SlotLayout.RING);
        recorder.beforeItRuns(stranger);
        assertThat(process.registers(300).gsBase()).isEqualTo(SlotLayout.NO_SLOT);
    }

    @Test
    void moreThreadsThanSlotsMakeTheirCallsByStops() {
        prepare();
        for (int i = 1; i <= SlotLayout.SLOTS; i++) {
            InlineThread more = recorder.born(thread, TID + i, TID, InlineRecorder.Memory.SHARED);
            recorder.beforeItRuns(more);
            assertThat(process.registers(TID + i).gsBase())
                    .isEqualTo(i < SlotLayout.SLOTS ? SlotLayout.slot(i) : SlotLayout.NO_SLOT);
        }
    }

    @Test
    void aThreadThatBlocksFaultsHasNoSlotAsLongAsItDoes() {
        prepare();
        InlineThread second = recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED);
        process.setSignalMask(101, 1L << 10);
        recorder.beforeItRuns(second);
        assertThat(process.registers(101).gsBase()).isEqualTo(SlotLayout.NO_SLOT);
        call(second, ACCESS, BEHIND);
        assertThat(process.registers(101).gsBase()).isEqualTo(SlotLayout.NO_SLOT);
        process.setSignalMask(101, 0);
        call(second, ACCESS, BEHIND);
        assertThat(process.registers(101).gsBase()).isEqualTo(SlotLayout.slot(1));
        process.setSignalMask(101, 1L << 6);
        call(second, 39, BEHIND + 100);
        assertThat(process.registers(101).gsBase()).isEqualTo(SlotLayout.NO_SLOT);
    }

    @Test
    void aGsThatTheProgramSetByAnInstructionIsLeftToIt() {
        prepare();
        InlineThread second = recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED);
        recorder.beforeItRuns(second);
        process.registers(101).gsBase(0x5000);
        process.setSignalMask(101, 1L << 10);
        call(second, 39, BEHIND + 100);
        assertThat(process.registers(101).gsBase()).as("its slot was taken").isEqualTo(0x5000);
        process.setSignalMask(101, 0);
        call(second, ACCESS, BEHIND);
        assertThat(process.registers(101).gsBase())
                .as("it could have one again")
                .isEqualTo(0x5000);
        assertThat(second.space().state()).isEqualTo(AddressSpace.State.GIVEN_UP);
    }

    @Test
    void theSlotOfAThreadThatEndsIsAnothers() {
        prepare();
        InlineThread second = recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED);
        recorder.beforeItRuns(second);
        records(1, record(CLOSE, "", 1000));
        recorder.ending(second);
        assertThat(told).containsExactly("began", "101 3 0");
        InlineThread third = recorder.born(thread, 102, TID, InlineRecorder.Memory.SHARED);
        recorder.beforeItRuns(third);
        assertThat(process.registers(102).gsBase()).isEqualTo(SlotLayout.slot(1));
        recorder.stopped(thread, false);
        assertThat(told).hasSize(2);
    }

    @Test
    void aRecordThatIsForgedEndsItAndTheOnesBeforeCount() {
        prepare();
        records(0, record(CLOSE, "", 1000), record(39, "", 2000), record(CLOSE, "", 3000));
        recorder.stopped(thread, false);
        assertThat(told).containsExactly("began", "100 3 0", "ended: a record that it cannot have made 1");
        // LIMIT 0: no call finds room any more.
        assertThat(process.bytes(SlotLayout.RING + SlotLayout.LIMIT, 8)).isEqualTo(new byte[8]);
        recorder.stopped(thread, false);
        assertThat(process.registers(TID).gsBase()).isEqualTo(SlotLayout.NO_SLOT);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -8, SlotLayout.RING + 8, SlotLayout.RING + SlotLayout.SLOT_BYTES + 8L, Long.MAX_VALUE})
    void aHeadThatLeadsElsewhereEndsIt(long head) {
        prepare();
        process.write(TID, SlotLayout.RING + SlotLayout.HEAD, head);
        recorder.stopped(thread, false);
        assertThat(told).containsExactly("began", "ended: a record that it cannot have made 0");
    }

    @Test
    void aRingThatIsGoneEndsIt() {
        prepare();
        process.unmap(SlotLayout.RING);
        recorder.stopped(thread, false);
        assertThat(told).containsExactly("began", "ended: its records cannot be read 0");
    }

    /** Nothing is recorded for so long. */
    private void isSilentFor(long nanos) {
        process.passes(nanos);
        recorder.takeWhileRunning();
    }

    private long limit(int slot) {
        return Peek.littleEndian(process.bytes(SlotLayout.slot(slot) + SlotLayout.LIMIT, Long.BYTES), 0);
    }

    @Test
    void aProcessThatIsSilentForASecondHasItsNextCallStopAndIsNotLookedAt() {
        prepare();
        isSilentFor(PreparedSpaces.SILENCE / 2);
        assertThat(limit(0)).isEqualTo(SlotLayout.limit(SlotLayout.slot(0)));
        isSilentFor(PreparedSpaces.SILENCE / 2);
        assertThat(limit(0)).isZero();
        assertThat(recorder.mayHaveRecords()).isTrue();
        isSilentFor(Pace.LONGEST);
        assertThat(recorder.mayHaveRecords()).isFalse();
        assertThat(call(thread, ACCESS, BEHIND)).isFalse();
        assertThat(limit(0)).isEqualTo(SlotLayout.limit(SlotLayout.slot(0)));
        assertThat(recorder.mayHaveRecords()).isTrue();
        records(0, record(CLOSE, "", 1000));
        recorder.takeWhileRunning();
        assertThat(told).containsExactly("began", "100 3 0");
    }

    @Test
    void aCallThatWasOnItsWayWhenAProcessCameToRestIsTaken() {
        prepare();
        isSilentFor(PreparedSpaces.SILENCE);
        records(0, record(CLOSE, "", 1000));
        isSilentFor(Pace.LONGEST);
        assertThat(told).containsExactly("began", "100 3 0");
        isSilentFor(PreparedSpaces.SILENCE);
        assertThat(recorder.mayHaveRecords()).isTrue();
        isSilentFor(Pace.LONGEST);
        assertThat(recorder.mayHaveRecords()).isFalse();
    }

    @Test
    void aNewThreadWakesItsProcess() {
        prepare();
        isSilentFor(PreparedSpaces.SILENCE);
        isSilentFor(Pace.LONGEST);
        second();
        assertThat(limit(0)).isEqualTo(SlotLayout.limit(SlotLayout.slot(0)));
        assertThat(limit(1)).isEqualTo(SlotLayout.limit(SlotLayout.slot(1)));
        assertThat(recorder.mayHaveRecords()).isTrue();
    }

    @Test
    void aProcessWhoseSlotsCannotBeWrittenDoesNotRest() {
        prepare();
        process.unmap(SlotLayout.RING);
        isSilentFor(PreparedSpaces.SILENCE);
        isSilentFor(Pace.LONGEST);
        assertThat(recorder.mayHaveRecords()).isTrue();
    }

    @Test
    void whatIsGivenUpAtRestStaysSo() {
        prepare();
        isSilentFor(PreparedSpaces.SILENCE);
        isSilentFor(Pace.LONGEST);
        recorder.stopped(thread, false);
        recorder.entering(thread, 158, new long[] {Obstacles.ARCH_SET_GS, 0, 0, 0, 0, 0}, BEHIND);
        assertThat(told).containsExactly("began", "ended: it uses gs itself 0");
        assertThat(call(thread, ACCESS, BEHIND)).isFalse();
        assertThat(limit(0)).isZero();
    }

    /** A second thread of the prepared process, with a record of its own. */
    private InlineThread second() {
        InlineThread second = recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED);
        process.registers(101).gsBase(SlotLayout.RING);
        recorder.beforeItRuns(second);
        return second;
    }

    /** Between the new image and the stop that tells of it. */
    @Test
    void aThreadThatExecutesIsNotReadFromMeanwhile() {
        prepare();
        recorder.stopped(thread, false);
        recorder.executes(thread);
        process.elsewhere.add(TID);
        recorder.takeWhileRunning();
        recorder.executed(thread);
        recorder.stopped(thread, false);
        assertThat(told).containsExactly("began");
        assertThat(process.done).doesNotContain("writes elsewhere");
    }

    @Test
    void theOtherThreadsOfAProcessThatExecutesAreTakenAtTheirLastStops() {
        prepare();
        InlineThread second = second();
        recorder.executes(thread);
        records(1, record(CLOSE, "", 1000));
        recorder.ending(second);
        process.elsewhere.add(TID);
        recorder.takeWhileRunning();
        recorder.executed(thread);
        assertThat(told).containsExactly("began", "101 3 0");
    }

    /** A child of vfork(2) executes a program: its maker's memory is there still. */
    @Test
    void whereAChildExecutesItsMakerIsReadFrom() {
        prepare();
        InlineThread child = recorder.born(thread, 300, 300, InlineRecorder.Memory.SHARED);
        process.registers(300).gsBase(SlotLayout.RING);
        recorder.beforeItRuns(child);
        recorder.executes(child);
        process.elsewhere.add(300);
        records(0, record(CLOSE, "", 1000));
        recorder.takeWhileRunning();
        assertThat(told).containsExactly("began", "100 3 0");
    }

    @Test
    void anExecThatFailsChangesNothing() {
        prepare();
        recorder.executes(thread);
        recorder.stopped(thread, true);
        records(0, record(CLOSE, "", 1000));
        recorder.takeWhileRunning();
        assertThat(told).containsExactly("began", "100 3 0");
    }

    /** The image was refused when the memory was gone: the kernel ends the process, under the id of its first thread. */
    @ParameterizedTest
    @ValueSource(ints = {TID, 101})
    void anExecThatFailsTooLateEndsNothingAndTouchesNothing(int stopsAs) {
        prepare();
        InlineThread second = second();
        recorder.executes(thread);
        process.elsewhere.add(TID);
        process.elsewhere.add(101);
        InlineThread last = stopsAs == TID ? thread : second;
        process.registers(stopsAs).gsBase(0);
        process.done.clear();
        recorder.stopped(last, false);
        assertThat(recorder.signal(last, 11)).isFalse();
        recorder.ending(last);
        assertThat(told).containsExactly("began");
        assertThat(process.done).isEmpty();
    }

    @Test
    void aThreadThatIsGoneWhenItsStopIsServedIsNoReasonToGiveUp() {
        prepare();
        InlineThread second = second();
        records(0, record(CLOSE, "", 1000));
        process.dead.add(101);
        recorder.stopped(second, false);
        recorder.takeWhileRunning();
        assertThat(told).containsExactly("began", "100 3 0");
    }

    /** Its last stop was not seen. */
    @ParameterizedTest(name = "others with its memory: {0}")
    @ValueSource(booleans = {true, false})
    void whatAKilledThreadLeftIsTakenThroughAnotherOrSaidToBeMissing(boolean others) {
        prepare();
        records(0, record(CLOSE, "", 1000));
        recorder.stopped(thread, false);
        InlineThread child = recorder.born(thread, 300, 300, InlineRecorder.Memory.SHARED);
        process.registers(300).gsBase(SlotLayout.RING);
        recorder.beforeItRuns(child);
        records(0, record(CLOSE, "", 2000));
        process.dead.add(TID);
        if (!others) {
            process.dead.add(300);
        }
        recorder.killed(thread);
        recorder.gone(thread);
        assertThat(told)
                .containsExactly(
                        "began",
                        "100 3 0",
                        others ? "100 3 0" : "ended: it was killed, and its last calls may be missing 1");
    }

    /** Whatever is in the ring: what is told lies in it, and the recorder goes on. */
    @ParameterizedTest
    @ValueSource(longs = 7)
    void tenThousandForgedRingsDoNoHarm(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            FakeProcess forged = new FakeProcess();
            InlineRecorderTest each = new InlineRecorderTest();
            each.mapsCode();
            each.prepare();
            for (int i = 0; i < 100; i++) {
                byte[] noise = new byte[8 << random.nextInt(10)];
                for (int b = 0; b < noise.length; b++) {
                    noise[b] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : 0);
                }
                each.process.write(TID, SlotLayout.RING + random.nextInt(256) * 8L, noise);
                each.recorder.stopped(each.thread, false);
                each.recorder.signal(each.thread, random.nextInt(32) + 1);
            }
            assertThat(forged.done).isEmpty();
        }
    }

    @Test
    void aSignalInTheStubFindsTheProgramAtItsOwnCall() {
        prepare();
        process.registers(TID).rip(image.entry());
        process.registers(TID).rcx(BEHIND);
        assertThat(recorder.signal(thread, 14)).isFalse();
        assertThat(process.registers(TID).rip()).isEqualTo(BEHIND - 2);
    }

    @Test
    void aSignalBehindTheCallFindsItDoneAndItsRecordIsTaken() {
        prepare();
        byte[] record = record(ACCESS, "/etc/passwd", 1000);
        process.write(TID, head(0), record);
        process.write(TID, SlotLayout.RING + SlotLayout.RETURN, BEHIND);
        process.registers(TID).rip(image.after());
        process.registers(TID).rax(-13);
        assertThat(recorder.signal(thread, 14)).isFalse();
        assertThat(process.registers(TID).rip()).isEqualTo(BEHIND);
        assertThat(told).containsExactly("began", "100 21 /etc/passwd -13");
    }

    @Test
    void aFaultInTheStubIsNoneOfTheProgramsAndTheCallIsMadeByAStop() {
        prepare();
        byte[] record = record(ACCESS, "/etc/passwd", 1000);
        process.write(TID, head(0), record);
        process.write(TID, SlotLayout.RING + SlotLayout.RETURN, BEHIND);
        process.registers(TID).rip(image.at("word"));
        assertThat(recorder.signal(thread, 11)).isTrue();
        assertThat(process.registers(TID).rip()).isEqualTo(BEHIND - 2);
        assertThat(process.registers(TID).rax()).isEqualTo(ACCESS);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 7, 11})
    void aSignalOfFaultsThatWasSentIsTheProgramsWhereverItFindsTheThread(int signal) {
        prepare();
        process.isSent = true;
        process.write(TID, head(0), record(ACCESS, "/etc/passwd", 1000));
        process.write(TID, SlotLayout.RING + SlotLayout.RETURN, BEHIND);
        process.registers(TID).rip(image.after());
        process.registers(TID).rax(-13);
        assertThat(recorder.signal(thread, signal)).isFalse();
        assertThat(process.registers(TID).rip()).isEqualTo(BEHIND);
        assertThat(told).containsExactly("began", "100 21 /etc/passwd -13");
        process.registers(TID).rip(AREA);
        assertThat(recorder.signal(thread, signal)).isFalse();
        assertThat(process.registers(TID).rip()).isEqualTo(BEHIND - 2);
    }

    @Test
    void aFaultOfTheProgramsOwnIsItsOwn() {
        prepare();
        process.registers(TID).rip(TEXT + 0x500);
        assertThat(recorder.signal(thread, 11)).isFalse();
        assertThat(recorder.signal(thread, 5)).isFalse();
        assertThat(process.registers(TID).rip()).isEqualTo(TEXT + 0x500);
    }

    @Test
    void anInterruptedCallIsLeftToTheKernelAndTheStops() {
        prepare();
        process.write(TID, head(0), record(ACCESS, "/etc/passwd", 1000));
        process.write(TID, SlotLayout.RING + SlotLayout.RETURN, BEHIND);
        process.registers(TID).rip(image.after());
        process.registers(TID).rax(-512);
        assertThat(recorder.signal(thread, 14)).isFalse();
        assertThat(process.registers(TID).rip()).isEqualTo(BEHIND);
        assertThat(told).containsExactly("began", "interrupted");
    }

    @Test
    void aThreadThatIsKilledInTheCallLeavesItAsBegun() {
        prepare();
        process.write(TID, head(0), record(ACCESS, "/etc/passwd", 1000));
        process.registers(TID).rip(image.after());
        process.registers(TID).rax(-512);
        recorder.ending(thread);
        assertThat(told).containsExactly("began", "abandoned 21");
    }

    /** With other threads the bytes are replaced one step at a time, each seen by all processors before the next. */
    @Test
    void underOtherThreadsCodeIsPatchedBehindATrap() {
        prepare();
        InlineThread second = recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED);
        recorder.beforeItRuns(second);
        long other = BEHIND + 0x100;
        process.write(TID, other - 7, new byte[] {(byte) 0xB8, ACCESS, 0, 0, 0, 0x0F, 0x05, (byte) 0xC3});
        assertThat(call(thread, ACCESS, other)).isFalse();
        process.done.clear();
        assertThat(call(thread, ACCESS, other)).isTrue();
        List<String> writes = new ArrayList<>();
        for (int barriers = 0; barriers < 4; barriers++) {
            assertThat(process.registers(TID).rip()).isEqualTo(image.remoteCall());
            assertThat(process.registers(TID).rax()).isEqualTo(324);
            process.registers(TID).rbx(0);
            writes.clear();
            int before = process.done.size();
            marked();
            process.done.subList(before, process.done.size()).stream()
                    .filter(each -> each.startsWith("writes"))
                    .forEach(writes::add);
            String at = Long.toHexString(other - 7);
            String rest = Long.toHexString(other - 6);
            assertThat(writes)
                    .isEqualTo(
                            switch (barriers) {
                                case 0, 2 -> List.of("writes 1 at " + at);
                                case 1 -> List.of("writes 4 at " + rest);
                                default -> List.of();
                            });
            if (barriers == 0) {
                // Another thread runs into the trap: it begins again there.
                process.registers(101).rip(other - 6);
                assertThat(recorder.signal(second, 5)).isTrue();
                assertThat(process.registers(101).rip()).isEqualTo(other - 7);
            }
        }
        assertThat(recorder.isAtWork(thread)).isFalse();
        assertThat(process.registers(TID).rip()).isEqualTo(other);
        assertThat(process.bytes(other - 7, 1)[0]).isEqualTo((byte) 0xE9);
    }

    /** The kernel has unblocked the signal by then, and the handler that it took away was put back. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aThreadBlocksTrapsAgainThoughOthersAreSetBeforeItsStop(boolean caught) {
        prepare();
        InlineThread second = recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED);
        TrapSettings traps = new TrapSettings(image, process);
        process.isTrapCaught = caught;
        process.setSignalMask(101, 1 << 4);
        assertThat(traps.look(thread)).isFalse();
        traps.keep(thread, new ArrayList<>());

        process.setSignalMask(101, 0);
        process.trapped.add(101);
        assertThat(traps.look(thread)).as("to be put off").isTrue();
        traps.keep(thread, new ArrayList<>());
        traps.restoreMask(second);
        assertThat(process.signalMask(101)).isEqualTo(1 << 4);
    }

    /** A C library blocks all signals where a thread is made; what blocks them for good is waited for no longer than that takes. */
    @Test
    void aPatchWaitsUntilAThreadThatIsMadeRuns() {
        AddressSpace space = new AddressSpace();
        assertThat(space.postpones(false, 0)).isFalse();
        assertThat(space.postpones(true, 5_000_000_000L)).isTrue();
        assertThat(space.postpones(true, 6_999_999_999L)).isTrue();
        assertThat(space.postpones(true, 7_000_000_000L)).isFalse();
        assertThat(space.postpones(true, 8_000_000_000L)).isFalse();
        assertThat(space.postpones(false, 9_000_000_000L)).isFalse();
        assertThat(space.postpones(true, 10_000_000_000L)).isTrue();
    }

    @Test
    void aThreadThatIsStoppedWhileItPatchesLeavesNoTrapBehind() {
        prepare();
        recorder.beforeItRuns(recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED));
        underOtherThreadsUpToTheTrap();
        assertThat(recorder.worked(thread, Hands.Stop.OTHER)).isFalse();
        assertThat(process.bytes(BEHIND + 0x100 - 7, 1)[0]).isEqualTo((byte) 0xE9);
    }

    @Test
    void aThreadThatIsKilledWhileItPatchesLeavesNoTrapInMemoryThatAnotherProcessUses() {
        prepare();
        recorder.beforeItRuns(recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED));
        underOtherThreadsUpToTheTrap();
        recorder.beforeItRuns(recorder.born(thread, 300, 300, InlineRecorder.Memory.SHARED));
        recorder.gone(thread);
        assertThat(process.bytes(BEHIND + 0x100 - 7, 1)[0]).isEqualTo((byte) 0xE9);
    }

    /** Its memory may be another program's by now: another thread of it has executed one. */
    @Test
    void aThreadThatIsKilledWhileItPatchesHasNothingWrittenInItsOwnProcess() {
        prepare();
        recorder.beforeItRuns(recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED));
        underOtherThreadsUpToTheTrap();
        recorder.gone(thread);
        assertThat(process.bytes(BEHIND + 0x100 - 7, 1)[0]).isEqualTo((byte) 0xCC);
    }

    /** A child of the prepared process, whose memory the kernel copied before it was what it is now. */
    private InlineThread bornOf(Runnable earlier) {
        InlineThread child = recorder.born(thread, 200, 200, InlineRecorder.Memory.COPIED);
        process.unmap(SlotLayout.RING);
        earlier.run();
        process.done.clear();
        recorder.beforeItRuns(child);
        return child;
    }

    /** Where its bytes are and what they become. */
    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "b8 15 00 00 00, the same",
        "cc 15 00 00 00, the patch",
        "cc fa ff ff 0e, the patch",
        "e9 fa ff ff 0e, the same",
        "90 15 00 00 00, the same",
        "cc 16 00 00 00, the same"
    })
    void aPatchThatAChildHasHalfIsCompletedBeforeItRuns(String copied, String becomes) {
        prepare();
        byte[] patch = process.bytes(BEHIND - 7, 5);
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(copied);
        System.arraycopy(copied.startsWith("cc fa") || copied.startsWith("e9") ? patch : bytes, 1, bytes, 1, 4);
        bornOf(() -> process.write(200, BEHIND - 7, bytes));
        assertThat(process.bytes(BEHIND - 7, 5)).isEqualTo(becomes.equals("the patch") ? patch : bytes);
        assertThat(process.done).hasSize(becomes.equals("the patch") ? 2 : 1);
    }

    @Test
    void aChildWithoutTheTrampolineHasNoPatch() {
        prepare();
        byte[] half = {(byte) 0xCC, ACCESS, 0, 0, 0};
        bornOf(() -> {
            process.write(200, BEHIND - 7, half);
            process.unmap(AREA);
            process.map(AREA, AddressSpace.AREA_BYTES);
        });
        assertThat(process.bytes(BEHIND - 7, 5)).isEqualTo(half);
    }

    @Test
    void aChildThatWasCopiedBeforeItsMakerWasPreparedIsPreparedItself() {
        prepare();
        InlineThread child = bornOf(() -> {
            process.write(200, BEHIND - 7, new byte[] {(byte) 0xB8, ACCESS, 0, 0, 0});
            process.unmap(SlotLayout.CODE);
            process.unmap(AREA);
        });
        assertThat(process.registers(200).gsBase()).isZero();
        for (int i = 1; i < InlineRecorder.CALLS_BEFORE; i++) {
            assertThat(call(child, ACCESS, BEHIND)).isFalse();
        }
        assertThat(call(child, ACCESS, BEHIND)).isTrue();
        assertThat(process.registers(200).rax()).isEqualTo(9);
    }

    @Test
    void aChildThatWasCopiedWhileItsMakerWasPreparedIsLeftAlone() {
        callsUntilPrepared();
        InlineThread child = recorder.born(thread, 200, 200, InlineRecorder.Memory.COPIED);
        process.map(SlotLayout.CODE, SlotLayout.CODE_BYTES);
        recorder.beforeItRuns(child);
        assertThat(told).containsExactly("ended: it was made while its maker was prepared 0");
        assertThat(process.registers(200).gsBase()).isZero();
    }

    /** The process is prepared and has another thread. */
    private void underOtherThreadsUpToTheTrap() {
        long other = BEHIND + 0x100;
        process.write(TID, other - 7, new byte[] {(byte) 0xB8, ACCESS, 0, 0, 0, 0x0F, 0x05, (byte) 0xC3});
        call(thread, ACCESS, other);
        call(thread, ACCESS, other);
        process.registers(TID).rbx(0);
        marked();
        assertThat(process.bytes(other - 7, 1)[0]).isEqualTo((byte) 0xCC);
    }

    /** A thread that waits in the kernel is not disturbed; its first call afterwards stops, because gs is not a slot. */
    @Test
    void codeIsPatchedAlthoughAThreadHasNotStoppedSinceAndThatThreadGetsItsSlotAtItsNextStop() {
        InlineThread early = recorder.born(thread, 101, TID, InlineRecorder.Memory.SHARED);
        recorder.beforeItRuns(early);
        prepare();
        assertThat(process.bytes(BEHIND - 7, 1)[0]).isEqualTo((byte) 0xB8);
        assertThat(call(thread, ACCESS, BEHIND)).isTrue();
        assertThat(process.registers(101).gsBase()).isZero();
        recorder.stopped(early, false);
        assertThat(process.registers(101).gsBase()).isEqualTo(SlotLayout.slot(1));
    }

    /** A program can make calls from ever new places. */
    @Test
    void onlySoManyPlacesAreRemembered() {
        prepare();
        for (int i = 0; i < 2 * AddressSpace.MOST_PLACES; i++) {
            assertThat(call(thread, ACCESS, 0x10000000L + 16L * i)).isFalse();
        }
        assertThat(thread.space().places()).isEqualTo(AddressSpace.MOST_PLACES);
    }

    @Test
    void codeThatIsOtherCodeByNowIsPatchedAnew() {
        prepare();
        process.write(TID, BEHIND - 7, new byte[] {(byte) 0xB8, ACCESS, 0, 0, 0, 0x0F, 0x05, (byte) 0xC3});
        for (int i = 0; i < 3; i++) {
            call(thread, ACCESS, BEHIND);
        }
        assertThat(process.bytes(BEHIND - 7, 1)[0]).isEqualTo((byte) 0xE9);
    }

    @Test
    void anObstacleEndsItAndTheProgramHasItsCodeBack() {
        prepare();
        process.stoppedIn(158, BEHIND + 50);
        recorder.entering(thread, 158, new long[] {Obstacles.ARCH_SET_GS, 0x5000, 0, 0, 0, 0}, BEHIND + 50);
        assertThat(told).containsExactly("began", "ended: it uses gs itself 0");
        assertThat(process.registers(TID).gsBase()).isZero();
        assertThat(process.bytes(BEHIND - 7, 1)[0]).isEqualTo((byte) 0xB8);
    }

    // --- places whose jump is in padding -----------------------------------------------------------------------------

    /** The process is prepared and calls of the padded place go to the stub; answers where its trampoline's call returns. */
    private long preparePadded() {
        prepare();
        assertThat(call(thread, ACCESS, PADDED)).isFalse();
        assertThat(call(thread, ACCESS, PADDED)).isFalse();
        long cell = AREA + Site.CELL_BYTES;
        assertThat(process.bytes(PADDED - 2, 2)).isEqualTo(new byte[] {(byte) 0xEB, 1});
        assertThat(process.bytes(PADDED + 1, 5)).isEqualTo(Trampoline.jump(PADDED + 1, cell));
        return cell + Trampoline.WAY_BACK;
    }

    /** The one is decoded as if the other were not patched, and takes what that leaves. */
    @Test
    void ofTwoPlacesBeforeTheSamePaddingEachHasItsOwnFiveBytes() {
        byte[] both = HexFormat.of()
                .parseHex("6a15580f05 7503 6a03580f05 c3 662e0f1f840000000000 660f1f840000000000".replace(" ", ""));
        long first = TEXT + 0x1800 + 5;
        long second = first + 7;
        process.write(TID, first - 5, both);
        prepare();
        for (int i = 0; i < 2; i++) {
            call(thread, ACCESS, first);
        }
        for (int i = 0; i < 2; i++) {
            call(thread, CLOSE, second);
        }
        assertThat(process.bytes(first - 2, 2)).isEqualTo(new byte[] {(byte) 0xEB, 8});
        assertThat(process.bytes(second - 2, 2)).isEqualTo(new byte[] {(byte) 0xEB, 6});
        assertThat(process.bytes(second + 1, 1)[0]).isEqualTo((byte) 0xE9);
        assertThat(process.bytes(second + 6, 1)[0]).isEqualTo((byte) 0xE9);
    }

    @Test
    void aCallThatATrampolineMakesIsTheProgramsOwn() {
        long back = preparePadded();
        assertThat(recorder.own(thread, back)).isEqualTo(PADDED);
        assertThat(recorder.own(thread, PADDED)).isEqualTo(PADDED);
        assertThat(recorder.own(thread, BEHIND)).isEqualTo(BEHIND);
    }

    /** The program's instruction is a jump to the stub: what faulted there would come to it again. */
    @Test
    void aFaultInTheStubLeadsToTheTrampolinesCallAndASignalToTheProgramsOwn() {
        long back = preparePadded();
        process.write(TID, head(0), record(ACCESS, "/etc/passwd", 1000));
        process.write(TID, SlotLayout.RING + SlotLayout.RETURN, back);
        process.registers(TID).rip(image.at("word"));
        assertThat(recorder.signal(thread, 11)).isTrue();
        assertThat(process.registers(TID).rip()).isEqualTo(back - 2);
        process.registers(TID).rip(image.at("word"));
        assertThat(recorder.signal(thread, 14)).isFalse();
        assertThat(process.registers(TID).rip()).isEqualTo(PADDED - 2);
        process.registers(TID).rip(image.after());
        process.registers(TID).rax(-2);
        assertThat(recorder.signal(thread, 14)).isFalse();
        assertThat(process.registers(TID).rip()).isEqualTo(PADDED);
        assertThat(process.registers(TID).rcx()).isEqualTo(PADDED);
    }

    /** The kernel begins it again at the program's instruction, from where it would be another call in the stub. */
    @ParameterizedTest(name = "in the stub: {0}")
    @ValueSource(booleans = {true, false})
    void anInterruptedCallBeginsAgainByAStop(boolean inStub) {
        long back = preparePadded();
        process.write(TID, head(0), record(ACCESS, "/etc/passwd", 1000));
        process.write(TID, SlotLayout.RING + SlotLayout.RETURN, back);
        AllRegisters registers = process.registers(TID);
        registers.rip(inStub ? image.after() : back);
        registers.rax(-512);
        registers.inCall(ACCESS);
        assertThat(recorder.signal(thread, 14)).isFalse();
        assertThat(registers.rip()).isEqualTo(PADDED);
        assertThat(registers.call()).isEqualTo(ACCESS);
        assertThat(limit(0)).isZero();
        recorder.nothingInterrupted(thread);
        assertThat(limit(0)).isEqualTo(SlotLayout.limit(SlotLayout.RING));
    }

    @Test
    void aCallThatIsNotRecordedInsideHoldsNothingBack() {
        long back = preparePadded();
        process.registers(TID).rip(back);
        process.registers(TID).rax(-512);
        process.registers(TID).inCall(0);
        recorder.signal(thread, 14);
        assertThat(process.registers(TID).rip()).isEqualTo(PADDED);
        assertThat(limit(0)).isEqualTo(SlotLayout.limit(SlotLayout.RING));
    }

    @Test
    void aThreadThatIsHaltedInATrampolinesCallStandsBehindItsOwn() {
        long back = preparePadded();
        process.registers(TID).rip(back);
        recorder.halted(thread);
        assertThat(process.registers(TID).rip()).isEqualTo(PADDED);
        process.registers(TID).rip(TEXT);
        recorder.halted(thread);
        assertThat(process.registers(TID).rip()).isEqualTo(TEXT);
    }

    /** It reads nothing: what faults there is that it is gone, and the program's own instruction leads to it. */
    @Test
    void aTrampolineThatIsGoneEndsItAndTheProgramHasItsCodeBack() {
        long back = preparePadded();
        process.registers(TID).rip(back - Trampoline.WAY_BACK);
        process.registers(TID).rax(ACCESS);
        assertThat(recorder.signal(thread, 11)).isTrue();
        assertThat(process.registers(TID).rip()).isEqualTo(PADDED - 2);
        assertThat(process.bytes(PADDED - 2, 2)).isEqualTo(new byte[] {0x0F, 0x05});
        assertThat(told).containsExactly("began", "ended: it changes our pages 0");
    }

    /** Behind a trap, before the call is made that needs it; and what is in a trampoline still finds its way. */
    @Test
    void underOtherThreadsTheProgramHasItsCodeBackBeforeItsCall() {
        long back = preparePadded();
        InlineThread second = second();
        process.registers(TID).rip(BEHIND + 50);
        process.registers(TID).inCall(157);
        process.stoppedIn(157, BEHIND + 50);
        long[] arguments = {Obstacles.PR_SET_SECCOMP, 2, 0, 0, 0, 0};
        assertThat(recorder.entering(thread, 157, arguments, BEHIND + 50)).isTrue();
        while (recorder.isAtWork(thread)) {
            assertThat(process.registers(TID).rip()).isEqualTo(image.remoteCall());
            process.registers(TID).rbx(0);
            marked();
        }
        assertThat(process.bytes(PADDED - 2, 2)).isEqualTo(new byte[] {0x0F, 0x05});
        assertThat(process.bytes(BEHIND - 7, 1)[0]).isEqualTo((byte) 0xB8);
        assertThat(process.registers(TID).rip()).isEqualTo(BEHIND + 48);
        assertThat(process.registers(TID).rax()).isEqualTo(157);
        assertThat(recorder.entering(thread, 157, arguments, BEHIND + 50)).isFalse();
        process.registers(101).rip(back);
        recorder.signal(second, 14);
        assertThat(process.registers(101).rip()).isEqualTo(PADDED);
        process.registers(101).rip(PADDED - 1);
        assertThat(recorder.signal(second, 5)).isTrue();
        assertThat(process.registers(101).rip()).isEqualTo(PADDED - 2);
        // A trap that is there now is the program's.
        process.write(101, PADDED - 2, new byte[] {(byte) 0xCC});
        process.registers(101).rip(PADDED - 1);
        assertThat(recorder.signal(second, 5)).isFalse();
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({"0f05, the same", "cc05, the patch", "cc01, the patch", "eb01, the same"})
    void aChildHasThePatchWholeOrNotAtAll(String copied, String becomes) {
        preparePadded();
        byte[] bytes = HexFormat.of().parseHex(copied);
        bornOf(() -> process.write(200, PADDED - 2, bytes));
        assertThat(process.bytes(PADDED - 2, 2))
                .isEqualTo(becomes.equals("the patch") ? new byte[] {(byte) 0xEB, 1} : bytes);
    }

    @Test
    void aChildWithoutTheJumpInThePaddingHasNoPatch() {
        long back = preparePadded();
        InlineThread child = bornOf(() -> process.write(200, PADDED - 5, PADDED_CODE));
        assertThat(recorder.own(child, back)).isEqualTo(back);
        assertThat(process.bytes(PADDED - 5, PADDED_CODE.length)).isEqualTo(PADDED_CODE);
    }

    @Test
    void anExecEndsNothingAndBeginsAnew() {
        prepare();
        recorder.executed(thread);
        process.registers(TID).gsBase(0);
        recorder.stopped(thread, false);
        assertThat(process.registers(TID).gsBase()).isZero();
        callsUntilPrepared();
        assertThat(told).containsExactly("began");
    }
}
