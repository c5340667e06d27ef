package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanner.capture.event.EventType;
import lanner.engine.lang.check.Typed;
import org.jspecify.annotations.Nullable;

/** Conditions that were planned together. */
public final class JointPlan {
    private final List<Typed> trees;
    private final List<Predicate> predicates;
    private final CommonSubexpressions sharing;
    private final Subjects subjects;
    private final NodePlanner nodes;
    private final KnownVerdicts known = new KnownVerdicts();

    JointPlan(
            List<Typed> trees,
            List<Predicate> predicates,
            CommonSubexpressions sharing,
            Subjects subjects,
            NodePlanner nodes) {
        this.trees = trees;
        this.predicates = predicates;
        this.sharing = sharing;
        this.subjects = subjects;
        this.nodes = nodes;
    }

    /** What asks the condition of this number. */
    public Predicate condition(int number) {
        return predicates.get(number);
    }

    /**
     * The conditions of these numbers, in this order. Not while one of them is being asked.
     *
     * @param type of the events that they will be asked about; null for any
     */
    public Candidates candidates(List<Integer> numbers, @Nullable EventType type) {
        NecessaryConditions needs = new NecessaryConditions(nodes, known, type);
        List<Typed> asked = new ArrayList<>();
        List<Predicate> conditions = new ArrayList<>();
        for (int number : numbers) {
            asked.add(trees.get(number));
            conditions.add(predicates.get(number));
        }
        Candidates.Builder builder = new Candidates.Builder(conditions);
        if (builder.isWorthGates()) {
            builder.gate(Subject.PROCESS, asked, needs);
            List<Map<Integer, Predicate>> shared = new ArrayList<>();
            for (Typed each : asked) {
                shared.add(needs.shared(each, sharing));
            }
            builder.gates(shared);
            for (TextMemo name : subjects.memos()) {
                builder.gate(name, asked, needs);
            }
        }
        return builder.build();
    }
}
