package lanner.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.read.RuleFile;
import lanner.engine.rules.run.RuleSet;

/** Rules from text. */
public final class Rules {
    public static final StandardFields FIELDS = new StandardFields();

    private Rules() {}

    /** A rule as its file has it. */
    public static String rule(String name, String condition, String output) {
        return "- rule: " + name + "\n  desc: d\n  condition: " + condition + "\n  output: \"" + output
                + "\"\n  priority: NOTICE\n  tags: [one]\n";
    }

    /** Fails where the text has an error. */
    public static LoadedRules load(String yaml) {
        LoadedRules loaded = new RuleLoader(FIELDS).load(List.of(new RuleFile("rules.yaml", yaml)));
        assertThat(loaded.error()).isEmpty();
        return loaded;
    }

    public static RuleSet set(String yaml) {
        return RuleSet.of(load(yaml).rules(), rule -> true, FIELDS);
    }
}
