package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;

/** An npm registry on the loopback with one package, {@code colour-strings}, of which one version is offered at a time. */
final class PackageRegistry implements AutoCloseable {
    private static final String NAME = "colour-strings";

    private final Path directory;
    private final HttpServer server;
    private volatile byte[] archive = {};
    private volatile String document = "";

    /** @param directory where packages are made */
    PackageRegistry(Path directory) throws IOException {
        this.directory = directory;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/" + NAME, exchange -> answer(exchange, document.getBytes(StandardCharsets.UTF_8)));
        server.createContext("/" + NAME + "/-/", exchange -> answer(exchange, archive));
        server.start();
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } finally {
            exchange.close();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Offers a version with this script of Node's to run after it is installed. */
    void offer(String version, String script) throws Exception {
        Path place = Files.createDirectories(directory.resolve(version).resolve("package"));
        Files.writeString(
                place.resolve("package.json"),
                "{\"name\":\"" + NAME + "\",\"version\":\"" + version + "\",\"main\":\"index.js\","
                        + "\"scripts\":{\"postinstall\":\"node setup.js\"}}\n");
        Files.writeString(place.resolve("index.js"), "module.exports = text => text\n");
        Files.writeString(place.resolve("setup.js"), script);
        Path file = directory.resolve(version + ".tgz");
        Process tar = new ProcessBuilder(
                        "tar", "-czf", file.toString(), "-C", place.getParent().toString(), "package")
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        archive = Files.readAllBytes(file);
        String integrity = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-512").digest(archive));
        document = """
                {"name": "%1$s", "dist-tags": {"latest": "%2$s"}, "versions": {"%2$s": {"name": "%1$s", "version": "%2$s",
                 "hasInstallScript": true, "dist": {"tarball": "%3$s/%1$s/-/%1$s-%2$s.tgz", "integrity": "sha512-%4$s"}}}}
                """.formatted(NAME, version, url(), integrity);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
