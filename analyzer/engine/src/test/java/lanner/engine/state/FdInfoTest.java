package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a descriptor leads to, with the words of Falco's fields. */
class FdInfoTest {
    private static IpAddress address(int last) {
        return IpAddress.v4(new byte[] {10, 0, 0, (byte) last}, 0);
    }

    private static SocketFd connection(FdInfo.Role role) {
        SocketFd fd = new SocketFd(3, FdInfo.Kind.IPV4, 1);
        fd.source = address(1);
        fd.sourcePort = 4000;
        fd.destination = address(2);
        fd.destinationPort = 80;
        fd.name = "10.0.0.1:4000->10.0.0.2:80";
        fd.connected = true;
        fd.role = role;
        return fd;
    }

    @ParameterizedTest
    @CsvSource({
        "IPV4, 1, 6, tcp",
        "IPV6, 1, 6, tcp",
        "IPV4, 2, 17, udp",
        "IPV4, 3, 1, icmp",
        "IPV6, 2, 58, icmp",
        "IPV4, 3, 255, raw",
        "IPV4, 5, 132, <NA>",
        "UNIX, 1, 0, <NA>",
        "NETLINK, 3, 0, <NA>"
    })
    void theProtocolIsThatOfTheSocketsTypeOfInternetSocketsOnly(
            FdInfo.Kind kind, long type, long protocol, String expected) {
        SocketFd fd = new SocketFd(3, kind, 1);
        fd.socketType = type;
        fd.protocol = protocol;
        assertThat(fd.layerFour()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(FdInfo.Kind.class)
    void noKindIsBothAFileAndASocket(FdInfo.Kind kind) {
        FdInfo fd = FdInfo.of(3, kind, 1);
        assertThat(fd.isFile() && fd.isSocket()).isFalse();
        assertThat(fd.isFile()).isEqualTo(kind == FdInfo.Kind.FILE || kind == FdInfo.Kind.DIRECTORY);
        assertThat(kind.letter()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "DIRECTORY", "PIPE", "PIDFD", "MEMFD", "EVENTPOLL"})
    void whatIsNoSocketHasNoEndsAndNoProtocol(FdInfo.Kind kind) {
        FdInfo fd = FdInfo.of(3, kind, 1);
        assertThat(fd).isInstanceOf(PlainFd.class);
        assertThat(fd.as(4, false)).isInstanceOf(PlainFd.class);
        assertThat(fd.layerFour()).isEqualTo("<NA>");
        assertThat(fd.role()).isEqualTo(FdInfo.Role.UNKNOWN);
        assertThat(fd.isConnected() || fd.isListening()).isFalse();
        assertThat(fd.clientAddress()).isNull();
        assertThat(fd.serverAddress()).isNull();
        assertThat(fd.clientPort()).isEqualTo(-1);
        assertThat(fd.serverPort()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(names = {"IPV4", "IPV6", "UNIX", "NETLINK", "OTHER"})
    void whatMayBeASocketIsKeptAsOne(FdInfo.Kind kind) {
        assertThat(FdInfo.of(3, kind, 1)).isInstanceOf(SocketFd.class);
    }

    @Test
    void neitherEndIsClientOrServerUntilTheRolesAreKnown() {
        SocketFd fd = connection(FdInfo.Role.UNKNOWN);
        assertThat(fd.clientAddress()).isNull();
        assertThat(fd.clientPort()).isEqualTo(-1);
        assertThat(fd.serverAddress()).isNull();
        assertThat(fd.serverPort()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIENT", "SERVER"})
    void theSourceIsTheClientWhoeverAsks(FdInfo.Role role) {
        SocketFd fd = connection(role);
        assertThat(fd.clientAddress()).isEqualTo(address(1));
        assertThat(fd.clientPort()).isEqualTo(4000);
        assertThat(fd.serverAddress()).isEqualTo(address(2));
        assertThat(fd.serverPort()).isEqualTo(80);
    }

    @Test
    void aListeningSocketHasAServerAndNoClient() {
        SocketFd fd = new SocketFd(3, FdInfo.Kind.IPV4, 1);
        fd.listening = true;
        fd.role = FdInfo.Role.SERVER;
        fd.destination = address(2);
        fd.destinationPort = 80;
        assertThat(fd.clientAddress()).isNull();
        assertThat(fd.clientPort()).isEqualTo(-1);
        assertThat(fd.serverPort()).isEqualTo(80);
    }

    @Test
    void aDuplicateIsTheSameUnderAnotherNumber() {
        SocketFd fd = connection(FdInfo.Role.CLIENT);
        fd.inode = 7;
        fd.nameChanged = true;
        FdInfo copy = fd.as(9, true);
        assertThat(copy)
                .usingRecursiveComparison()
                .ignoringFields("number", "closeOnExec", "nameChanged")
                .isEqualTo(fd);
        assertThat(copy.number()).isEqualTo(9);
        assertThat(copy.closeOnExec).isTrue();
        assertThat(copy.isNameChanged()).as("by an event of the other").isFalse();
    }

    @Test
    void endsThatAreExchangedAreNamedThatWay() {
        SocketFd fd = connection(FdInfo.Role.SERVER);
        fd.turnRound();
        assertThat(fd.name()).isEqualTo("10.0.0.2:80->10.0.0.1:4000");
        assertThat(fd.clientPort()).isEqualTo(80);
        fd.turnRound();
        assertThat(fd.name()).isEqualTo("10.0.0.1:4000->10.0.0.2:80");
    }

    @Test
    void aSocketThatIsDisconnectedHasNoOtherEnd() {
        SocketFd fd = connection(FdInfo.Role.CLIENT);
        fd.dissolve();
        assertThat(fd.isConnected()).isFalse();
        assertThat(fd.isNameChanged()).isTrue();
        assertThat(fd.name()).isEmpty();
        assertThat(fd.role()).isEqualTo(FdInfo.Role.UNKNOWN);
        assertThat(fd.serverAddress()).isNull();
    }
}
