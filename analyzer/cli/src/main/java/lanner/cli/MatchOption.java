package lanner.cli;

import java.util.Locale;
import java.util.Optional;
import lanner.engine.replay.Replay;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which of the rules that match an event raise an alert. */
final class MatchOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--match",
            paramLabel = "first|all",
            description = "Raise an alert for the first rule that matches an event, or for every one (default: first).")
    private @Nullable String word;

    Replay.Match match() {
        return match(Optional.empty());
    }

    /** @param configured what a configuration file says: it holds where the command line says nothing */
    Replay.Match match(Optional<String> configured) {
        String chosen = word != null ? word : configured.orElse("first");
        return switch (chosen.toLowerCase(Locale.ROOT)) {
            case "first" -> Replay.Match.FIRST;
            case "all" -> Replay.Match.ALL;
            default ->
                throw new ParameterException(spec.commandLine(), "--match is first or all, not '" + chosen + "'");
        };
    }
}
