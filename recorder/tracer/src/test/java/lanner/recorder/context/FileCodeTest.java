package lanner.recorder.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import lanner.recorder.context.ProcFiles.FileCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a file's code lies, from the lines of {@code /proc/TID/maps}. */
class FileCodeTest {
    private static final String MAPS = """
            00400000-00401000 r--p 00000000 fe:00 1234                               /usr/bin/a program
            00401000-00403000 r-xp 00001000 fe:00 1234                               /usr/bin/a program
            00403000-00404000 rwxp 00000000 fe:00 1234                               /usr/bin/a program
            7f0000000000-7f0000001000 r-xp 00000000 00:00 0
            7f0000002000-7f0000003000 r-xp 00000000 fe:00 99                         /usr/lib/library.so
            ffffffffff600000-ffffffffff601000 r-xp 00000000 00:00 0                  [vsyscall]
            """;

    @ParameterizedTest
    @CsvSource({"401000, 401000, 403000", "402fff, 401000, 403000", "7f0000002abc, 7f0000002000, 7f0000003000"})
    void codeOfAFileIsFoundByAnyAddressInIt(String address, String start, String end) {
        FileCode code = new FileCode(Long.parseLong(start, 16), Long.parseLong(end, 16));
        assertThat(FileCode.in(MAPS, Long.parseLong(address, 16))).contains(code);
    }

    @ParameterizedTest
    @CsvSource({"0", "400fff", "403000", "404000", "7f0000000010", "7f0000001000", "7f0000003000", "ffffffffff600000"})
    void otherMemoryIsNone(String address) {
        assertThat(FileCode.in(MAPS, Long.parseUnsignedLong(address, 16))).isEmpty();
    }

    /** Only so much of it is read: a program can have more mapped. */
    @Test
    @Timeout(60)
    void whereverTheTextIsCutTheSearchEnds() {
        int behindLibrary = MAPS.indexOf("ffffffffff600000");
        for (int length = 0; length < MAPS.length(); length++) {
            Optional<FileCode> found = FileCode.in(MAPS.substring(0, length), 0x7f0000002abcL);
            assertThat(found.isPresent()).as("%d characters", length).isEqualTo(length >= behindLibrary);
        }
    }
}
