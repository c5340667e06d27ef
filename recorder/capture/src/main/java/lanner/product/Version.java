package lanner.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Lanner's version. The build writes it into a resource: the project's {@code pom.xml} is its one home. */
public final class Version {
    private static final String RESOURCE = "version.txt";

    private Version() {}

    /** The number alone, as {@code 1.2.3}. */
    public static String number() {
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The product and its version, as {@code lanner 1.2.3}. */
    public static String product() {
        return "lanner " + number();
    }
}
