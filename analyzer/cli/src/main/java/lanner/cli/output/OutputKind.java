package lanner.cli.output;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The kinds of outputs: what their target is called and which keys they know. */
public enum OutputKind {
    STDOUT("", "format"),
    FILE("path", "format"),
    PROGRAM("command", "format keep_alive queue drain"),
    SYSLOG("address", "format facility retry queue drain"),
    HTTP("url", "header batch timeout retry queue drain"),
    METRICS("target", "every");

    private final String target;
    private final String keys;

    OutputKind(String target, String keys) {
        this.target = target;
        this.keys = keys;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key that a configuration file has the target under; empty if the kind has none. */
    String target() {
        return target;
    }

    Set<String> keys() {
        return Set.of(keys.split(" "));
    }

    static Optional<OutputKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(OutputKind::word).toList();
    }
}
