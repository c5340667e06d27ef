package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import lanner.capture.event.AcceptParams;
import lanner.capture.event.BindParams;
import lanner.capture.event.ConnectParams;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FdParams;
import lanner.capture.event.InterfaceRecord;
import lanner.capture.event.RecvfromParams;
import lanner.capture.event.SendParams;
import lanner.capture.event.SocketParams;
import lanner.capture.event.TransferParams;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ends a socket has, and which of them is whose. */
class NetworkFieldsTest {
    private static final int TID = 7;
    private static final int EINPROGRESS = 115;
    private static final int ECONNREFUSED = 111;
    private static final int INET = 2;
    private static final int INET6 = 10;

    private final History history = new History();

    @BeforeEach
    void aProcess() {
        history.then(history.process(TID, 1, "net"));
    }

    private void socket(int domain, int type) {
        history.then(history.begin(EventType.SOCKET, TID)
                .number(SocketParams.DOMAIN, domain)
                .number(SocketParams.TYPE, type)
                .number(SocketParams.PROTO, 0)
                .result(3));
    }

    private void connect(byte[] tuple, byte[] address, int result) {
        history.then(history.begin(EventType.CONNECT, TID)
                .bytes(ConnectParams.TUPLE, tuple)
                .number(ConnectParams.FD, 3)
                .bytes(ConnectParams.ADDR, address)
                .result(result));
    }

    private EventEncoder send(String source, String destination) throws Exception {
        return history.begin(EventType.SENDTO, TID)
                .number(SendParams.FD, 3)
                .bytes(SendParams.TUPLE, History.tuple(source, destination));
    }

    private EventEncoder receive(String source, String destination) throws Exception {
        return history.begin(EventType.RECVFROM, TID)
                .bytes(RecvfromParams.TUPLE, History.tuple(source, destination))
                .number(RecvfromParams.FD, 3);
    }

    private void bind(String address) throws Exception {
        history.then(history.begin(EventType.BIND, TID)
                .bytes(BindParams.ADDR, History.address(address))
                .number(BindParams.FD, 3)
                .result(0));
    }

    private Map<String, String> ends() {
        Map<String, String> ends = new LinkedHashMap<>();
        for (char end : "cslr".toCharArray()) {
            ends.put(
                    String.valueOf(end), history.print("fd." + end + "ip") + ":" + history.print("fd." + end + "port"));
        }
        return ends;
    }

    @ParameterizedTest
    @CsvSource({
        "[::ffff:192.0.2.2]:999, [::ffff:169.254.169.254]:80, 192.0.2.2",
        // Nobody knows this end yet.
        "[::]:999,               [::ffff:169.254.169.254]:80, 0.0.0.0",
    })
    void anIpv4AddressMappedToIpv6IsAnIpv4AddressInEveryField(String source, String destination, String client)
            throws Exception {
        socket(INET6, 1);
        connect(History.tuple(source, destination), History.address(destination), -EINPROGRESS);

        Map<String, String> said = new LinkedHashMap<>();
        for (String field : new String[] {
            "fd.type",
            "fd.typechar",
            "fd.sockfamily",
            "fd.l4proto",
            "fd.name",
            "fd.sip",
            "fd.cip",
            "fd.lip",
            "fd.rip",
            "evt.arg[tuple]",
            "evt.arg[addr]",
            "evt.arg[fd]"
        }) {
            said.put(field, history.print(field));
        }
        String ends = client + ":999->169.254.169.254:80";
        assertThat(said)
                .containsExactly(
                        entry("fd.type", "ipv4"),
                        entry("fd.typechar", "4"),
                        entry("fd.sockfamily", "ip"),
                        entry("fd.l4proto", "tcp"),
                        entry("fd.name", ends),
                        entry("fd.sip", "169.254.169.254"),
                        entry("fd.cip", client),
                        entry("fd.lip", client),
                        entry("fd.rip", "169.254.169.254"),
                        entry("evt.arg[tuple]", ends),
                        entry("evt.arg[addr]", "169.254.169.254:80"),
                        entry("evt.arg[fd]", "<4t>" + ends));
        for (String condition : new String[] {
            "fd.ip = 169.254.169.254",
            "fd.snet in (169.254.0.0/16)",
            "fd.rnet in (169.254.0.0/16)",
            "fd.net in (169.254.0.0/16)",
            "fd.cnet in (" + client + "/32)",
            "fd.lnet in (" + client + "/32)",
            "not fd.sip = \"::ffff:169.254.169.254\""
        }) {
            assertThat(history.matches(condition)).as(condition).isTrue();
        }
    }

    @Test
    void anIpv6AddressStaysOne() throws Exception {
        socket(INET6, 1);
        connect(History.tuple("[::]:999", "[2001:db8::1]:80"), History.address("[2001:db8::1]:80"), 0);

        assertThat(history.print("fd.type")).isEqualTo("ipv6");
        assertThat(history.print("fd.name")).isEqualTo(":::999->2001:db8::1:80");
    }

    @Test
    void aMappedAddressIsBoundAndAcceptedFromAsIpv4() throws Exception {
        socket(INET6, 1);
        bind("[::ffff:127.0.0.1]:80");
        assertThat(history.print("fd.sip")).isEqualTo("127.0.0.1");
        assertThat(history.print("fd.name")).isEqualTo("127.0.0.1:80");
        assertThat(history.print("fd.type")).isEqualTo("ipv4");

        history.then(history.begin(EventType.ACCEPT4, TID)
                .bytes(AcceptParams.TUPLE, History.tuple("[::ffff:198.51.100.7]:999", "[::ffff:127.0.0.1]:80"))
                .result(4));
        assertThat(history.print("fd.cip")).isEqualTo("198.51.100.7");
        assertThat(history.print("fd.type")).isEqualTo("ipv4");
    }

    @Test
    void aMappedAddressInTheListOfDescriptorsIsIpv4() throws Exception {
        history.then(history.begin(EventType.DESCRIPTOR, 0)
                .number(DescriptorRecord.PID, TID)
                .number(DescriptorRecord.FD, 5)
                .text(DescriptorRecord.KIND, "ipv6")
                .bytes(DescriptorRecord.TUPLE, History.tuple("[::ffff:192.0.2.2]:999", "[::ffff:192.0.2.9]:22"))
                .text(DescriptorRecord.L4PROTO, "tcp"));
        history.then(history.begin(EventType.CLOSE, TID).number(FdParams.FD, 5).result(0));

        assertThat(history.print("fd.name")).isEqualTo("192.0.2.2:999->192.0.2.9:22");
        assertThat(history.print("fd.type")).isEqualTo("ipv4");
    }

    @Test
    void aMessageOfAConnectedSocketWithADestinationOfItsOwnIsAboutThatOne() throws Exception {
        socket(INET, 2);
        connect(History.tuple("127.0.0.1:999", "127.0.0.21:53"), History.address("127.0.0.21:53"), 0);

        history.then(send("127.0.0.1:999", "127.0.0.66:66").result(1));
        assertThat(history.print("fd.sip")).isEqualTo("127.0.0.66");
        assertThat(history.print("fd.rport")).isEqualTo("66");
        assertThat(history.print("fd.name")).isEqualTo("127.0.0.1:999->127.0.0.66:66");
        assertThat(history.print("evt.arg[tuple]")).isEqualTo("127.0.0.1:999->127.0.0.66:66");

        history.then(
                history.begin(EventType.WRITE, TID).number(TransferParams.FD, 3).result(1));
        assertThat(history.print("fd.sip")).as("the association stays").isEqualTo("127.0.0.21");

        history.then(send("127.0.0.1:999", "127.0.0.66:66").result(-ECONNREFUSED));
        assertThat(history.print("fd.sip")).as("a refused one too").isEqualTo("127.0.0.66");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0:0, ''", "0.0.0.0:999, ''", "0.0.0.0:0, 0.0.0.0:0"})
    void aConnectToNoFamilyEndsTheAssociation(String source, String address) throws Exception {
        socket(INET, 2);
        connect(History.tuple("127.0.0.1:999", "127.0.0.21:53"), History.address("127.0.0.21:53"), 0);
        connect(History.tuple(source, "0.0.0.0:0"), History.address(address), 0);
        assertThat(history.print("fd.connected")).isEqualTo("false");
        assertThat(history.print("fd.name")).isNull();
        assertThat(history.print("fd.sip")).isNull();

        history.then(send("127.0.0.1:999", "127.0.0.66:66").result(1));
        assertThat(history.print("fd.sip")).isEqualTo("127.0.0.66");
    }

    @Test
    void whoAcceptsIsTheServerAndItsEndIsTheLocalOneWhateverTheAddresses() throws Exception {
        history.then(history.begin(EventType.INTERFACE, 0)
                .text(InterfaceRecord.NAME, "docker0")
                .bytes(InterfaceRecord.ADDR, History.address("172.17.0.1:0")));
        history.then(history.begin(EventType.ACCEPT, TID)
                .bytes(AcceptParams.TUPLE, History.tuple("172.17.0.1:999", "172.17.0.2:80"))
                .result(3));

        assertThat(ends())
                .containsExactly(
                        entry("c", "172.17.0.1:999"),
                        entry("s", "172.17.0.2:80"),
                        entry("l", "172.17.0.2:80"),
                        entry("r", "172.17.0.1:999"));
    }

    @Test
    void whoSendsFirstIsTheClientAlsoInWhatItReceives() throws Exception {
        socket(INET, 2);
        history.then(send("0.0.0.0:999", "192.0.2.53:53").result(1));
        Map<String, String> sent = ends();
        history.then(receive("192.0.2.53:53", "0.0.0.0:999").result(1));

        assertThat(ends())
                .isEqualTo(sent)
                .containsExactly(
                        entry("c", "0.0.0.0:999"),
                        entry("s", "192.0.2.53:53"),
                        entry("l", "0.0.0.0:999"),
                        entry("r", "192.0.2.53:53"));
        history.then(receive("192.0.2.54:53", "0.0.0.0:999").result(1));
        assertThat(history.print("fd.name")).as("from another").isEqualTo("0.0.0.0:999->192.0.2.54:53");
    }

    @Test
    void aBoundDatagramSocketServesEachClient() throws Exception {
        socket(INET, 2);
        bind("192.0.2.1:53");
        for (String client : new String[] {"198.51.100.1:1", "198.51.100.2:2"}) {
            history.then(receive(client, "192.0.2.1:53").result(1));
            assertThat(history.print("fd.name")).isEqualTo(client + "->192.0.2.1:53");
            history.then(send("192.0.2.1:53", client).result(1));
            assertThat(history.print("fd.name")).isEqualTo(client + "->192.0.2.1:53");
            assertThat(history.print("fd.is_server")).isEqualTo("true");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, tcp", "2, udp", "3, raw", "526337, tcp", "526338, udp", "524290, udp", "2051, raw"})
    void aSocketsTypeIsReadWithoutItsFlags(int type, String protocol) {
        socket(INET, type);

        assertThat(history.print("fd.l4proto")).isEqualTo(protocol);
    }
}
