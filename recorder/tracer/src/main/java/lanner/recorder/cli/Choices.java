package lanner.recorder.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options whose value is one of a few words. */
final class Choices {
    private Choices() {}

    /**
     * The constant that a word names, in capitals or not.
     *
     * @throws ParameterException with the words that the option takes
     */
    static <E extends Enum<E>> E choose(CommandSpec spec, Class<E> type, String option, String word) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        option + ": '" + word + "' is not one of " + String.join(", ", words(type))));
    }

    private static <E extends Enum<E>> List<String> words(Class<E> type) {
        return Stream.of(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
