package lanner.cli;

import java.util.List;
import lanner.engine.rules.run.RuleSelection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which of the rules that are loaded a command asks. */
final class RuleChoiceOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--min-priority",
            paramLabel = "P",
            description = "Leave out rules of a lower priority (default: debug).")
    private @Nullable String minimum;

    @Option(
            names = "--tag",
            paramLabel = "T",
            description = "Use only rules with this tag; given several times, rules with any of the tags.")
    private List<String> tags = List.of();

    @Option(
            names = "--disable",
            paramLabel = "NAME",
            description = "Disable rules of this name; * matches any text. Applied after --config, where there is one, "
                    + "and before --enable.")
    private List<String> disabled = List.of();

    @Option(names = "--enable", paramLabel = "NAME", description = "Enable rules of this name.")
    private List<String> enabled = List.of();

    /**
     * The choice, on top of another.
     *
     * @param before what a file has switched on and off
     * @param least the least priority where the command line has none
     */
    SelectedRules after(RuleSelection before, String least) {
        disabled.forEach(name -> before.names(false, name));
        enabled.forEach(name -> before.names(true, name));
        return new SelectedRules(
                before, tags, PriorityArgument.priority(spec, "--min-priority", minimum == null ? least : minimum));
    }
}
