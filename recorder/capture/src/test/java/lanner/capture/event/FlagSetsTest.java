package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of names that flags print with. */
class FlagSetsTest {
    static Stream<Field> sets() {
        return Arrays.stream(FlagSets.class.getFields()).filter(field -> field.getType() == FlagSet.class);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everySetHasTheNameOfItsConstantAndEachNameOnce(Field field) throws Exception {
        FlagSet set = (FlagSet) field.get(null);
        assertThat(set.name()).isEqualTo(field.getName().toLowerCase(Locale.ROOT));
        assertThat(set.flags()).isNotEmpty().extracting(FlagSet.Flag::name).doesNotHaveDuplicates();
    }

    /** As Falco's captures have them: not the kernel's numbers. */
    @ParameterizedTest
    @CsvSource({
        "O_RDONLY, 1",
        "O_WRONLY, 2",
        "O_RDWR, 3",
        "O_CREAT, 4",
        "O_APPEND, 8",
        "O_TRUNC, 256",
    })
    void openFlagsArePortable(String name, long value) {
        assertThat(FlagSets.FILE_FLAGS.value(name)).isEqualTo(value);
    }

    @Test
    void aSetIsWrittenAsNamesWithTheirValuesAndBlanksBetweenThem() {
        FlagSet set = FlagSet.written("some", " A=1\n  B_2=-2\tC=4294967296 \n");
        assertThat(set.name()).isEqualTo("some");
        assertThat(set.flags())
                .containsExactly(
                        new FlagSet.Flag("A", 1), new FlagSet.Flag("B_2", -2), new FlagSet.Flag("C", 1L << 32));
        assertThat(FlagSet.written("none", "").flags()).isEmpty();
    }

    @Test
    void twoNamesMayShareAValue() {
        assertThat(FlagSets.SOCKET_FAMILIES.value("AF_UNIX"))
                .isEqualTo(FlagSets.SOCKET_FAMILIES.value("AF_LOCAL"))
                .isEqualTo(1);
    }

    @Test
    void aNameThatIsNotInASetIsRefused() {
        assertThatThrownBy(() -> FlagSets.FILE_FLAGS.value("O_NOSUCH"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("file_flags has no flag O_NOSUCH");
    }
}
