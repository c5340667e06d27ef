package lanner.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.plan.CompiledCondition;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.run.RuleSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What our own rules cost before the first event: reading the files, planning each condition, planning all together.
 * {@code benchmarks/run PlanBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PlanBenchmark {
    private final FieldRegistry fields = new StandardFields();
    private List<CompiledRule> rules;
    private List<Expr> conditions;

    @Setup
    public void read() {
        rules = load().rules();
        conditions = rules.stream().map(CompiledRule::condition).toList();
    }

    @Benchmark
    public LoadedRules load() {
        LoadedRules loaded =
                new RuleLoader(fields).loadPaths(List.of(Sample.home().resolve("rules")));
        if (loaded.rules().isEmpty()) {
            throw new IllegalStateException("no rules in " + Sample.home());
        }
        return loaded;
    }

    @Benchmark
    public List<CompiledCondition> eachCondition() throws ConditionException {
        List<CompiledCondition> planned = new ArrayList<>();
        for (Expr condition : conditions) {
            planned.add(Conditions.compile(condition, fields));
        }
        return planned;
    }

    @Benchmark
    public RuleSet allTogether() {
        return RuleSet.of(rules, rule -> true, fields);
    }
}
