package lanner.recorder.inline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrampolineAreasTest {
    @ParameterizedTest
    @CsvSource({
        "0x401000, 0x6ff00000",
        "0x555555555000, 0x5554eff00000",
        "0x7ffff7d10000, 0x7fffeff00000",
        "0x7f006fe00000, 0x7effeff00000",
        "0x7f0070000000, 0x7f006ff00000",
        "0x7f0071000000, 0x7f006ff00000",
        "0x7f00efe00000, 0x7f006ff00000"
    })
    void areBelowTheirCodeAndToldByTheirLowHalf(String code, String area) {
        long near = TrampolineAreas.near(Long.decode(code));
        assertThat(Long.toHexString(near)).isEqualTo(area.substring(2));
        assertThat(Trampoline.reaches(Long.decode(code), near)).isTrue();
        assertThat(Trampoline.reaches(Long.decode(code), near + AddressSpace.AREA_BYTES))
                .isTrue();
        for (long start : new long[] {near - TrampolineAreas.LEAD, near, near + AddressSpace.AREA_BYTES - 1}) {
            assertThat((int) start & TrampolineAreas.MASK).isEqualTo(TrampolineAreas.BITS);
        }
        assertThat((int) (near - TrampolineAreas.LEAD - 1) & TrampolineAreas.MASK)
                .isNotEqualTo(TrampolineAreas.BITS);
    }
}
