package lanner.recorder.context;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Asks a metadata service on this machine: plain HTTP, to a loopback or link-local address only, with a limit on the
 * time and on the size of the answer. Redirects are not followed.
 */
final class MetadataClient {
    private static final int MAX_ANSWER = 1 << 20;
    private static final int HTTP_PORT = 80;

    private final int timeoutMillis;

    /** @param timeoutMillis how long an answer may take, from the first byte asked to the last received */
    MetadataClient(int timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * The body of the answer.
     *
     * @throws IOException when there is none in time, or it is no success; the message says why
     */
    String get(String address) throws IOException {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IOException("no address: " + e.getMessage(), e);
        }
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IOException("only http addresses are asked");
        }
        InetAddress host = InetAddress.getByName(uri.getHost());
        if (!host.isLoopbackAddress() && !host.isLinkLocalAddress()) {
            throw new IOException(uri.getHost() + " is not on this machine's own link");
        }
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, uri.getPort() < 0 ? HTTP_PORT : uri.getPort()), left(deadline));
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            // Version 1.0: the answer then comes in one piece and ends with the connection.
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.0\r\nHost: " + uri.getHost()
                                    + "\r\nAccept: application/json\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return body(read(socket, deadline));
        }
    }

    private static int left(long deadline) throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) millis;
    }

    private static String read(Socket socket, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[16 * 1024];
        int length = 0;
        while (true) {
            socket.setSoTimeout(left(deadline));
            if (length == bytes.length) {
                if (length >= MAX_ANSWER) {
                    throw new IOException("the answer is longer than " + MAX_ANSWER + " bytes");
                }
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return new String(bytes, 0, length, StandardCharsets.UTF_8);
            }
            length += read;
        }
    }

    private static String body(String answer) throws IOException {
        int end = answer.indexOf("\r\n\r\n");
        String[] status = answer.split("\r\n", 2)[0].split(" ", 3);
        if (end < 0 || status.length < 2 || !status[0].startsWith("HTTP/1.")) {
            throw new IOException("the answer is no HTTP");
        }
        if (!status[1].equals("200")) {
            throw new IOException("the answer is status " + (status[1].matches("[0-9]{3}") ? status[1] : "unknown"));
        }
        return answer.substring(end + 4);
    }
}
