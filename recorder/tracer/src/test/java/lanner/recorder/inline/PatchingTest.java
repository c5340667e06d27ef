package lanner.recorder.inline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchingTest {
    private static final long CALL = 0x7F0000001008L;
    private static final long CELL = 0x7EFFFF000040L;

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static Optional<Patching.Place> find(String code, int number) {
        return Patching.find(bytes(code), CALL, number, pad -> false);
    }

    /** Eight bytes before the call, the call at an address that ends in 8, what is behind. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    c39090 b803000000 0f05 c3,                                   3,   BEFORE,  -5, the number is loaded before
                    c39090 b803000000 0f05 c3,                                   4,   ,         0, another number is
                    c39041 b803000000 0f05 c3,                                   3,   ,         0, into r8d
                    c39066 b803000000 0f05 c3,                                   3,   ,         0, of 16 bits
                    9090909090909090 0f05 c3 0f1f440000,                         3,   PADDING,  3, a long nop behind a return
                    9090909090909090 0f05 c3 cccccccccc,                         3,   PADDING,  3, breakpoints behind a return
                    9090909090909090 0f05 c3 66660f1f00,                         3,   PADDING,  3, a nop with prefixes
                    9090909090909090 0f05 c3 0f1f4000 90,                        3,   PADDING,  3, a long nop and a short one
                    9090909090909090 0f05 c3 9090909090,                         3,   ,         0, nops that somebody may patch
                    9090909090909090 0f05 ffe0 cccccccc cccccccccccccccccccccccccccccccc, 3, PADDING, 4, breakpoints up to the second aligned address
                    9090909090909090 0f05 c3 cccc cccc,                          3,   ,         0, too few bytes up to the aligned address
                    9090909090909090 0f05 90 0f1f440000,                         3,   ,         0, nops that the program runs through
                    9090909090909090 0f05 ebee 0f1f4000,                         3,   ,         0, four bytes behind a jump
                    9090909090909090 0f05 c3 0f1f4400,                           3,   ,         0, a nop that is cut off
                    9090909090909090 0f05 eb04 90 0f1f00 0f1f8000000000 0f1f840000000000 90, 3, , 0, nops that a jump leads over
                    9090909090909090 0f05 7403 c3 c3 ccccccccccccccccccc3,       3,   ,         0, a branch into them
                    9090909090909090 0f05 4883f8da 7702 ffe0 c3 cccccccc cccccccccccccccccccccccccccccccc, 3, PADDING, 11, behind more code that a branch leads to
                    9090909090909090 0f05 4883f8da 9090 ffe0 c3 cccccccc cccccccccccccccccccccccccccccccc, 3, , 0, behind bytes that nothing leads to
                    9090909090909090 0f05 0f0b 0f1f4000,                         3,   ,         0, behind a trap from which a handler may return
                    9090909090909090 0f05 0f0b 660f1f840000000000 660f1f840000000000, 3, ,      0, the same with more bytes
                    9090909090909090 0f05 f3c3 660f1f440000 0f1f00,              3,   ,         0, not to an aligned address
                    9090909090909090 0f05 06 0f1f440000,                         3,   ,         0, code that is none
                    9090909090909090 0f34 c3 0f1f440000,                         3,   ,         0, no call
                    """)
    void findsAPlace(String code, int number, Site.Form form, int start, String why) {
        Optional<Patching.Place> place = find(code, number);
        assertThat(place.map(Patching.Place::form)).as(why).isEqualTo(Optional.ofNullable(form));
        place.ifPresent(found -> assertThat(found.start()).as(why).isEqualTo(CALL + start));
    }

    @Test
    void aPadIsUsedOnce() {
        byte[] code = bytes("9090909090909090 0f05 4883f8da 4883f8da 48ffc0 c3 662e0f1f840000000000 c3");
        List<Long> asked = new ArrayList<>();
        Optional<Patching.Place> second = Patching.find(code, CALL, 3, pad -> asked.add(pad) && asked.size() == 1);
        assertThat(asked).hasSize(2);
        assertThat(second.orElseThrow().start()).isEqualTo(asked.get(0) + 5);
    }

    @Test
    void aShortJumpReachesNoFurtherThan127Bytes() {
        for (int between = 100; between < 160; between++) {
            // An aligned pad behind a return at every distance.
            int behind = 2 + between + 1;
            int pad = 16 - (8 + behind) % 16;
            if (pad >= 5 && pad < 16) {
                String code = "90".repeat(8) + "0f05" + "90".repeat(between) + "c3" + "cc".repeat(pad);
                assertThat(find(code, 3).isPresent()).as("%d", between).isEqualTo(between + 1 <= 127);
            }
        }
    }

    /** What replaces one page replaces a call and its padding. */
    @Test
    void thePaddingIsInTheCallsPage() {
        byte[] code = bytes("9090909090909090 0f05 4883f8da 4883f8da 48ffc0 c3 662e0f1f840000000000 c3");
        for (int offset = 4096 - 22; offset <= 4096; offset += 1) {
            long call = 0x7F0000001000L + offset;
            boolean aligned = (call + 24) % 16 == 0;
            boolean sameWay = Patching.find(code, call, 3, pad -> false).isPresent();
            boolean samePage = call / 4096 == (call + 13 + 5) / 4096;
            assertThat(sameWay).as("%x", call).isEqualTo(aligned && samePage);
        }
    }

    private static String text(List<Site.Write> writes) {
        StringBuilder text = new StringBuilder();
        for (Site.Write write : writes) {
            text.append(String.format(
                    "%d %s%s;",
                    write.address() - CALL,
                    HexFormat.of().formatHex(write.bytes()),
                    write.barrier() ? " barrier" : ""));
        }
        return text.toString();
    }

    @Test
    void bytesAreReplacedAtOnceWhereNothingElseRuns() {
        Site before = new Site(CALL, 3, Site.Form.BEFORE, CALL - 5, bytes("b803000000"), CELL);
        assertThat(text(before.writes(false))).isEqualTo("-5 e938f0fffe;");
        assertThat(text(before.undo(false))).isEqualTo("-5 b803000000;");
        Site padding = new Site(CALL, 0, Site.Form.PADDING, CALL + 3, bytes("9090909090"), CELL);
        assertThat(text(padding.writes(false))).isEqualTo("3 e930f0fffe;0 eb01;");
        assertThat(text(padding.undo(false))).isEqualTo("0 0f05;");
    }

    /** A trap first, last the byte under it: nobody runs bytes that are neither the old nor the new instruction. */
    @Test
    void whereThreadsRunATrapKeepsThemOffWhatIsHalfWritten() {
        Site before = new Site(CALL, 3, Site.Form.BEFORE, CALL - 5, bytes("b803000000"), CELL);
        assertThat(text(before.writes(true))).isEqualTo("-5 cc barrier;-4 38f0fffe barrier;-5 e9 barrier;");
        assertThat(text(before.undo(true))).isEqualTo("-5 cc barrier;-4 03000000 barrier;-5 b8 barrier;");
        assertThat(before.behindTrap()).isEqualTo(CALL - 4);
        assertThat(before.again()).isEqualTo(CALL - 5);
        Site padding = new Site(CALL, 0, Site.Form.PADDING, CALL + 3, bytes("9090909090"), CELL);
        assertThat(text(padding.writes(true)))
                .isEqualTo("3 e930f0fffe barrier;0 cc barrier;1 01 barrier;0 eb barrier;");
        assertThat(padding.behindTrap()).isEqualTo(CALL + 1);
        assertThat(padding.again()).isEqualTo(CALL);
    }

    @Test
    void aTrampolineLoadsWhatWasReplacedAndTheReturnAddress() {
        Site before = new Site(CALL, 257, Site.Form.BEFORE, CALL - 5, bytes("b801010000"), CELL);
        // lea rcx, [behind]: measured from the end of the instruction at +12
        assertThat(HexFormat.of().formatHex(Trampoline.of(before)))
                .isEqualTo("b801010000" + "488d0d" + le32(CALL + 2 - (CELL + 12)) + "41bb00000070" + "41ffe3");
        Site padding = new Site(CALL, 0, Site.Form.PADDING, CALL + 3, bytes("9090909090"), CELL);
        assertThat(HexFormat.of().formatHex(Trampoline.of(padding)))
                .isEqualTo("488d0d0b000000" + "41bb00000070" + "41ffe3" + "0f05" + "488d0d"
                        + le32(CALL + 2 - (CELL + 25)) + "e9" + le32(CALL + 2 - (CELL + 30)));
        assertThat(padding.returnAddress()).isEqualTo(CELL + 18);
        assertThat(before.returnAddress()).isEqualTo(CALL + 2);
    }

    private static String le32(long value) {
        return HexFormat.of()
                .formatHex(new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)});
    }

    @Test
    void aTrampolineLiesInReachOfAJump() {
        assertThat(Trampoline.reaches(CALL, CELL)).isTrue();
        assertThat(Trampoline.reaches(CALL, CALL - (2L << 30))).isFalse();
        assertThat(Trampoline.reaches(0x401000, 0x6FF00000)).isTrue();
        assertThat(Trampoline.reaches(CALL, SlotLayout.CODE)).isFalse();
    }
}
