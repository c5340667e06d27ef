package lanner.recorder.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel tells of sockets, asked about those of this process. */
class SocketFactsTest {
    private static final int PID = (int) ProcessHandle.current().pid();
    private static final int AF_INET = 2;
    private static final int SOCKADDR_IN = 16;

    private final SocketFacts facts = new SocketFacts(new NativeFacts());

    private interface Opening {
        AutoCloseable open() throws IOException;
    }

    private interface Check {
        void of(int fd) throws Exception;
    }

    /** Runs a check on the descriptor that an opening adds and that leads to what is named so. */
    private static void opened(Opening opening, String leadsTo, Check check) throws Exception {
        Set<Integer> before = descriptors(leadsTo);
        try (AutoCloseable opened = opening.open()) {
            assertThat(opened).isNotNull();
            Set<Integer> after = descriptors(leadsTo);
            after.removeAll(before);
            assumeTrue(after.size() == 1, "another test has opened something meanwhile");
            check.of(after.iterator().next());
        }
    }

    private static Set<Integer> descriptors(String leadsTo) throws IOException {
        Set<Integer> found = new HashSet<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                if (target(link).startsWith(leadsTo)) {
                    found.add(Integer.parseInt(link.getFileName().toString()));
                }
            }
        }
        return found;
    }

    /** The descriptor of the listing itself is gone by the time it is asked about. */
    private static String target(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static int port(byte[] address) {
        return (address[2] & 0xFF) << 8 | address[3] & 0xFF;
    }

    private SocketFacts.Answer find(int fd) {
        SocketFacts.Answer answer = facts.find(PID, PID, fd);
        assumeTrue(answer != SocketFacts.Answer.REFUSED, "this machine lets nobody copy a descriptor: pidfd_getfd(2)");
        return answer;
    }

    @Test
    void aConnectionHasBothItsEnds() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress there = (InetSocketAddress) server.getLocalAddress();
            SocketChannel[] client = new SocketChannel[1];
            opened(
                    () -> {
                        client[0] = SocketChannel.open(StandardProtocolFamily.INET);
                        client[0].connect(there);
                        return client[0];
                    },
                    "socket:",
                    fd -> {
                        InetSocketAddress here = (InetSocketAddress) client[0].getLocalAddress();
                        assertThat(find(fd)).isEqualTo(SocketFacts.Answer.KNOWN);
                        assertThat(facts.localLength()).isEqualTo(SOCKADDR_IN);
                        assertThat(port(facts.local())).isEqualTo(here.getPort());
                        assertThat(facts.remoteLength()).isEqualTo(SOCKADDR_IN);
                        assertThat(port(facts.remote())).isEqualTo(there.getPort());
                        assertThat(facts.family(PID, PID, fd)).isEqualTo(AF_INET);
                        assertThat(facts.limitNanos(PID, PID, fd, true))
                                .as("no limit")
                                .isZero();
                    });
        }
    }

    @Test
    void aSocketThatIsConnectedToNobodyHasOneEnd() throws Exception {
        DatagramChannel[] bound = new DatagramChannel[1];
        opened(
                () -> {
                    bound[0] = DatagramChannel.open(StandardProtocolFamily.INET);
                    bound[0].bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                    return bound[0];
                },
                "socket:",
                fd -> {
                    assertThat(find(fd)).isEqualTo(SocketFacts.Answer.KNOWN);
                    assertThat(port(facts.local()))
                            .isEqualTo(((InetSocketAddress) bound[0].getLocalAddress()).getPort());
                    assertThat(facts.remoteLength()).isZero();
                });
    }

    @Test
    void aFileIsNoSocketAndHasNoFamily(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("plain");
        opened(() -> Files.newOutputStream(file), file.toString(), fd -> {
            assertThat(find(fd)).isEqualTo(SocketFacts.Answer.NO_SOCKET);
            assertThat(facts.family(PID, PID, fd)).isEqualTo(-1);
            assertThat(facts.limitNanos(PID, PID, fd, false)).isZero();
            assertThat(facts.localLength()).isZero();
        });
    }

    @Test
    void aNumberWithoutADescriptorIsNoSocket() {
        assertThat(facts.find(PID, PID, 1_000_000)).isEqualTo(SocketFacts.Answer.NO_SOCKET);
        assertThat(facts.family(PID, PID, 1_000_000)).isEqualTo(-1);
    }
}
