package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TupleTest {
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
    private static final byte[] OWN = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @Test
    void whatIsLaidOutForIpv4IsReadBack() {
        Event event = connect(tuple(Tuple.INET, inet(10, 0, 0, 1, 8000), inet(10, 0, 0, 2, 80)));
        assertThat(Tuple.family(event, ConnectParams.TUPLE)).isEqualTo(Tuple.INET);
        assertThat(Tuple.isInternet(event, ConnectParams.TUPLE)).isTrue();
        assertThat(Tuple.text(event, ConnectParams.TUPLE)).isEqualTo("10.0.0.1:8000->10.0.0.2:80");
        assertThat(Tuple.sourcePort(event, ConnectParams.TUPLE)).isEqualTo(8000);
        assertThat(Tuple.destinationPort(event, ConnectParams.TUPLE)).isEqualTo(80);
        assertThat(Tuple.destination(event, ConnectParams.TUPLE).text()).isEqualTo("10.0.0.2");
    }

    @Test
    void whatIsLaidOutForIpv6IsReadBack() {
        Event event = connect(tuple(Tuple.INET6, inet6(OWN, 8000), inet6(OWN, 65535)));
        assertThat(Tuple.text(event, ConnectParams.TUPLE)).isEqualTo("::1:8000->::1:65535");
    }

    @Test
    void twoMappedAddressesAreReadAsIpv4() {
        Event event = connect(tuple(Tuple.INET6, inet6(MAPPED, 1), inet6(MAPPED, 2)));
        assertThat(Tuple.source(event, ConnectParams.TUPLE).v6()).isFalse();
        assertThat(Tuple.text(event, ConnectParams.TUPLE)).isEqualTo("10.0.0.1:1->10.0.0.1:2");
    }

    @Test
    void endsAreKnownEitherWayRound() {
        Event event = connect(tuple(Tuple.INET, inet(10, 0, 0, 1, 8000), inet(10, 0, 0, 2, 80)));
        IpAddress one = IpAddress.v4(new byte[] {10, 0, 0, 1}, 0);
        IpAddress other = IpAddress.v4(new byte[] {10, 0, 0, 2}, 0);
        assertThat(Tuple.isBetween(event, ConnectParams.TUPLE, one, 8000, other, 80))
                .isTrue();
        assertThat(Tuple.isBetween(event, ConnectParams.TUPLE, other, 80, one, 8000))
                .isTrue();
        assertThat(Tuple.isBetween(event, ConnectParams.TUPLE, one, 80, other, 8000))
                .isFalse();
    }

    @Test
    void anEndThatIsTooShortForItsFamilyIsNothing() {
        Event event = connect(tuple(Tuple.INET, inet(10, 0, 0, 1, 8000), new byte[] {2, 0}));
        assertThat(Tuple.isNothing(event, ConnectParams.TUPLE)).isTrue();
    }

    @Test
    void aTupleThatIsNotWholeSaysNothing() {
        byte[] whole = tuple(Tuple.INET, inet(10, 0, 0, 1, 8000), inet(10, 0, 0, 2, 80));
        for (int length = 0; length < whole.length; length++) {
            Event event = connect(Arrays.copyOf(whole, length));
            assertThat(Tuple.isInternet(event, ConnectParams.TUPLE)).isFalse();
            assertThat(Tuple.text(event, ConnectParams.TUPLE)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"/run/socket, /run/socket", "#abstract, @abstract"})
    void aPathIsShownAsToolsDo(String name, String shown) {
        byte[] raw = ("\1\0" + name.replace('#', '\0')).getBytes(StandardCharsets.ISO_8859_1);
        byte[] to = new byte[64];
        to[0] = Tuple.UNIX;
        int end = Tuple.putEnd(to, Tuple.PATH, Tuple.UNIX, raw, 0, raw.length);
        Event event = connect(Arrays.copyOf(to, end));
        assertThat(Tuple.isUnix(event, ConnectParams.TUPLE)).isTrue();
        assertThat(Tuple.path(event, ConnectParams.TUPLE)).isEqualTo(shown);
        assertThat(Tuple.text(event, ConnectParams.TUPLE)).isEqualTo("0->0 " + shown);
    }

    private static Event connect(byte[] tuple) {
        EventEncoder encoder = new EventEncoder();
        encoder.begin(EventType.CONNECT, 1, 0, 0).bytes(ConnectParams.TUPLE, tuple);
        return new Event().wrap(encoder, 0);
    }

    private static byte[] tuple(int family, byte[] one, byte[] other) {
        int size = Tuple.addressSize(family);
        byte[] to = new byte[Tuple.length(size)];
        to[0] = (byte) family;
        int end = Tuple.putEnd(to, Tuple.FIRST, family, one, 0, one.length);
        assertThat(end).isEqualTo(Tuple.second(size));
        assertThat(Tuple.putEnd(to, end, family, other, 0, other.length)).isEqualTo(to.length);
        return to;
    }

    /** A {@code struct sockaddr_in}. */
    private static byte[] inet(int a, int b, int c, int d, int port) {
        return new byte[] {2, 0, (byte) (port >> 8), (byte) port, (byte) a, (byte) b, (byte) c, (byte) d};
    }

    /** A {@code struct sockaddr_in6}. */
    private static byte[] inet6(byte[] address, int port) {
        byte[] raw = new byte[28];
        raw[0] = 10;
        raw[2] = (byte) (port >> 8);
        raw[3] = (byte) port;
        System.arraycopy(address, 0, raw, 8, 16);
        return raw;
    }
}
