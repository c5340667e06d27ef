package lanner.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import lanner.capture.event.Event;
import lanner.engine.field.Field;
import lanner.engine.kit.Records;
import lanner.engine.kit.Rules;
import lanner.engine.state.EventContext;
import lanner.engine.state.SystemState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTemplateTest {
    private static OutputTemplate parse(String text) throws TemplateException {
        return OutputTemplate.parse(text, Rules.FIELDS);
    }

    /** A shell under init opens a file. */
    private static EventContext opened() {
        Records records =
                new Records().process(1, 0, "init").process(50, 1, "sh").opens(50, 3, "/etc/passwd");
        SystemState state = new SystemState();
        Event event = new Event();
        while (records.next(event)) {
            state.apply(event);
        }
        return state.context();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        no field                      | no field
        %proc.name opens %fd.name     | sh opens /etc/passwd
        %proc.name.                   | sh.
        (%proc.pname)                 | (init)
        %proc.aname[1]%proc.aname[0]  | initsh
        %proc.aname[5]                | <NA>
        %evt.arg.name                 | /etc/passwd
        %toupper(proc.name)           | SH
        `[%5proc.name]`               | `[sh   ]`
        [%5fd.name]                   | [/etc/]
        [%5fd.sip]                    | [<NA> ]
        """)
    void aFieldIsTheLongestNameBehindThePercentSign(String template, String text) throws Exception {
        assertThat(parse(template).print(opened())).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a %proc.nam b          | 2 | unknown filter
        100%                   | 3 | cannot end with a %
        %12                    | 0 | cannot end with a number
        %99999proc.name        | 0 | the width is over
        x %toupper(proc.name   | 2 | is not closed
        %evt.around[1]         | 0 | in conditions only
        """)
    void aFaultIsAtItsPercentSign(String template, int offset, String message) {
        TemplateException fault = catchThrowableOfType(TemplateException.class, () -> parse(template));
        assertThat(fault).hasMessageContaining(message);
        assertThat(fault.offset()).isEqualTo(offset);
    }

    @Test
    void valuesKeepTheirTypesAndTimesAreNumbers() throws Exception {
        Map<String, Object> values = new HashMap<>();
        parse("%proc.pid %fd.num %proc.name %evt.time %fd.sip").values(opened(), values);
        assertThat(values)
                .containsEntry("proc.pid", 50L)
                .containsEntry("fd.num", 3L)
                .containsEntry("proc.name", "sh")
                .containsEntry("evt.time", Records.START + 2_000_000_000L)
                .containsEntry("fd.sip", null);
    }

    @Test
    void fieldsComeOnceInOrderAndFromInsideTransformers() throws Exception {
        assertThat(parse("%fd.name %toupper(proc.name) %fd.name").fields().stream()
                        .map(Field::text))
                .contains("fd.name", "proc.name")
                .doesNotHaveDuplicates()
                .startsWith("fd.name");
    }

    @Test
    void moreValuesPrintNothing() throws Exception {
        OutputTemplate template =
                parse("%proc.name").with(Map.of("proc.pid", "%proc.pid", "who", "by %proc.pname"), Rules.FIELDS);
        Map<String, Object> values = new HashMap<>();
        template.values(opened(), values);
        assertThat(values).containsEntry("proc.pid", 50L).containsEntry("who", "by init");
        assertThat(template.print(opened())).isEqualTo("sh");
    }
}
