package lanner.engine.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

class YamlDocumentsTest {
    private static final long SEED = Long.getLong("lanner.seed", 7);

    @Test
    void noValueAndMergingAreToldAsTheLibraryTellsThemAndAllElseIsText() {
        Resolver library = new Resolver();
        Resolver ours = new YamlDocuments.PlainResolver();
        SplittableRandom random = new SplittableRandom(SEED);
        String[] words = {
            "",
            "~",
            "null",
            "Null",
            "NULL",
            "nul",
            "nULL",
            "<<",
            "<",
            "no",
            "true",
            "1",
            "1.5",
            "2001-01-01",
            "=",
            " ",
            "a"
        };
        for (int round = 0; round < 5_000; round++) {
            String text = words[random.nextInt(words.length)]
                    + (random.nextInt(3) == 0 ? words[random.nextInt(words.length)] : "");
            for (NodeId kind : Arrays.asList(NodeId.scalar, NodeId.sequence, NodeId.mapping)) {
                for (boolean implicit : new boolean[] {true, false}) {
                    Tag theirs = library.resolve(kind, text, implicit);
                    boolean kept = kind != NodeId.scalar || theirs.equals(Tag.NULL) || theirs.equals(Tag.MERGE);
                    assertThat(ours.resolve(kind, text, implicit)).as(text).isEqualTo(kept ? theirs : Tag.STR);
                }
            }
        }
    }
}
