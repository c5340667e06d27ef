package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container as another tool's capture tells of it, in JSON. */
class ContainerInfoTest {
    @Test
    void whatIsToldIsKnownAndZerosBehindItArePassedOver() {
        ContainerInfo info = ContainerInfo.ofJson(
                        "{\"container\":{\"id\":\"c0ffee\",\"name\":\"web\",\"image\":\"r.example/team/web:1\","
                                + "\"labels\":{\"a\":\"b\",\"n\":1},\"privileged\":true}}\0\0")
                .orElseThrow();
        assertThat(info.name()).isEqualTo("web");
        assertThat(info.image()).isEqualTo("r.example/team/web:1");
        assertThat(info.labels()).containsExactly("a=b", "n=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"container\":[]}",
                "{\"container\":{}}",
                "{\"container\":{\"id\":7}}",
                "{\"container\":{\"id\":\"\"}}",
                "{\"container\":{\"id\":\"a\",\"id\":\"b\"}}",
                "{\"container\":{\"id\":\"a\"}} x",
                "{\"container\":{\"id\":\"a\""
            })
    void whatTellsOfNoContainerTellsNothing(String json) {
        assertThat(ContainerInfo.ofJson(json)).isEmpty();
    }

    @Test
    void jsonNestedWithoutEndTellsNothing() {
        assertThat(ContainerInfo.ofJson("{\"container\":" + "[".repeat(1_000_000)))
                .isEmpty();
    }
}
