package lanner.fleet.task;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import lanner.cli.fleet.FleetRules;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.finding.FindingText;
import lanner.engine.rules.read.RuleFile;
import lanner.engine.rules.run.RuleSet;
import org.jspecify.annotations.Nullable;

/** Rules on their way to where captures are read. There they are compiled once; each task has a copy of its own. */
public final class SentRules implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final StandardFields FIELDS = new StandardFields();

    /** Conditions may nest a thousand deep. */
    private static final long STACK_BYTES = 128L << 20;

    private final String[] names;
    private final String[] texts;
    private final String[] appended;
    private final String[] asked;
    private transient @Nullable LoadedRules loaded;

    public SentRules(FleetRules rules) {
        names = rules.files().stream().map(RuleFile::name).toArray(String[]::new);
        texts = rules.files().stream().map(RuleFile::text).toArray(String[]::new);
        appended = rules.appended().toArray(String[]::new);
        asked = rules.asked().toArray(String[]::new);
    }

    /** All of them, those that are not asked too. */
    synchronized List<CompiledRule> all() {
        if (loaded == null) {
            loaded = load();
        }
        return loaded.rules();
    }

    /** Those that are asked, for one thread. */
    RuleSet own() {
        Set<String> chosen = new HashSet<>(Arrays.asList(asked));
        return RuleSet.of(all(), rule -> chosen.contains(rule.name()), FIELDS);
    }

    private LoadedRules load() {
        List<RuleFile> files = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            files.add(new RuleFile(names[i], texts[i]));
        }
        FleetRules rules = new FleetRules(files, List.of(appended), Set.of(asked));
        FutureTask<LoadedRules> compiled = new FutureTask<>(() -> new RuleLoader(FIELDS, rules.suffixes()).load(files));
        new Thread(null, compiled, "lanner-compile", STACK_BYTES).start();
        try {
            LoadedRules rulesHere = compiled.get();
            if (rulesHere.error().isPresent()) {
                throw new IllegalStateException("rules that were loaded before have an error here: "
                        + FindingText.brief(rulesHere.error().get()));
            }
            return rulesHere;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rules were compiled", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("rules that were loaded before cannot be loaded here", e.getCause());
        }
    }
}
