package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.ParamSpec;
import lanner.engine.state.SystemState;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private final StandardFields fields = new StandardFields();

    @Test
    void hasEveryFieldOfTheReference() throws Exception {
        Path reference = Path.of("../../../shared/reference/fields.tsv");
        assumeTrue(Files.exists(reference), "the reference table is not beside the project");
        List<String> missing = new ArrayList<>();
        for (String line : Files.readAllLines(reference, StandardCharsets.UTF_8).subList(1, 295)) {
            String name = line.split("\t")[0];
            if (fields.specs().stream().noneMatch(spec -> spec.name().equals(name))) {
                missing.add(name);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theTypesAreTheReferences() throws Exception {
        Path reference = Path.of("../../../shared/reference/fields.tsv");
        assumeTrue(Files.exists(reference), "the reference table is not beside the project");
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readAllLines(reference, StandardCharsets.UTF_8).subList(1, 295)) {
            String[] row = line.split("\t");
            String type = row[3].equals("string") ? "text" : row[3];
            fields.specs().stream()
                    .filter(spec -> spec.name().equals(row[0]))
                    .filter(spec -> !spec.type().name().equalsIgnoreCase(type))
                    .forEach(spec -> wrong.add(row[0] + ": " + spec.type() + ", not " + type));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyNameIsFoundAndThereOnce() {
        List<String> names = fields.specs().stream().map(FieldSpec::name).toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(fields::isField);
    }

    @Test
    void aSourceHasItsOwnFieldsAndThoseOfAll() {
        assertThat(List.of("evt.time", "proc.name", "lanner.did")).allMatch(fields.of(Source.SYSCALL)::isField);
        assertThat(List.of("ka.verb", "json.value")).noneMatch(fields.of(Source.SYSCALL)::isField);
        assertThat(List.of("evt.time", "ka.verb", "json.value")).allMatch(fields.of(Source.K8S_AUDIT)::isField);
        assertThat(List.of("evt.type", "proc.name", "k8s.pod.name")).noneMatch(fields.of(Source.K8S_AUDIT)::isField);
    }

    @Test
    void everyRowIsDocumented() {
        assertThat(fields.specs())
                .allSatisfy(
                        spec -> assertThat(spec.documentation()).isNotBlank().hasSizeLessThan(120));
    }

    /** Whatever a capture says, reading it gives values or nothing, and never fails. */
    @Test
    void noFieldFailsOnAnySeededEvent() throws Exception {
        List<Field> all = new ArrayList<>();
        for (FieldSpec spec : fields.specs()) {
            switch (spec.argument()) {
                case NONE, OPTIONAL -> all.add(fields.resolve(spec.name(), Optional.empty()));
                case REQUIRED ->
                    all.add(fields.resolve(
                            spec.name(), Optional.of(spec.name().equals("lanner.did") ? "did/do" : "1")));
                case AFTER_DOT -> all.add(fields.resolve(spec.name() + ".fd", Optional.empty()));
            }
        }
        SplittableRandom random = new SplittableRandom(44);
        SystemState state = new SystemState();
        EventType[] types = EventType.values();
        Event event = new Event();
        for (int i = 0; i < 6000; i++) {
            event.wrap(random(types[random.nextInt(types.length)], random, i), i);
            state.apply(event);
            if (event.type().kind() != EventType.Kind.SEGMENT) {
                for (Field field : all) {
                    field.print(state.context());
                    field.json(state.context());
                }
            }
            state.settle(event);
        }
        assertThat(state.context().process()).isNotNull();
    }

    private static EventEncoder random(EventType type, SplittableRandom random, int time) {
        EventEncoder encoder = new EventEncoder().begin(type, number(random), time, time);
        List<ParamSpec> params = type.params();
        for (int param = type.resultIsFirst() ? 1 : 0; param < params.size(); param++) {
            if (random.nextInt(5) == 0) {
                continue;
            }
            if (params.get(param).type().isNumber()) {
                encoder.number(param, number(random));
            } else {
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                if (random.nextBoolean() && bytes.length > 0) {
                    bytes[0] = (byte) new int[] {1, 2, 10, '/', 0}[random.nextInt(5)];
                }
                encoder.bytes(param, bytes);
            }
        }
        return encoder.result(number(random));
    }

    private static int number(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt();
            case 1 -> -1;
            case 2 -> -100;
            case 3 -> Integer.MIN_VALUE;
            default -> random.nextInt(12);
        };
    }
}
