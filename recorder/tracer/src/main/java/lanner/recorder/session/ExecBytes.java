package lanner.recorder.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a program gets by its execve, byte for byte as we were given it. */
final class ExecBytes {
    private static final String OWN_VARIABLES = "LANNER_";

    private ExecBytes() {}

    /** An argument as the shell gave it: the virtual machine decoded it with its platform's encoding. */
    static byte[] of(String argument) {
        return argument.getBytes(
                Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name())));
    }

    /** The same, one character a byte. */
    static String latin1(String argument) {
        return new String(of(argument), StandardCharsets.ISO_8859_1);
    }

    /** The environment that this process was given, without what the start script added for us. */
    static List<byte[]> environment() {
        try {
            return environment(Files.readAllBytes(Path.of("/proc/self/environ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param all the items, each with the NUL that ends it, as {@code /proc/PID/environ} has them */
    static List<byte[]> environment(byte[] all) {
        List<byte[]> items = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == 0) {
                byte[] item = Arrays.copyOfRange(all, start, i);
                if (!new String(item, StandardCharsets.ISO_8859_1).startsWith(OWN_VARIABLES)) {
                    items.add(item);
                }
                start = i + 1;
            }
        }
        return items;
    }
}
