package lanner.behaviour.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.behaviour.fact.Behaviour;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class NetworkPolicyTest {
    @TempDir
    private Path directory;

    private PolicyStories stories;

    @BeforeEach
    void begin() {
        stories = new PolicyStories(directory);
    }

    private String yaml(PolicyStories.Told told) throws IOException {
        Behaviour behaviour = stories.behaviour(told);
        return NetworkPolicy.of(List.of(behaviour)).yaml("web", Map.entry("app", "web"));
    }

    private static Map<?, ?> spec(String yaml) {
        Map<String, Object> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        assertThat(root)
                .containsEntry("apiVersion", "networking.k8s.io/v1")
                .containsEntry("kind", "NetworkPolicy")
                .containsEntry("metadata", Map.of("name", "web"));
        return (Map<?, ?>) root.get("spec");
    }

    @Test
    void peersMayBeConnectedToAtTheirPorts() throws IOException {
        String yaml = yaml(story -> story.connects(10, 40000, "203.0.113.9", 443)
                .connects(10, 40001, "203.0.113.9", 8080)
                .connects(10, 40002, "198.51.100.1", 443));
        assertThat(spec(yaml))
                .isEqualTo(Map.of(
                        "podSelector",
                        Map.of("matchLabels", Map.of("app", "web")),
                        "policyTypes",
                        List.of("Ingress", "Egress"),
                        "ingress",
                        List.of(),
                        "egress",
                        List.of(
                                Map.of(
                                        "to",
                                        List.of(Map.of("ipBlock", Map.of("cidr", "198.51.100.1/32"))),
                                        "ports",
                                        List.of(Map.of("protocol", "TCP", "port", 443))),
                                Map.of(
                                        "to",
                                        List.of(Map.of("ipBlock", Map.of("cidr", "203.0.113.9/32"))),
                                        "ports",
                                        List.of(
                                                Map.of("protocol", "TCP", "port", 443),
                                                Map.of("protocol", "TCP", "port", 8080))))));
        assertThat(yaml).contains("port: 8080} # 1 time, first at event");
    }

    @Test
    void nameServersMayBeAskedWhereverTheyAre() throws IOException {
        String yaml = yaml(story -> story.connects(10, 40000, "10.0.0.10", 53));
        assertThat(spec(yaml).get("egress"))
                .isEqualTo(List.of(Map.of("ports", List.of(Map.of("protocol", "TCP", "port", 53)))));
    }

    @Test
    void whatStaysWithinThePodIsLeftOutAndSaid() throws IOException {
        String yaml = yaml(story -> story.connects(10, 40000, "127.0.0.1", 5432));
        assertThat(spec(yaml).get("egress")).isEqualTo(List.of());
        assertThat(yaml).contains("# left out, within the pod: tcp to 127.0.0.1 port 5432: 1 time");
    }
}
