package lanner.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lanner.engine.alert.Alert;
import org.jspecify.annotations.Nullable;

/**
 * Syslog: over UDP a datagram an alert, over TCP with octet counting (RFC 6587). Over TCP a receiver that goes away is
 * noticed by the next alert or the one after it: TCP syslog has no acknowledgement.
 */
final class SyslogOutput implements Output {
    private static final int DEFAULT_PORT = 514;
    private static final int CONNECT_MILLIS = 5000;
    /** What a datagram carries on common networks without being cut is less; receivers cut, the kernel refuses more. */
    private static final int LONGEST_DATAGRAM = 65_000;

    private final URI address;
    private final SyslogFormat format;
    private @Nullable DatagramSocket datagrams;
    private @Nullable Socket stream;

    SyslogOutput(URI address, SyslogFormat format) {
        this.address = address;
        this.format = format;
    }

    @Override
    public String name() {
        return "syslog:" + address;
    }

    private InetSocketAddress receiver() throws UnknownHostException {
        int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
        return new InetSocketAddress(InetAddress.getByName(address.getHost()), port);
    }

    @Override
    public void send(List<Alert> alerts) throws IOException {
        Alert alert = alerts.get(0);
        byte[] message = format.message(alert);
        if (address.getScheme().equals("udp")) {
            if (datagrams == null) {
                datagrams = new DatagramSocket();
                datagrams.connect(receiver());
            }
            datagrams.send(new DatagramPacket(message, Math.min(message.length, LONGEST_DATAGRAM)));
            return;
        }
        if (stream != null && isClosedByReceiver(stream)) {
            closeStream(stream);
        }
        if (stream == null) {
            stream = new Socket();
            stream.connect(receiver(), CONNECT_MILLIS);
            stream.setSoTimeout(1);
        }
        try {
            OutputStream out = stream.getOutputStream();
            byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
            byte[] frame = new byte[length.length + message.length];
            System.arraycopy(length, 0, frame, 0, length.length);
            System.arraycopy(message, 0, frame, length.length, message.length);
            out.write(frame);
            out.flush();
        } catch (IOException e) {
            closeStream(stream);
            throw e;
        }
    }

    /** A syslog receiver says nothing: the end of its stream means that it went away. */
    private static boolean isClosedByReceiver(Socket stream) {
        try {
            return stream.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void closeStream(Socket closing) throws IOException {
        stream = null;
        closing.close();
    }

    @Override
    public void close() throws IOException {
        if (datagrams != null) {
            datagrams.close();
        }
        if (stream != null) {
            closeStream(stream);
        }
    }
}
