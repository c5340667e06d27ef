package lanner.recorder.syscall;

import java.io.ByteArrayOutputStream;

/** What is kept of a program's environment: it often holds secrets. */
public enum EnvironmentPolicy {
    NONE,
    /** {@code NAME=} without the values. */
    NAMES,
    ALL;

    /** What is kept of these items, each with the NUL that ends it. */
    public byte[] kept(byte[] all) {
        return switch (this) {
            case NONE -> new byte[0];
            case NAMES -> names(all);
            case ALL -> all;
        };
    }

    private static byte[] names(byte[] all) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        boolean inName = true;
        for (byte each : all) {
            if (each == 0) {
                names.write(0);
                inName = true;
            } else if (inName) {
                names.write(each);
                inName = each != '=';
            }
        }
        return names.toByteArray();
    }
}
