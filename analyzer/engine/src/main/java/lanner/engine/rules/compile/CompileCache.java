package lanner.engine.rules.compile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.check.EventNames;

/**
 * What the compilers of one load made before. Every file of a load has all that was read so far compiled again; what it
 * leaves alone is not worked out again.
 */
final class CompileCache {
    final Stages macros = new Stages();
    final Stages rules = new Stages();
    final Memo<OutputTemplate> outputs = new Memo<>();
    final Memo<Checked> checked = new Memo<>();

    /** The stages that macros and rules have in common. */
    static final class Stages {
        /** Conditions with their lists filled in. */
        final Memo<Expr> filled = new Memo<>();

        /** Conditions as they are written, lists by their names; empty for one that parses only when they are filled in. */
        final Memo<Optional<Expr>> written = new Memo<>();

        final Memo<MacroInliner.Resolved> resolved = new Memo<>();
        final Memo<List<Impossible>> impossible = new Memo<>();
    }

    /** A comparison with a value that its field never has. */
    record Impossible(Expr.Literal literal, Operator operator, String why) {}

    /**
     * What is known of a rule's condition once it was checked.
     *
     * @param conjuncts what must all hold, each as it is printed
     */
    record Checked(EventNames eventNames, List<String> warnings, String canonical, Set<String> conjuncts) {}
}
