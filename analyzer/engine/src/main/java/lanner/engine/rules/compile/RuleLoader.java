package lanner.engine.rules.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lanner.engine.field.FieldRegistry;
import lanner.engine.rules.define.Definitions;
import lanner.engine.rules.finding.Finding;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.finding.Findings;
import lanner.engine.rules.finding.ItemType;
import lanner.engine.rules.finding.LoadResult;
import lanner.engine.rules.finding.Location;
import lanner.engine.rules.read.ItemReader;
import lanner.engine.rules.read.RuleFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads rule files in order. After every file all that was read so far is compiled: a file may change what earlier ones
 * define, but not lean on later ones. What a file leaves alone is not compiled again. The first error ends the load; warnings
 * never do.
 */
public final class RuleLoader {
    private static final Set<FindingCode> UNUSED =
            EnumSet.of(FindingCode.LOAD_UNUSED_MACRO, FindingCode.LOAD_UNUSED_LIST);

    private final FieldRegistry fields;
    private final List<OutputSuffix> suffixes;

    public RuleLoader(FieldRegistry fields) {
        this(fields, List.of());
    }

    /** @param suffixes what is added to the outputs of rules */
    public RuleLoader(FieldRegistry fields, List<OutputSuffix> suffixes) {
        this.fields = fields;
        this.suffixes = List.copyOf(suffixes);
    }

    /** Loads files and directories in order; what is wrong with them is in the answer. */
    public LoadedRules loadPaths(List<Path> paths) {
        return loadPaths(paths, List.of());
    }

    /** The same, with texts behind the files. */
    public LoadedRules loadPaths(List<Path> paths, List<RuleFile> behind) {
        Load load = new Load();
        for (Path path : paths) {
            List<Path> files;
            try {
                files = RuleFile.expand(List.of(path));
            } catch (IOException e) {
                load.unreadable(path, e);
                return load.end();
            }
            for (Path file : files) {
                if (Files.isRegularFile(file) && !RuleFile.hasRuleFileName(file)) {
                    load.skip(file);
                    continue;
                }
                try {
                    if (!load.take(RuleFile.read(file))) {
                        return load.end();
                    }
                } catch (IOException e) {
                    load.unreadable(file, e);
                    return load.end();
                }
            }
        }
        return load.takeAll(behind);
    }

    /** Loads texts in order; what is wrong with them is in the answer. */
    public LoadedRules load(List<RuleFile> files) {
        return new Load().takeAll(files);
    }

    /** One load, file after file. */
    private final class Load {
        private final Definitions definitions = new Definitions(fields);
        private final Map<String, String> texts = new HashMap<>();
        private final List<LoadResult> results = new ArrayList<>();
        private final CompileCache cache = new CompileCache();
        private @Nullable RuleCompiler compiler;
        private List<CompiledRule> rules = List.of();

        /** False when the load ends here. */
        boolean take(RuleFile file) {
            boolean isNew = texts.put(file.name(), file.text()) == null;
            Findings findings = new Findings(texts);
            try {
                ItemReader.read(file, findings, item -> definitions.add(item, findings));
                rules = compile(findings, isNew);
                results.add(new LoadResult(file.name(), List.of(), findings.warnings()));
                return true;
            } catch (Findings.LoadStopped stopped) {
                results.add(new LoadResult(file.name(), List.of(stopped.finding()), findings.warnings()));
                rules = List.of();
                return false;
            }
        }

        /** @param isNew whether no file of the same name came before, whose text findings would show */
        private List<CompiledRule> compile(Findings findings, boolean isNew) throws Findings.LoadStopped {
            if (isNew && compiler != null && compiler.isContinuedBy(definitions)) {
                Findings all = new Findings(texts);
                try {
                    List<CompiledRule> compiled = compiler.compile(definitions, all);
                    all.warnings().forEach(findings::warn);
                    return compiled;
                } catch (Findings.LoadStopped stopped) {
                    // Told below: of everything compiled anew, another error may come first.
                }
            }
            compiler = new RuleCompiler(fields, suffixes, texts, cache);
            return compiler.compile(definitions, findings);
        }

        LoadedRules takeAll(List<RuleFile> files) {
            for (RuleFile file : files) {
                if (!take(file)) {
                    break;
                }
            }
            return end();
        }

        /** What no rule used so far may be used by a later file: only what the last one leaves unused is worth a word. */
        private static List<LoadResult> withoutSettled(List<LoadResult> results) {
            List<LoadResult> settled = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                LoadResult result = results.get(i);
                boolean last = i == results.size() - 1;
                settled.add(new LoadResult(
                        result.file(),
                        result.errors(),
                        result.warnings().stream()
                                .filter(finding -> last || !UNUSED.contains(finding.code()))
                                .toList()));
            }
            return settled;
        }

        void skip(Path file) {
            Finding finding = new Finding(
                    FindingCode.LANNER_SKIPPED_FILE,
                    "Not loaded, as Falco would not: a rule file's name ends in .yaml or .yml",
                    whole(file),
                    "");
            results.add(new LoadResult(file.toString(), List.of(), List.of(finding)));
        }

        void unreadable(Path file, IOException failure) {
            String message = Objects.requireNonNullElseGet(failure.getMessage(), failure::toString);
            Finding finding = new Finding(FindingCode.LOAD_ERR_FILE_READ, message, whole(file), "");
            results.add(new LoadResult(file.toString(), List.of(finding), List.of()));
            rules = List.of();
        }

        private List<Location> whole(Path file) {
            return List.of(new Location(ItemType.RULES_CONTENT, "", file.toString(), 0, 0, 0));
        }

        LoadedRules end() {
            return new LoadedRules(withoutSettled(results), rules, source());
        }

        private LoadedRules.Source source() {
            return new LoadedRules.Source(definitions, fields, suffixes, texts);
        }
    }
}
