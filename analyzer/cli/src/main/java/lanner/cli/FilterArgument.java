package lanner.cli;

import java.io.PrintWriter;
import java.util.Optional;
import lanner.engine.alert.AlertText;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.plan.CompiledCondition;
import lanner.engine.lang.plan.Predicate;
import lanner.engine.replay.Replay;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The filter that stands on a command line. */
final class FilterArgument {
    private FilterArgument() {}

    /** Compiles a filter; says on standard error what is odd about it. */
    static Predicate compile(CommandSpec command, String filter, FieldRegistry fields) {
        try {
            CompiledCondition compiled = Conditions.compile(Conditions.parse(filter), fields);
            if (!compiled.warnings().isEmpty()) {
                PrintWriter err = command.commandLine().getErr();
                compiled.warnings()
                        .forEach(warning -> err.println("lanner: filter: " + AlertText.visibleCharacters(warning)));
                err.flush();
            }
            return compiled.predicate();
        } catch (ConditionException e) {
            throw new ParameterException(command.commandLine(), ErrorCaret.point("filter", filter, e));
        }
    }

    /** A filter, compiled; empty where it does not compile, or has something odd about it. */
    static Optional<Predicate> faultless(String filter, FieldRegistry fields) {
        try {
            CompiledCondition compiled = Conditions.compile(Conditions.parse(filter), fields);
            return compiled.warnings().isEmpty() ? Optional.of(compiled.predicate()) : Optional.empty();
        } catch (ConditionException e) {
            return Optional.empty();
        }
    }

    /** What a replay has to keep for a filter that was compiled with the same fields. */
    static Replay.Depth depth(String filter, FieldRegistry fields) {
        try {
            for (Expr.FieldRef field : Conditions.parse(filter).fields()) {
                if (fields.resolve(field.name(), field.argument()).scope() != Field.Scope.RECORD) {
                    return Replay.Depth.ALL;
                }
            }
            return Replay.Depth.RECORDS;
        } catch (ConditionException | UnknownFieldException e) {
            throw new IllegalArgumentException("a filter that was not compiled with these fields", e);
        }
    }
}
