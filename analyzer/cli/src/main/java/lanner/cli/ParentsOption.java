package lanner.cli;

import java.util.Locale;
import lanner.engine.state.Parents;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says whom a process has as its parent after the one that made it has ended. */
final class ParentsOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--parents",
            paramLabel = "at-birth|adopted",
            description = "Which process is the parent: the one that created the process (at-birth, the default) or, "
                    + "after that one has ended, the one that adopted it, as in Falco (adopted).")
    private String word = "at-birth";

    Parents parents() {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "at-birth" -> Parents.AT_BIRTH;
            case "adopted" -> Parents.ADOPTED;
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--parents is at-birth or adopted, not '" + word + "'");
        };
    }
}
