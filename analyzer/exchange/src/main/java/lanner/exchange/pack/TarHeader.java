package lanner.exchange.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lanner.capture.event.CaptureFormatException;

/**
 * The block before a file in a tar archive.
 *
 * <pre>
 * offset   0 name 100     path, or its last part
 *        100 mode 8, 108 uid 8, 116 gid 8
 *        124 size 12      octal, or 0x80 and a big-endian number (GNU)
 *        136 mtime 12
 *        148 checksum 8   sum of all bytes, with spaces in its own place
 *        156 type 1       '0' or NUL a file, '5' a directory
 *        257 "ustar"
 *        345 prefix 155   what stands before the name, with '/' between
 * </pre>
 */
record TarHeader(String path, long size, boolean directory) {
    static final int BLOCK = 512;

    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final long MOST_OCTAL = (1L << 33) - 1;

    /** Bytes behind a file's own up to the next block. */
    static int padding(long size) {
        return (int) (-size & BLOCK - 1);
    }

    /** The block of a plain file, owned by nobody and as old as the epoch, so that the same files give the same bytes. */
    static byte[] ofFile(String path, long size) {
        byte[] block = new byte[BLOCK];
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > NAME) {
            throw new IllegalArgumentException(path + " is too long for a tar archive");
        }
        System.arraycopy(name, 0, block, 0, name.length);
        put(block, 100, "0000600\0");
        put(block, 108, "0000000\0");
        put(block, 116, "0000000\0");
        if (size <= MOST_OCTAL) {
            put(block, SIZE, String.format("%011o\0", size));
        } else {
            block[SIZE] = (byte) 0x80;
            for (int i = 0; i < Long.BYTES; i++) {
                block[SIZE + 11 - i] = (byte) (size >>> 8 * i);
            }
        }
        put(block, 136, "00000000000\0");
        block[TYPE] = '0';
        put(block, MAGIC, "ustar\00000");
        put(block, 329, "0000000\0");
        put(block, 337, "0000000\0");
        put(block, CHECKSUM, String.format("%06o\0 ", checksum(block)));
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static int checksum(byte[] block) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xFF;
        }
        return sum;
    }

    /** Whether the block is one of those at an archive's end. */
    static boolean isEnd(byte[] block) {
        return Arrays.equals(block, new byte[BLOCK]);
    }

    /** @throws CaptureFormatException when this is no block before a file or a directory */
    static TarHeader of(byte[] block) throws CaptureFormatException {
        if (!new String(block, MAGIC, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            throw new CaptureFormatException("no file of a tar archive begins here");
        }
        if (octal(block, CHECKSUM, 8) != checksum(block)) {
            throw new CaptureFormatException("the block before a file has another checksum than it says");
        }
        char type = (char) (block[TYPE] & 0xFF);
        String name = text(block, 0, NAME);
        // GNU tar has times in the place of the prefix where the magic ends with a blank.
        String prefix = block[MAGIC + 5] == 0 ? text(block, PREFIX, PREFIX_LENGTH) : "";
        String path = prefix.isEmpty() ? name : prefix + "/" + name;
        if (type != '0' && type != 0 && type != '5') {
            throw new CaptureFormatException("'" + path + "' is neither a file nor a directory");
        }
        long size = block[SIZE] == (byte) 0x80 ? binary(block) : octal(block, SIZE, 12);
        if (size < 0) {
            throw new CaptureFormatException("'" + path + "' has no size");
        }
        return new TarHeader(path, size, type == '5');
    }

    private static long binary(byte[] block) {
        long size = 0;
        for (int i = 1; i < 12; i++) {
            if (size >>> 55 != 0) {
                return -1;
            }
            size = size << 8 | block[SIZE + i] & 0xFF;
        }
        return size;
    }

    private static long octal(byte[] block, int at, int length) {
        String digits = text(block, at, length).strip();
        return digits.matches("[0-7]{1,11}") ? Long.parseLong(digits, 8) : -1;
    }

    private static String text(byte[] block, int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }
}
