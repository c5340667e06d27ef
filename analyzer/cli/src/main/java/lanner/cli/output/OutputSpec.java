package lanner.cli.output;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An output as the user asked for it, checked: {@code KIND:TARGET[,KEY=VALUE...]} on the command line, or the same keys
 * in a configuration file.
 *
 * @param target what it writes to; empty for the standard output and the local syslog
 * @param headers of an HTTP request
 */
public record OutputSpec(OutputKind kind, String target, Map<String, String> options, List<String> headers) {
    /** The command's own output. */
    public static final OutputSpec STDOUT = new OutputSpec(OutputKind.STDOUT, "", Map.of(), List.of());

    private static final int LAST_PORT = 65_535;
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");
    private static final Pattern OPTION = Pattern.compile(",([a-z_]+)=([^,]*)$");

    public OutputSpec {
        options = Map.copyOf(options);
        headers = List.copyOf(headers);
    }

    /** What is wrong with a specification, as a sentence. */
    public static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /** Reads {@code KIND:TARGET[,KEY=VALUE...]}; what looks like an option but has no known key belongs to the target. */
    public static OutputSpec parse(String text) throws Invalid {
        String word = text.split("[:,]", 2)[0];
        // A webhook may be given as the address that it is.
        String full = word.equals("https") || text.startsWith("http://") ? "http:" + text : text;
        OutputKind kind = OutputKind.of(full.split("[:,]", 2)[0])
                .orElseThrow(() -> new Invalid(
                        "there is no output '" + word + "'; there are " + String.join(", ", OutputKind.words())));
        String rest = full.substring(kind.word().length());
        Map<String, String> options = new LinkedHashMap<>();
        List<String> headers = new ArrayList<>();
        Matcher option = OPTION.matcher(rest);
        while (option.find() && kind.keys().contains(option.group(1))) {
            if (option.group(1).equals("header")) {
                headers.add(0, option.group(2));
            } else if (options.putIfAbsent(option.group(1), option.group(2)) != null) {
                throw new Invalid("'" + option.group(1) + "' is there twice");
            }
            rest = rest.substring(0, option.start());
            option = OPTION.matcher(rest);
        }
        String target = rest.startsWith(":") ? rest.substring(1) : rest;
        return of(kind, target, options, headers);
    }

    /** Reads the keys of a configuration file: the kind's word, its target under the key it has there, its options. */
    public static OutputSpec of(String word, Map<String, String> keys, List<String> headers) throws Invalid {
        OutputKind kind = OutputKind.of(word)
                .orElseThrow(() -> new Invalid(
                        "there is no output '" + word + "'; there are " + String.join(", ", OutputKind.words())));
        Map<String, String> options = new LinkedHashMap<>(keys);
        String target = kind.target().isEmpty()
                ? ""
                : Optional.ofNullable(options.remove(kind.target())).orElse("");
        if (!headers.isEmpty() && kind != OutputKind.HTTP) {
            throw new Invalid("output " + word + " has no 'header'");
        }
        return of(kind, target, options, headers);
    }

    /** Checks a kind, its target and its options. */
    static OutputSpec of(OutputKind kind, String target, Map<String, String> options, List<String> headers)
            throws Invalid {
        if (kind.target().isEmpty() && !target.isEmpty()) {
            throw new Invalid("output " + kind.word() + " takes no '" + target + "'");
        }
        if (target.isEmpty() && !kind.target().isEmpty() && kind != OutputKind.SYSLOG) {
            throw new Invalid("output " + kind.word() + " needs its " + kind.target() + ": " + kind.word() + ":...");
        }
        for (String key : options.keySet()) {
            if (!kind.keys().contains(key)) {
                throw new Invalid("output " + kind.word() + " has no '" + key + "'; it has "
                        + String.join(", ", kind.keys().stream().sorted().toList()));
            }
        }
        OutputSpec spec = new OutputSpec(kind, target, options, headers);
        spec.check();
        return spec;
    }

    private void check() throws Invalid {
        json(false);
        for (String key : List.of("timeout", "retry", "drain", "every")) {
            time(key, Duration.ZERO);
        }
        number("batch", 1, 1, 10_000);
        number("queue", 1, 1, 10_000_000);
        flag("keep_alive");
        if (kind == OutputKind.SYSLOG) {
            SyslogFormat.facility(options.getOrDefault("facility", "user"));
            if (!target.isEmpty()) {
                address("udp", "tcp");
            }
        }
        if (kind == OutputKind.HTTP) {
            address("http", "https");
            for (String header : headers) {
                if (!header.matches("[A-Za-z0-9-]+: ?[\\x20-\\x7e]*")) {
                    throw new Invalid("'" + header + "' is not a header; write NAME: VALUE");
                }
            }
        }
        if (kind == OutputKind.METRICS && target.startsWith("http:")) {
            address("http");
        }
    }

    /** The target as an address with a host, of one of these schemes. */
    URI address(String... schemes) throws Invalid {
        try {
            URI address = new URI(target);
            if (List.of(schemes).contains(address.getScheme())
                    && address.getHost() != null
                    && address.getPort() <= LAST_PORT) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new Invalid("'" + target + "' is not an address: " + e.getReason());
        }
        throw new Invalid(
                "'" + target + "' is not an address; write " + String.join("://HOST... or ", schemes) + "://HOST...");
    }

    /** Whether it says itself how alerts are written. */
    boolean hasFormat() {
        return options.containsKey("format");
    }

    /** Whether alerts are written as JSON. */
    boolean json(boolean otherwise) throws Invalid {
        String format = options.get("format");
        if (format == null) {
            return otherwise;
        }
        return switch (format) {
            case "json" -> true;
            case "text" -> false;
            default -> throw new Invalid("format is text or json, not '" + format + "'");
        };
    }

    /** A stretch of time such as {@code 500ms}, {@code 10s}, {@code 5m}. */
    Duration time(String key, Duration otherwise) throws Invalid {
        String value = options.get(key);
        if (value == null) {
            return otherwise;
        }
        Matcher matcher = TIME.matcher(value);
        if (!matcher.matches()) {
            throw new Invalid(key + " is a time such as 500ms, 10s or 5m, not '" + value + "'");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    int number(String key, int otherwise, int least, int most) throws Invalid {
        String value = options.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new Invalid(key + " is a number from " + least + " to " + most + ", not '" + value + "'");
    }

    boolean flag(String key) throws Invalid {
        return switch (Optional.ofNullable(options.get(key)).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Invalid(key + " is true or false, not '" + options.get(key) + "'");
        };
    }
}
