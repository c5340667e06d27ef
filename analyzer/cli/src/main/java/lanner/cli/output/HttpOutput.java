package lanner.cli.output;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertText;
import lanner.product.Version;

/**
 * A webhook: one JSON object a request, as falcosidekick takes it, or an array of up to so many. Answers of 2xx are
 * success; 408, 429 and 5xx may be tried again; all others are final.
 */
final class HttpOutput implements Output {
    private final URI address;
    private final List<String> headers;
    private final int batch;
    private final Duration timeout;
    private final HttpClient client;

    HttpOutput(URI address, List<String> headers, int batch, Duration timeout) {
        this.address = address;
        this.headers = headers;
        this.batch = batch;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** A refusal that trying again will not change. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** A receiver that asks for a pause. */
    static final class Busy extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Duration pause;

        Busy(String message, Duration pause) {
            super(message);
            this.pause = pause;
        }

        Duration pause() {
            return pause;
        }
    }

    @Override
    public String name() {
        // What follows the path may be a secret.
        return "http:" + address.getScheme() + "://" + address.getAuthority().replaceAll(".*@", "") + address.getPath();
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public void send(List<Alert> alerts) throws IOException {
        String body = batch == 1
                ? AlertText.json(alerts.get(0))
                : "[" + String.join(",", alerts.stream().map(AlertText::json).toList()) + "]";
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "lanner/" + Version.number())
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        for (String header : headers) {
            int colon = header.indexOf(':');
            request.header(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        }
        HttpResponse<Void> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        int status = response.statusCode();
        if (status == 408 || status == 429 || status >= 500) {
            throw new Busy("it answered " + status, pause(response));
        }
        if (status < 200 || status >= 300) {
            throw new Refused("it answered " + status);
        }
    }

    private static Duration pause(HttpResponse<Void> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,4}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        // The client's threads are daemons and hold nothing.
    }
}
