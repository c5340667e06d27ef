package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every row of the table of events. */
class EventTypeTest {
    /** A record says in 32 bits which parameters it has. */
    private static final int MOST_PARAMETERS = 32;

    @ParameterizedTest
    @EnumSource(EventType.class)
    void aRowIsFoundByItsCode(EventType type) {
        assertThat(type.code()).isBetween(0, EventType.CODES - 1);
        assertThat(EventType.byCode(type.code())).contains(type);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void aRowIsFoundByItsNameUnlessItIsNoEventOfItsOwn(EventType type) {
        boolean own = type.kind() != EventType.Kind.SEGMENT && type.kind() != EventType.Kind.GENERIC;
        if (own) {
            assertThat(EventType.byName(type.label())).contains(type);
        } else {
            assertThat(EventType.byName(type.label())).isNotEqualTo(Optional.of(type));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1023, 1024, Integer.MAX_VALUE})
    void aCodeOfANewerWriterHasNoRow(int code) {
        assertThat(EventType.byCode(code)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void parametersHaveNamesOfTheirOwnAndFitIntoARecord(EventType type) {
        List<String> names = type.params().stream().map(ParamSpec::name).toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(MOST_PARAMETERS);
        for (int i = 0; i < names.size(); i++) {
            assertThat(type.indexOf(names.get(i))).isEqualTo(i);
        }
        assertThat(type.indexOf("no such parameter")).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void aPathStartsFromADescriptorOfTheSameEvent(EventType type) {
        for (ParamSpec param : type.params()) {
            if (param.type() == ParamType.RELPATH) {
                assertThat(param.dirfd())
                        .as(param.name())
                        .isBetween(0, type.params().size() - 1);
                assertThat(type.params().get(param.dirfd()).type()).isEqualTo(ParamType.FD);
            } else {
                assertThat(param.dirfd()).as(param.name()).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void flagsHaveNamesAndOnlyFlagsDo(EventType type) {
        for (ParamSpec param : type.params()) {
            boolean named = param.type().name().matches("(FLAGS|ENUM).*|MODE");
            assertThat(param.flagSet().isPresent()).as(param.name()).isEqualTo(named);
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void whatACallUsesIsAmongItsParameters(EventType type) {
        boolean uses = type.is(EventType.Trait.USES_FD) || type.is(EventType.Trait.DESTROYS_FD);
        if (uses && type.kind() == EventType.Kind.SYSCALL) {
            assertThat(type.params()).extracting(ParamSpec::type).containsAnyOf(ParamType.FD, ParamType.FDLIST);
        }
    }

    @Test
    void onlyACallBeginsWithItsResult() {
        assertThat(EventType.CLOSE.resultIsFirst()).isTrue();
        assertThat(EventType.PROCEXIT.resultIsFirst()).isFalse();
        assertThat(EventType.PROCESS.resultIsFirst()).isFalse();
    }
}
