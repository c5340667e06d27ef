package lanner.cli.ruletest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import lanner.engine.field.StandardFields;
import lanner.engine.mutate.Mutant;
import lanner.engine.mutate.Mutants;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.define.Definition;
import lanner.product.FileFailure;

/**
 * Judges the mutants of rules by tests that pass. Nothing is recorded: what a mutant changes is asked of the captures
 * that are there. All mutants of a definition go through a capture together.
 */
public final class MutationRun implements AutoCloseable {
    private static final long STACK_BYTES = 64L << 20;
    private static final long POLL_MILLIS = 20;

    private final CaptureOpener opener;
    private final ExecutorService threads;

    /** Hears of what is judged. */
    @FunctionalInterface
    public interface Listener {
        void judged(int definitions, int all);
    }

    /** Where the recording of a test's script lies. */
    @FunctionalInterface
    public interface CaptureFinder {
        Path capture(RuleTest test) throws IOException;
    }

    /** Tests that have their rule files in common. */
    private record Stage(LoadedRules loaded, List<PassedTest> passedTests) {}

    /** A definition, in each of the stages that have it. */
    private record Subject(Map<Stage, Definition> places) {
        Stage firstStage() {
            return places.keySet().iterator().next();
        }

        Definition definition() {
            return places.values().iterator().next();
        }
    }

    /** A mutant in a stage: the rules that are others with it. */
    private record Variant(Trial trial, List<CompiledRule> rules) {}

    /** A mutant that is being judged. */
    private static final class Trial {
        private final Mutant mutant;
        private boolean loads = true;
        private boolean changesRules;
        private Optional<RuleTest> killer = Optional.empty();

        Trial(Mutant mutant) {
            this.mutant = mutant;
        }

        boolean isAlive() {
            return loads && killer.isEmpty();
        }

        MutationResult.Judged judged() {
            MutationResult.Fate fate = !loads
                    ? MutationResult.Fate.NOT_LOADED
                    : killer.isPresent() ? MutationResult.Fate.KILLED : MutationResult.Fate.SURVIVED;
            return new MutationResult.Judged(mutant, fate, killer);
        }
    }

    public MutationRun(CaptureOpener opener, int jobs) {
        this.opener = opener;
        this.threads = Executors.newFixedThreadPool(jobs, work -> {
            Thread thread = new Thread(null, work, "lanner-mutate", STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Judges the mutants of every definition that the tests' rule files hold.
     *
     * @param tests those that pass
     * @param named which definitions, by name
     * @param ended asked now and then: true ends the run
     * @return empty when the run was ended
     */
    public Optional<MutationReport> run(
            List<RuleTest> tests,
            CaptureFinder captures,
            Predicate<String> named,
            Listener listener,
            BooleanSupplier ended)
            throws IOException {
        List<Stage> stages = stages(tests, captures, ended);
        List<Subject> subjects = subjects(stages, named);
        List<Future<MutationResult>> running = new ArrayList<>();
        for (Subject subject : subjects) {
            running.add(threads.submit(() -> judge(subject)));
        }
        List<MutationResult> results = new ArrayList<>();
        for (Future<MutationResult> one : running) {
            Optional<MutationResult> result = await(one, ended);
            if (result.isEmpty()) {
                return Optional.empty();
            }
            results.add(result.get());
            listener.judged(results.size(), running.size());
        }
        return Optional.of(new MutationReport(results));
    }

    private List<Stage> stages(List<RuleTest> tests, CaptureFinder captures, BooleanSupplier ended) throws IOException {
        Map<List<Path>, LoadedRules> loaded = new LinkedHashMap<>();
        Map<List<Path>, List<Future<PassedTest>>> passedTests = new HashMap<>();
        for (RuleTest test : tests) {
            LoadedRules rules = loaded.computeIfAbsent(
                    test.rules(), paths -> new RuleLoader(new StandardFields()).loadPaths(paths));
            Path capture = captures.capture(test);
            passedTests
                    .computeIfAbsent(test.rules(), key -> new ArrayList<>())
                    .add(threads.submit(() -> PassedTest.of(test, capture, opener, rules.rules())));
        }
        List<Stage> stages = new ArrayList<>();
        for (Map.Entry<List<Path>, LoadedRules> each : loaded.entrySet()) {
            List<PassedTest> ready = new ArrayList<>();
            for (Future<PassedTest> passed : passedTests.getOrDefault(each.getKey(), List.of())) {
                await(passed, ended).ifPresent(ready::add);
            }
            stages.add(new Stage(each.getValue(), ready));
        }
        return stages;
    }

    /** A definition that several stages load from one place is one subject. */
    private static List<Subject> subjects(List<Stage> stages, Predicate<String> named) {
        Map<List<Object>, Subject> subjects = new LinkedHashMap<>();
        for (Stage stage : stages) {
            for (Definition each : stage.loaded().definitions()) {
                if (named.test(each.name())) {
                    List<Object> key = List.of(each.kind(), each.name(), each.place(), each.text(), each.items());
                    subjects.computeIfAbsent(key, k -> new Subject(new LinkedHashMap<>()))
                            .places()
                            .put(stage, each);
                }
            }
        }
        return List.copyOf(subjects.values());
    }

    private MutationResult judge(Subject subject) throws IOException {
        LoadedRules loaded = subject.firstStage().loaded();
        List<Trial> trials = new Mutants(Set.copyOf(loaded.lists()), new StandardFields())
                .of(subject.definition()).stream().map(Trial::new).toList();
        Set<RuleTest> reach = new HashSet<>();
        for (Map.Entry<Stage, Definition> place : subject.places().entrySet()) {
            judge(place.getKey(), place.getValue(), trials, reach);
        }
        return new MutationResult(
                subject.definition(),
                loaded,
                trials.stream()
                        .filter(trial -> trial.changesRules || !trial.loads)
                        .map(Trial::judged)
                        .toList(),
                reach.size());
    }

    private static void judge(Stage stage, Definition definition, List<Trial> trials, Set<RuleTest> reach)
            throws IOException {
        List<Variant> variants = variants(stage.loaded(), definition, trials);
        for (PassedTest passed : stage.passedTests()) {
            List<Variant> alive = variants.stream()
                    .filter(variant -> passed.notices(variant.rules()))
                    .toList();
            if (!alive.isEmpty()) {
                reach.add(passed.test());
            }
            judge(
                    passed,
                    alive.stream().filter(variant -> variant.trial().isAlive()).toList());
        }
    }

    private static void judge(PassedTest passed, List<Variant> variants) throws IOException {
        if (variants.isEmpty()) {
            return;
        }
        IdentityHashMap<CompiledRule, List<PassedTest.Hit>> hits = passed.hits(
                variants.stream().flatMap(variant -> variant.rules().stream()).toList());
        for (Variant variant : variants) {
            List<PassedTest.Hit> own = new ArrayList<>();
            variant.rules().forEach(rule -> own.addAll(hits.get(rule)));
            if (!passed.passes(PassedTest.names(variant.rules()), own)) {
                variant.trial().killer = Optional.of(passed.test());
            }
        }
    }

    private static List<Variant> variants(LoadedRules loaded, Definition definition, List<Trial> trials) {
        Map<String, String> before = new HashMap<>();
        loaded.rules().forEach(rule -> before.put(rule.rule().name(), rule.canonical()));
        List<Variant> variants = new ArrayList<>();
        for (Trial trial : trials) {
            LoadedRules changed = definition.kind() == Definition.Kind.LIST
                    ? loaded.withItems(definition, trial.mutant.items())
                    : loaded.withCondition(definition, trial.mutant.condition());
            if (changed.error().isPresent()) {
                trial.loads = false;
                continue;
            }
            List<CompiledRule> others = changed.rules().stream()
                    .filter(rule -> rule.rule().enabled()
                            && !rule.canonical().equals(before.get(rule.rule().name())))
                    .toList();
            if (!others.isEmpty()) {
                trial.changesRules = true;
                variants.add(new Variant(trial, others));
            }
        }
        return variants;
    }

    /** Empty when the user wants to end before it is there. */
    private static <T> Optional<T> await(Future<T> running, BooleanSupplier ended) throws IOException {
        try {
            while (!running.isDone()) {
                if (ended.getAsBoolean()) {
                    return Optional.empty();
                }
                Thread.sleep(POLL_MILLIS);
            }
            return ended.getAsBoolean() ? Optional.empty() : Optional.of(running.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IOException(FileFailure.sentence(cause), cause);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
