package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.check.Checker;
import lanner.engine.lang.check.Checker.Checked;
import lanner.engine.lang.check.Typed;

/**
 * Makes predicates of conditions: types are checked, then sets, tables and patterns built, once. What is left for an event
 * is to read values and ask tests. A missing value makes every comparison false.
 */
public final class Planner {
    private Planner() {}

    /**
     * Plans a condition without macros.
     *
     * @throws ConditionException as {@link Checker#check} does
     */
    public static CompiledCondition plan(Expr condition, FieldRegistry registry) throws ConditionException {
        Checked checked = new Checker(registry).check(condition);
        NodePlanner nodes =
                new NodePlanner(CommonSubexpressions.of(List.of()), new Subjects(), new TextIndexes(List.of()));
        return new CompiledCondition(root(checked.tree(), nodes), EventAnalysis.of(condition), checked.warnings());
    }

    /**
     * Plans conditions that are asked about the same events: what several of them say is found once for an event. Never
     * more than one thread may ask them.
     *
     * @throws ConditionException as {@link #plan} does; conditions that it has taken never fail here
     */
    public static JointPlan planAll(List<Expr> conditions, FieldRegistry registry) throws ConditionException {
        Checker checker = new Checker(registry);
        CommonSubexpressions sharing = CommonSubexpressions.of(conditions);
        Subjects subjects = new Subjects();
        List<Typed> trees = new ArrayList<>();
        for (Expr condition : conditions) {
            trees.add(checker.check(condition).tree());
        }
        NodePlanner nodes = new NodePlanner(sharing, subjects, new TextIndexes(trees));
        List<Predicate> predicates = new ArrayList<>();
        for (Typed tree : trees) {
            predicates.add(root(tree, nodes));
        }
        return new JointPlan(trees, predicates, sharing, subjects, nodes);
    }

    private static Predicate root(Typed tree, NodePlanner nodes) {
        Planned planned = nodes.plan(tree);
        return (planned.isOfEvent() ? planned : planned.remembered()).predicate();
    }
}
