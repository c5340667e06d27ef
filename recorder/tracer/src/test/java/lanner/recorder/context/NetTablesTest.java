package lanner.recorder.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sockets found by their inodes in the kernel's tables. */
class NetTablesTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    Path proc;

    @BeforeEach
    void write() throws IOException {
        Path net = Files.createDirectories(proc.resolve("7/net"));
        Files.writeString(net.resolve("tcp"), HEAD + """
               0: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1 0 100
               1: 0200007F:D431 097100CB:115C 01 00000000:00000000 02:00000000 00000000     0        0 12 2 0 20
               2: nonsense
            """);
        Files.writeString(net.resolve("udp6"), HEAD + """
             5: 00000000000000000000000001000000:0035 00000000000000000000000000000000:0000 07 0:0 00:0 0 0 0 13 2 0
            """);
        Files.writeString(net.resolve("unix"), """
            Num       RefCount Protocol Flags    Type St Inode Path
            00000000a0fe2b70: 00000003 00000000 00000000 0001 03  14 /run/a socket
            00000000a0fe2b71: 00000003 00000000 00000000 0001 03  15 @hidden
            00000000a0fe2b72: 00000003 00000000 00000000 0001 03  16
            """);
    }

    @ParameterizedTest
    @CsvSource({
        "11, 020000167f0000010000000000000000, ''",
        "12, 0200d4317f0000020000000000000000, 0200115ccb0071090000000000000000",
        "13, 0a0000350000000000000000000000000000000000000001 00000000, ''",
        "15, 010000 68696464656e, ''",
        "16, 0100, ''",
    })
    void aSocketsEndsAreThoseOfTheTable(long inode, String local, String remote) {
        NetTables.Ends ends = new NetTables(proc).find(7, inode).orElseThrow();
        assertThat(HexFormat.of().formatHex(ends.local())).isEqualTo(local.replace(" ", ""));
        assertThat(HexFormat.of().formatHex(ends.remote())).isEqualTo(remote);
    }

    @Test
    void aPathMayHoldBlanks() {
        byte[] local = new NetTables(proc).find(7, 14).orElseThrow().local();
        assertThat(new String(local, 2, local.length - 3, StandardCharsets.ISO_8859_1))
                .isEqualTo("/run/a socket");
    }

    @Test
    void whatNoTableHasIsNotFound() {
        assertThat(new NetTables(proc).find(7, 99)).isEmpty();
        assertThat(new NetTables(proc).find(8, 11)).isEmpty();
    }
}
