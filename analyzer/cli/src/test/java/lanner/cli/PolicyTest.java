package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import lanner.capture.kit.CaptureStory;
import lanner.engine.json.JsonText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class PolicyTest {
    @TempDir
    private Path directory;

    private Path capture;

    @BeforeEach
    void record() throws IOException {
        capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "sh").opens(10, "/etc/passwd").connects(10, 40000, "203.0.113.9", 443);
        }
    }

    @Test
    void aRecordingOfFewerCallsGivesNoSeccompProfileUnlessItIsWanted() throws IOException {
        Path profile = directory.resolve("s.json");
        Answer refused = Answer.of("policy", "seccomp", capture, "-o", profile);
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("does not hold all calls", "Record with --profile all, or give --anyway");
        assertThat(profile).doesNotExist();
        Answer anyway = Answer.of("policy", "seccomp", capture, "--anyway", "-o", profile);
        assertThat(anyway.status()).as(anyway.err()).isZero();
        assertThat(anyway.err()).contains("calls of recordings", ", in " + profile);
        assertThat(Files.readString(profile)).contains("\"openat\"");
        assertThat(Answer.of("policy", "seccomp", capture, "--anyway", "--why").out())
                .containsPattern("openat +1 time, first at event 1 of .*x.lanner by sh 10\n");
    }

    @Test
    void policiesGoToStandardOutputWithoutAFile() {
        assertThat(Answer.of("policy", "apparmor", capture, "--name", "web").out())
                .startsWith("# What recordings used")
                .contains("profile web flags", "  /etc/passwd r, # 1 time");
        assertThat(Answer.of("policy", "network", capture, "--label", "tier=db").out())
                .contains("tier: \"db\"", "{cidr: \"203.0.113.9/32\"}");
    }

    @Test
    void aProfileThatIsNoneIsNamedWithItsFault() throws IOException {
        Path none = Files.writeString(directory.resolve("none.json"), "{\"defaultAction\": 7}");
        Answer answer = Answer.of("policy", "check", none, capture);
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).isEqualTo("lanner: " + none + ": defaultAction is no action (SCMP_ACT_...)\n");
    }

    /** The schema of Kubernetes' own types, with what it does not name forbidden. */
    private static JsonSchema networkPolicySchema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PolicyTest.class.getResourceAsStream("/schema/validation-schema.json"))) {
            String types = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    // A truth value was allowed there before draft 4.
                    .replaceAll("\"required\" *: *true", "\"was-required\": true")
                    .replaceAll("\"additionalProperties\" *: *true", "\"additionalProperties\": false")
                    // What a port may be is told by its fields in Go.
                    .replaceFirst("(_IntOrString\": \\{\\s*\"type\": )\"object\"", "$1[\"integer\", \"string\"]")
                    .replaceAll("\"\\$schema\" *: *\"[^\"]*\",", "");
            String schema = "{\"$ref\": \"#/definitions/kubernetes_networking_v1_NetworkPolicy\","
                    + types.substring(types.indexOf('{') + 1);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cidr:     | cidr:     | true
            cidr:     | cdir:     | false
            protocol: | protokol: | false
            spec:     | specs:    | false
            """)
    void aNetworkPolicyIsOneByTheSchemaOfKubernetes(String word, String instead, boolean isRight) throws IOException {
        String yaml = Answer.of("policy", "network", capture).out();
        assertThat(yaml).contains(word);
        Object policy = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml.replace(word, instead));
        assertThat(networkPolicySchema()
                        .validate(JsonText.write(policy), InputFormat.JSON)
                        .isEmpty())
                .isEqualTo(isRight);
    }
}
