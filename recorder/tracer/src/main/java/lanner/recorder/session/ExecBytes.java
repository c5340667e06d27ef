package lanner.recorder.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What a program gets by its execve, byte for byte as we were given it. */
final class ExecBytes {
    private static final String OWN_VARIABLES = "LANNER_";

    /** Set by the start script where it has set {@code LC_ALL}: "=" and the value before, or nothing for none. */
    private static final String FORMER_LOCALE = "LANNER_LC_ALL=";

    private static final String LOCALE = "LC_ALL=";

    /** In how many parts the start script hands its environment over, in variables of this name and a part's number. */
    private static final String GIVEN = "LANNER_ENVIRON";

    private ExecBytes() {}

    /**
     * The arguments that this process was given last, as the shell gave them. The virtual machine decoded them, and spoilt
     * what is no text in its platform's encoding: the kernel still has their bytes. Others are encoded.
     */
    static List<byte[]> of(List<String> arguments) {
        return of(arguments, ofThisProcess("cmdline"));
    }

    /** @param commandLine as {@code /proc/PID/cmdline} has it: each argument with the NUL that ends it */
    static List<byte[]> of(List<String> arguments, byte[] commandLine) {
        List<byte[]> given = items(commandLine);
        int first = given.size() - arguments.size();
        List<byte[]> bytes = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean same = first >= 0 && plain(latin1(given.get(first + i))).equals(plain(argument));
            bytes.add(same ? given.get(first + i) : encoded(argument));
        }
        return bytes;
    }

    /** What every encoding says alike; a question mark may stand for what it cannot say. */
    private static String plain(String text) {
        return text.replaceAll("[^\\x00-\\x7f]|\\?", "");
    }

    /** Text in the platform's encoding. */
    static byte[] encoded(String argument) {
        return argument.getBytes(
                Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name())));
    }

    /** Bytes, one character each. */
    static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The environment that the start script was given, or this process where there was none, without what is for us. */
    static List<byte[]> environment() {
        byte[] given = handedOver(System.getenv());
        return environment(given.length > 0 ? given : ofThisProcess("environ"));
    }

    /** What the start script hands over of its own environment, as {@code /proc/PID/environ} had it; empty for nothing. */
    static byte[] handedOver(Map<String, String> variables) {
        StringBuilder encoded = new StringBuilder();
        int parts = Integer.parseInt(variables.getOrDefault(GIVEN, "0"));
        for (int part = 0; part < parts; part++) {
            encoded.append(variables.get(GIVEN + "_" + part));
        }
        return Base64.getDecoder().decode(encoded.toString());
    }

    private static byte[] ofThisProcess(String name) {
        try {
            return Files.readAllBytes(Path.of("/proc/self", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param all the items, each with the NUL that ends it, as {@code /proc/PID/environ} has them */
    static List<byte[]> environment(byte[] all) {
        List<byte[]> items = items(all);
        String former = items.stream()
                .map(ExecBytes::latin1)
                .filter(item -> item.startsWith(FORMER_LOCALE))
                .findFirst()
                .orElse(null);
        List<byte[]> kept = new ArrayList<>();
        for (byte[] item : items) {
            String text = latin1(item);
            if (former != null && text.startsWith(LOCALE)) {
                String value = former.substring(FORMER_LOCALE.length());
                if (!value.isEmpty()) {
                    kept.add((LOCALE + value.substring(1)).getBytes(StandardCharsets.ISO_8859_1));
                }
            } else if (!text.startsWith(OWN_VARIABLES)) {
                kept.add(item);
            }
        }
        return kept;
    }

    /** The items of a list; one that is cut before its NUL is none. */
    private static List<byte[]> items(byte[] all) {
        List<byte[]> items = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == 0) {
                items.add(Arrays.copyOfRange(all, start, i));
                start = i + 1;
            }
        }
        return items;
    }
}
