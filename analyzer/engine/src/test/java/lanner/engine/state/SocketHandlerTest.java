package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.AcceptParams;
import lanner.capture.event.BindParams;
import lanner.capture.event.ConnectParams;
import lanner.capture.event.EventType;
import lanner.capture.event.ListenParams;
import lanner.capture.event.RecvfromParams;
import lanner.capture.event.SendParams;
import lanner.capture.event.SocketParams;
import lanner.capture.event.SocketpairParams;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is the client, who the server, and between which ends: socket(2), connect(2), accept(2), bind(2), send(2). */
class SocketHandlerTest {
    private static final int TID = 7;
    private static final int FD = 3;
    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;
    private static final String HERE = "10.0.0.1:40000";
    private static final String THERE = "10.0.0.2:443";

    private final History history = new History();

    @BeforeEach
    void aProcess() {
        history.listed(TID, 1, "client");
    }

    private FdInfo socket(int domain, int type) {
        history.begin(EventType.SOCKET, TID)
                .number(SocketParams.DOMAIN, domain)
                .number(SocketParams.TYPE, type)
                .number(SocketParams.PROTO, 0)
                .result(FD);
        history.apply();
        return fd();
    }

    private FdInfo fd() {
        return history.state().thread(TID).descriptors().get(FD);
    }

    private FdInfo connect(String source, String destination, long result) throws Exception {
        history.begin(EventType.CONNECT, TID)
                .bytes(ConnectParams.TUPLE, History.tuple(source, destination))
                .number(ConnectParams.FD, FD)
                .result(result);
        history.apply();
        return fd();
    }

    private void send(String source, String destination, long result) throws Exception {
        history.begin(EventType.SENDTO, TID)
                .number(SendParams.FD, FD)
                .bytes(SendParams.TUPLE, History.tuple(source, destination))
                .result(result);
        history.apply();
    }

    private void receive(String source, String destination, long result) throws Exception {
        history.begin(EventType.RECVFROM, TID)
                .bytes(RecvfromParams.TUPLE, History.tuple(source, destination))
                .number(RecvfromParams.FD, FD)
                .result(result);
        history.apply();
    }

    @ParameterizedTest
    @CsvSource({"1, UNIX", "2, IPV4", "10, IPV6", "16, NETLINK", "17, OTHER", "38, OTHER"})
    void aSocketIsOfItsFamily(int domain, FdInfo.Kind kind) {
        assertThat(socket(domain, STREAM).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"1, tcp", "2049, tcp", "524289, tcp", "2, udp", "526338, udp"})
    void flagsInTheTypeAreNoPartOfIt(int type, String protocol) {
        assertThat(socket(2, type).layerFour()).isEqualTo(protocol);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-115, true", "-111, false", "-110, false"})
    void whoConnectsIsTheClientAndConnectedOnceItCanBe(long result, boolean connected) throws Exception {
        socket(2, STREAM);
        FdInfo fd = connect(HERE, THERE, result);
        assertThat(fd.role()).isEqualTo(FdInfo.Role.CLIENT);
        assertThat(fd.isConnected()).isEqualTo(connected);
        assertThat(fd.name()).isEqualTo("10.0.0.1:40000->10.0.0.2:443");
        assertThat(fd.serverPort()).isEqualTo(443);
        assertThat(fd.clientAddress().text()).isEqualTo("10.0.0.1");
    }

    @Test
    void aSocketThatTheCaptureNeverShowedIsMadeUpFromItsEnds() throws Exception {
        FdInfo fd = connect("[2001:db8::1]:40000", "[2001:db8::2]:53", 0);
        assertThat(fd.kind()).isEqualTo(FdInfo.Kind.IPV6);
        assertThat(fd.serverPort()).isEqualTo(53);
    }

    @Test
    void aConnectToNoAddressDissolvesTheAssociation() throws Exception {
        socket(2, DATAGRAM);
        connect(HERE, THERE, 0);
        history.begin(EventType.CONNECT, TID)
                .number(ConnectParams.FD, FD)
                .bytes(ConnectParams.ADDR, new byte[] {0})
                .result(0);
        history.apply();
        assertThat(fd().isConnected()).isFalse();
        assertThat(fd().serverAddress()).isNull();
    }

    @Test
    void whoAcceptsIsTheServerAtTheOtherEnd() throws Exception {
        history.begin(EventType.ACCEPT4, TID)
                .bytes(AcceptParams.TUPLE, History.tuple(THERE, "10.0.0.1:80"))
                .result(FD);
        history.apply();
        assertThat(fd().role()).isEqualTo(FdInfo.Role.SERVER);
        assertThat(fd().isConnected()).isTrue();
        assertThat(fd().clientPort()).isEqualTo(443);
        assertThat(fd().serverPort()).isEqualTo(80);
    }

    @Test
    void anAcceptThatFailsMakesNoDescriptor() {
        history.begin(EventType.ACCEPT, TID).result(-11);
        history.apply();
        assertThat(history.state().thread(TID).descriptors().size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0:80, 0, SERVER", "0.0.0.0:0, 0, UNKNOWN", "0.0.0.0:80, -98, UNKNOWN"})
    void whoBindsAPortIsAServer(String address, long result, FdInfo.Role role) throws Exception {
        socket(2, STREAM);
        history.begin(EventType.BIND, TID)
                .bytes(BindParams.ADDR, History.address(address))
                .number(BindParams.FD, FD)
                .result(result);
        history.apply();
        assertThat(fd().role()).isEqualTo(role);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-95, false"})
    void aSocketListensOnceItWasTold(long result, boolean listening) {
        socket(2, STREAM);
        history.begin(EventType.LISTEN, TID).number(ListenParams.FD, FD).result(result);
        history.apply();
        assertThat(fd().isListening()).isEqualTo(listening);
    }

    @Test
    void theFirstMessageSaysWhoBegan() throws Exception {
        socket(2, DATAGRAM);
        send(HERE, THERE, 9);
        assertThat(fd().role()).isEqualTo(FdInfo.Role.CLIENT);
        assertThat(fd().serverPort()).isEqualTo(443);
        receive(THERE, HERE, 9);
        assertThat(fd().role()).isEqualTo(FdInfo.Role.CLIENT);
        assertThat(fd().serverPort()).isEqualTo(443);
    }

    @Test
    void whoReceivesFirstIsAServer() throws Exception {
        socket(2, DATAGRAM);
        receive(THERE, HERE, 9);
        assertThat(fd().role()).isEqualTo(FdInfo.Role.SERVER);
        assertThat(fd().clientPort()).isEqualTo(443);
        assertThat(fd().serverPort()).isEqualTo(40_000);
    }

    @Test
    void aMessageThatWasRefusedTeachesTheSocketNothing() throws Exception {
        socket(2, DATAGRAM);
        send(HERE, THERE, -1);
        assertThat(fd().name()).isEmpty();
        assertThat(history.fdName()).isEqualTo("10.0.0.1:40000->10.0.0.2:443");
    }

    @Test
    void bothEndsOfAPairAreConnected() {
        history.begin(EventType.SOCKETPAIR, TID)
                .number(SocketpairParams.FD1, FD)
                .number(SocketpairParams.FD2, FD + 1)
                .number(SocketpairParams.DOMAIN, 1)
                .number(SocketpairParams.TYPE, STREAM)
                .result(0);
        history.apply();
        for (int number = FD; number <= FD + 1; number++) {
            FdInfo fd = history.state().thread(TID).descriptors().get(number);
            assertThat(fd.kind()).isEqualTo(FdInfo.Kind.UNIX);
            assertThat(fd.isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"-88, FILE, /etc/hosts", "0, IPV4, 10.0.0.1:40000->10.0.0.2:443"})
    void aDescriptorThatWasTakenForAFileIsASocketUnlessTheKernelSaysThatItIsNone(
            long result, FdInfo.Kind kind, String name) throws Exception {
        history.openat(TID, "/etc/hosts", FD);
        connect(HERE, THERE, result);
        assertThat(fd().kind()).isEqualTo(kind);
        assertThat(fd().name()).isEqualTo(name);
        assertThat(history.state().context().fd()).isSameAs(fd());
    }

    @Test
    void anEventThatUsesAFileAsASocketIsAboutTheFile() throws Exception {
        history.openat(TID, "/etc/hosts", FD);
        send(HERE, THERE, -88);
        assertThat(history.fdName()).isEqualTo("/etc/hosts");
        history.begin(EventType.BIND, TID).number(BindParams.FD, FD).result(-88);
        history.apply();
        assertThat(history.fdName()).isEqualTo("/etc/hosts");
    }
}
