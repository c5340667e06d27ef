package lanner.recorder.inline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The code between a site and the stub, which tells the stub where to return.
 *
 * <pre>
 *   BEFORE   +0   mov eax, NUMBER        the replaced instruction
 *            +5   lea rcx, [behind]      behind the program's own syscall
 *            +12  mov r11d, STUB
 *            +18  jmp r11
 *
 *   PADDING  +0   lea rcx, [+18]
 *            +7   mov r11d, STUB
 *            +13  jmp r11
 *            +16  syscall                a call that stops
 *            +18  lea rcx, [behind]      as the kernel leaves it behind the program's own
 *            +25  jmp behind
 * </pre>
 */
final class Trampoline {
    /** Where the stopping call is in a trampoline of {@link Site.Form#PADDING}. */
    static final int STOPPING_CALL = 16;

    /** Where a call of it comes back to. */
    static final int WAY_BACK = STOPPING_CALL + 2;

    private Trampoline() {}

    static byte[] of(Site site) {
        ByteBuffer code = ByteBuffer.allocate(Site.CELL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (site.form() == Site.Form.BEFORE) {
            code.put((byte) 0xB8).putInt(site.number());
        }
        loadRcx(code, site, site.returnAddress());
        code.put((byte) 0x41).put((byte) 0xBB).putInt(SlotLayout.CODE);
        code.put((byte) 0x41).put((byte) 0xFF).put((byte) 0xE3);
        if (site.form() == Site.Form.PADDING) {
            code.put((byte) 0x0F).put((byte) 0x05);
            loadRcx(code, site, site.behind());
            code.put(jump(site.cell() + code.position(), site.behind()));
        }
        byte[] bytes = new byte[code.position()];
        code.flip().get(bytes);
        return bytes;
    }

    private static void loadRcx(ByteBuffer code, Site site, long address) {
        long next = site.cell() + code.position() + 7;
        code.put((byte) 0x48).put((byte) 0x8D).put((byte) 0x0D).putInt(distance(next, address));
    }

    /** {@code jmp rel32}. */
    static byte[] jump(long from, long to) {
        return ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xE9)
                .putInt(distance(from + 5, to))
                .array();
    }

    /** Whether an instruction of 32-bit distance leads from one to the other and back, with room around. */
    static boolean reaches(long from, long to) {
        long distance = to - from;
        return distance > Integer.MIN_VALUE + 0x10000L && distance < Integer.MAX_VALUE - 0x10000L;
    }

    private static int distance(long from, long to) {
        return Math.toIntExact(to - from);
    }
}
