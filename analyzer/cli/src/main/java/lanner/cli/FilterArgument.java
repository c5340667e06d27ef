package lanner.cli;

import java.io.PrintWriter;
import lanner.engine.alert.AlertText;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.plan.CompiledCondition;
import lanner.engine.lang.plan.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The filter that stands on a command line. */
final class FilterArgument {
    private FilterArgument() {}

    /** Compiles a filter; says on standard error what is odd about it. */
    static Predicate compile(CommandSpec command, String filter, FieldRegistry fields) {
        try {
            CompiledCondition compiled = Conditions.compile(Conditions.parse(filter), fields);
            PrintWriter err = command.commandLine().getErr();
            compiled.warnings()
                    .forEach(warning -> err.println("lanner: filter: " + AlertText.visibleCharacters(warning)));
            err.flush();
            return compiled.predicate();
        } catch (ConditionException e) {
            throw new ParameterException(command.commandLine(), ErrorCaret.point("filter", filter, e));
        }
    }
}
