package lanner.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import lanner.capture.json.JsonReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The recipes in {@code recorder/deploy}, by schemas of what Amazon ECS and Kubernetes document. */
class DeploymentTest {
    private Path recipes;

    @BeforeEach
    void findTheRecipes() {
        recipes = Path.of("../../recorder/deploy").toAbsolutePath().normalize();
        assumeTrue(Files.isDirectory(recipes), "there is no checkout around this module");
    }

    private Object recipe(String name) throws IOException {
        String text = Files.readString(recipes.resolve(name));
        return name.endsWith(".json")
                ? JsonReader.object(text)
                : new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Map<String, Object> schema(String name) throws IOException {
        try (InputStream in = DeploymentTest.class.getResourceAsStream(name + ".schema.json")) {
            return JsonReader.object(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private List<String> mistakes(String recipe) throws IOException {
        return JsonSchema.mistakes(schema(recipe.substring(0, recipe.lastIndexOf('.'))), recipe(recipe));
    }

    @ParameterizedTest
    @CsvSource({"fargate-task.json", "kubernetes-pod.yaml"})
    void aRecipeIsWhatItsPlatformDocuments(String recipe) throws IOException {
        assertThat(mistakes(recipe)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        fargate-task.json   | "stopTimeout": 30            | "stopTimeout": 300              | /containerDefinitions/0/stopTimeout: 300 is out of range
        fargate-task.json   | SYS_PTRACE                   | SYS_ADMIN                       | /containerDefinitions/0/linuxParameters/capabilities/add/0: SYS_ADMIN is none of [SYS_PTRACE]
        fargate-task.json   | "family": "app",             | "Family": "app",                | : there is no family
        kubernetes-pod.yaml | readOnlyRootFilesystem       | readonlyRootFilesystem          | /spec/containers/0/securityContext: readonlyRootFilesystem is not known
        kubernetes-pod.yaml | runAsUser: 1000              | runAsUser: "1000"               | /spec/securityContext/runAsUser: string in place of integer
        kubernetes-pod.yaml | fieldPath: metadata.uid      | fieldPath: metadata.id          | /spec/containers/0/env/4/valueFrom/fieldRef/fieldPath: metadata.id is none of
        """)
    void aMistakeIsFound(String recipe, String right, String wrong, String mistake) throws IOException {
        String text = Files.readString(recipes.resolve(recipe));
        assertThat(text).contains(right);
        Object value = recipe.endsWith(".json")
                ? JsonReader.object(text.replace(right, wrong))
                : new Yaml(new SafeConstructor(new LoaderOptions())).load(text.replace(right, wrong));
        assertThat(JsonSchema.mistakes(schema(recipe.substring(0, recipe.lastIndexOf('.'))), value))
                .anySatisfy(found -> assertThat(found).startsWith(mistake));
    }

    @ParameterizedTest
    @CsvSource({
        "fargate-task.json,   containerDefinitions, mountPoints,  sourceVolume, volumes",
        "kubernetes-pod.yaml, containers,           volumeMounts, name,         volumes",
    })
    void eachVolumeIsMountedAndTheCapturesAre(
            String recipe, String containers, String mounts, String key, String volumes) throws IOException {
        Map<?, ?> whole = (Map<?, ?>) recipe(recipe);
        Map<?, ?> spec = whole.get("spec") instanceof Map<?, ?> inner ? inner : whole;
        Map<?, ?> container = (Map<?, ?>) ((List<?>) spec.get(containers)).get(0);
        Set<Object> mounted = values((List<?>) container.get(mounts), key);
        assertThat(mounted).isEqualTo(values((List<?>) spec.get(volumes), "name"));
        assertThat(mounted).contains("captures");
    }

    private static Set<Object> values(List<?> maps, String key) {
        return maps.stream().map(map -> (Object) ((Map<?, ?>) map).get(key)).collect(Collectors.toSet());
    }

    /** Each start records to a capture of its own: a container that is started again must not fail for the last one. */
    @Test
    void theEntrypointGivesEachStartItsCapture() throws Exception {
        Path entrypoint = recipes.resolve("entrypoint");
        assertThat(entrypoint).isExecutable();
        String script = Files.readString(entrypoint)
                .replace("/opt/lanner/bin/lanner", "printf '%s\\n'")
                .replace("exec ", "");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script, "entrypoint", "sh", "-c", "echo a b");
        builder.environment().put("HOSTNAME", "app-7d9f");
        builder.environment().put("LANNER_RECORD", "--profile rules");
        Process process = builder.redirectErrorStream(true).start();
        List<String> words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        assertThat(words.get(2)).matches("/captures/app-7d9f-[0-9]{8}T[0-9]{6}\\.lanner");
        assertThat(words.subList(3, words.size()))
                .containsExactly("--max-size", "500M", "--profile", "rules", "--", "sh", "-c", "echo a b");
    }
}
