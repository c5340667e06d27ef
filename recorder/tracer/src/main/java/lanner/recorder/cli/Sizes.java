package lanner.recorder.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes and times as users write them: {@code 64k}, {@code 100M}, {@code 2G}; {@code 30s}, {@code 15m}, {@code 2h}. */
public final class Sizes {
    private Sizes() {}

    /** Bytes. */
    public static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return scaled(
                    text, "kmgt", new long[] {1L << 10, 1L << 20, 1L << 30, 1L << 40}, "a size, such as 500M or 2G");
        }
    }

    /** Nanoseconds. */
    static final class Nanos implements ITypeConverter<Long> {
        private static final long SECOND = 1_000_000_000L;

        @Override
        public Long convert(String text) {
            if (!text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1))) {
                throw new TypeConversionException("'" + text + "' has no unit: s, m, h or d");
            }
            return scaled(
                    text,
                    "smhd",
                    new long[] {SECOND, 60 * SECOND, 3600 * SECOND, 86_400 * SECOND},
                    "a time, such as 30s, 15m, 2h or 1d");
        }
    }

    private static long scaled(String text, String units, long[] factors, String what) {
        String digits = text.toLowerCase(Locale.ROOT);
        int unit = digits.isEmpty() ? -1 : units.indexOf(digits.charAt(digits.length() - 1));
        if (unit >= 0) {
            digits = digits.substring(0, digits.length() - 1);
        }
        if (!digits.matches("[0-9]{1,12}")) {
            throw new TypeConversionException("'" + text + "' is not " + what);
        }
        try {
            return Math.multiplyExact(Long.parseLong(digits), unit < 0 ? 1 : factors[unit]);
        } catch (ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is too much");
        }
    }
}
