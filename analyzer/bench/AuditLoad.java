import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends audit events to a webhook at a steady rate, in lists as an API server does, each again while the answer is 429 or 503.
 *
 * <p>{@code java analyzer/bench/AuditLoad.java URL [EVENTS-A-SECOND [SECONDS [EVENTS-A-LIST]]]}. Every hundredth event is a
 * secret that a person reads.
 */
final class AuditLoad {
    private static final int SENDERS = 4;

    private AuditLoad() {}

    public static void main(String[] arguments) throws InterruptedException {
        URI to = URI.create(arguments[0]);
        int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5000;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
        int list = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 100;
        int lists = rate * seconds / list;
        HttpClient client = HttpClient.newHttpClient();
        AtomicInteger next = new AtomicInteger();
        AtomicLong sent = new AtomicLong();
        AtomicLong again = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        AtomicLong slowest = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        long began = System.nanoTime();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        for (int i = 0; i < SENDERS; i++) {
            senders.execute(() -> {
                for (int number = next.getAndIncrement(); number < lists; number = next.getAndIncrement()) {
                    String body = body(number * list, list);
                    long due = began + number * TimeUnit.SECONDS.toNanos(1) * list / rate;
                    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    long from = System.nanoTime();
                    int status = send(client, to, body);
                    while (status == 429 || status == 503) {
                        again.incrementAndGet();
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                        status = send(client, to, body);
                    }
                    slowest.accumulateAndGet(System.nanoTime() - from, Math::max);
                    if (status == 200) {
                        sent.addAndGet(list);
                        bytes.addAndGet(body.length());
                    } else {
                        failed.incrementAndGet();
                    }
                }
            });
        }
        senders.shutdown();
        if (!senders.awaitTermination(1, TimeUnit.HOURS)) {
            throw new IllegalStateException("not done in an hour");
        }
        double took = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "sent %d events (%.1f MB) in %.1f s, %.0f a second; %d requests sent again, %d failed; slowest request %.0f ms%n",
                sent.get(),
                bytes.get() / 1e6,
                took,
                sent.get() / took,
                again.get(),
                failed.get(),
                slowest.get() / 1e6);
    }

    private static int send(HttpClient client, URI to, String body) {
        try {
            HttpResponse<Void> answer = client.send(
                    HttpRequest.newBuilder(to)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.discarding());
            return answer.statusCode();
        } catch (IOException e) {
            System.err.println("not sent: " + e);
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static String body(int from, int count) {
        StringBuilder body = new StringBuilder("{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":[");
        for (int i = from; i < from + count; i++) {
            body.append(i > from ? "," : "").append(event(i));
        }
        return body.append("]}").toString();
    }

    private static String event(int number) {
        boolean secret = number % 100 == 0;
        String resource = secret ? "secrets" : "pods";
        return """
            {"level":"RequestResponse","auditID":"00000000-0000-4000-8000-%012d","stage":"ResponseComplete",\
            "requestURI":"/api/v1/namespaces/shop/%s/web-%d","verb":"%s","user":{"username":"bob@example.org",\
            "groups":["developers","system:authenticated"]},"sourceIPs":["198.51.100.7"],\
            "userAgent":"kubectl/v1.31.2 (linux/amd64) kubernetes/5864a46","objectRef":{"resource":"%s",\
            "namespace":"shop","name":"web-%d","apiVersion":"v1"},"responseStatus":{"metadata":{},"code":200},\
            "requestObject":{"kind":"Pod","spec":{"containers":[{"name":"web","image":"registry.example.org:5000/shop/web:1",\
            "securityContext":{"runAsUser":1000,"allowPrivilegeEscalation":false}}]}},\
            "requestReceivedTimestamp":"%s","stageTimestamp":"%s","annotations":{"authorization.k8s.io/decision":"allow",\
            "authorization.k8s.io/reason":""}}""".formatted(
                        number, resource, number, secret ? "get" : "create", resource, number, Instant.now(), Instant.now());
    }
}
