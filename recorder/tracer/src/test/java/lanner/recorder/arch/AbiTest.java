package lanner.recorder.arch;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.SyscallNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbiTest {
    @ParameterizedTest
    @CsvSource({
        "X86_64, 39,  39",
        "X86_64, 500, 500",
        "I386,   20,  20",
        "ARM64,  172, 39",
        "ARM64,  220, 56",
        "ARM64,  245, 65535",
        "ARM64,  -1,  65535",
        "ARM,    20,  20",
        "ARM,    270, 272",
        "ARM,    341, 314",
        "ARM,    312, 65535"
    })
    void aCallIsNamedByItsNumberOnX86(Abi abi, int number, int portable) {
        assertThat(abi.portable(number)).isEqualTo(portable);
    }

    @ParameterizedTest
    @CsvSource({
        "amd64,   X86_64, 90, -100, 90",
        "amd64,   I386,   15, 3,    15",
        "amd64,   X32,    90, 3,    0x4000005a",
        "aarch64, ARM64,  53, -100, -100",
        "aarch64, ARM,    15, 3,    3"
    })
    void aTrappedCallLeavesItsNumberOrItsFirstArgument(String machine, Abi abi, int number, long argument, int left) {
        Architecture architecture = Architecture.of(machine).orElseThrow();
        assertThat(architecture.resultOfTrap(abi, number, argument)).isEqualTo(left);
    }

    @Test
    void everyCallOfArm64HasANameOnX86() {
        for (int number : SyscallNames.arm64().numbers()) {
            int portable = Abi.ARM64.portable(number);
            assertThat(portable).isNotEqualTo(SyscallNames.NAMELESS);
            assertThat(SyscallNames.X86_64.name(portable))
                    .isEqualTo(SyscallNames.arm64().name(number));
        }
    }
}
