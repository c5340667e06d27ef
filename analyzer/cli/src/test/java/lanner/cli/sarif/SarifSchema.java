package lanner.cli.sarif;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lanner.capture.json.JsonReader;

/** Reads SARIF files by the public schema of SARIF 2.1.0 (OASIS), with a validator that has no code of ours. */
public final class SarifSchema {
    private static final JsonSchema SCHEMA = schema();

    private SarifSchema() {}

    private static JsonSchema schema() {
        try (InputStream in = SarifSchema.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a text, each with its place; empty if nothing is. */
    public static List<String> mistakes(String sarif) {
        return SCHEMA
                .validate(
                        sarif,
                        InputFormat.JSON,
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    /** The one run of a valid file. */
    public static Map<?, ?> run(String sarif) throws IOException {
        assertThat(mistakes(sarif)).as(sarif).isEmpty();
        List<?> runs = (List<?>) JsonReader.object(sarif).get("runs");
        assertThat(runs).hasSize(1);
        return (Map<?, ?>) runs.get(0);
    }

    /** The results of a valid file. */
    public static List<Map<?, ?>> results(String sarif) throws IOException {
        return ((List<?>) run(sarif).get("results"))
                .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }

    /** What stands at a path of names and numbers, {@code locations/0/physicalLocation}. */
    public static Object at(Object value, String path) {
        Object found = value;
        for (String step : path.split("/")) {
            found = found instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) found).get(step);
        }
        return found;
    }
}
