package lanner.cli.sarif;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Files as SARIF names them: a reference relative to the root of what was checked out (RFC 3986, section 4.2). */
public final class ArtifactUri {
    private static final String PLAIN = "-._~!$&'()*+,;=@/";

    private ArtifactUri() {}

    /**
     * The reference of a file, from the working directory. Of a file that is not below it the name alone: where it lies is
     * this machine's business and may be another place each time, and code scanning wants the same name in every run.
     */
    public static String of(Path file) {
        Path here = Path.of("").toAbsolutePath().normalize();
        Path there = file.toAbsolutePath().normalize();
        Path name = there.getFileName();
        Path shown = there.startsWith(here) && !there.equals(here) ? here.relativize(there) : name;
        return encoded(shown == null ? "." : shown.toString());
    }

    /** Percent-encodes all but what may stand in a path; a colon too, which would end a scheme. */
    private static String encoded(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || PLAIN.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append('%').append(hex(c >> 4)).append(hex(c & 15));
            }
        }
        return uri.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }
}
