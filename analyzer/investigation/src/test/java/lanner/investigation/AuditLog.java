package lanner.investigation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.capture.kit.CaptureStory;
import lanner.engine.json.JsonText;

/** An audit log of Kubernetes that a test writes, line by line, beside a recording of {@link CaptureStory}. */
public final class AuditLog {
    /** Rules of both sources: a command that is run in a pod, a request that is refused, a shell that begins. */
    public static final String RULES = """
            - rule: Command run in a pod
              desc: Somebody runs a command in a pod.
              condition: ka.verb = create and ka.target.subresource = exec and ka.response.code startswith 1
              output: A command was run in a pod (user=%ka.user.name pod=%ka.target.namespace/%ka.target.name)
              priority: WARNING
              source: k8s_audit
            - rule: Request refused
              desc: An API server refused a request.
              condition: ka.response.code = 403
              output: A request was refused (user=%ka.user.name object=%lanner.object)
              priority: NOTICE
              source: k8s_audit
            - rule: Shell began
              desc: A shell was run.
              condition: evt.type = execve and evt.rawres = 0 and proc.name = sh
              output: A shell began (command=%proc.cmdline)
              priority: WARNING
            """;

    private final List<String> lines = new ArrayList<>();

    /**
     * Adds an event of the stage ResponseComplete.
     *
     * @param after nanoseconds behind {@link CaptureStory#START}
     * @param status 0 for an event of the stage RequestReceived, without a response
     * @param object members of its {@code objectRef}; none for a request that is about its path alone
     */
    public AuditLog request(long after, String user, String verb, String uri, int status, Map<String, String> object) {
        Instant at = Instant.ofEpochSecond(0, CaptureStory.START + after);
        Map<String, Object> event = new TreeMap<>(Map.of(
                "kind",
                "Event",
                "apiVersion",
                "audit.k8s.io/v1",
                "level",
                "Metadata",
                "auditID",
                "event-" + (lines.size() + 1),
                "stage",
                status == 0 ? "RequestReceived" : "ResponseComplete",
                "requestURI",
                uri,
                "verb",
                verb,
                "user",
                new TreeMap<>(Map.of("username", user, "groups", List.of("platform-admins", "system:authenticated"))),
                "requestReceivedTimestamp",
                at.toString(),
                "stageTimestamp",
                at.toString()));
        if (status > 0) {
            event.put(
                    "responseStatus",
                    status == 403 ? new TreeMap<>(Map.of("code", 403, "reason", "Forbidden")) : Map.of("code", status));
        }
        if (!object.isEmpty()) {
            event.put("objectRef", new TreeMap<>(object));
        }
        return line(JsonText.writeCharacters(event));
    }

    /** A command that is run in the pod shop/web-0. */
    public AuditLog exec(long after, String user, int status) {
        return request(
                after,
                user,
                "create",
                "/api/v1/namespaces/shop/pods/web-0/exec?command=sh",
                status,
                Map.of("resource", "pods", "subresource", "exec", "namespace", "shop", "name", "web-0"));
    }

    /** Adds a line as it is. */
    public AuditLog line(String line) {
        lines.add(line);
        return this;
    }

    /**
     * Writes a log and a recording of the pod: a person looks around, runs a shell in a pod, which reads the pod's token, and asks
     * for secrets with it.
     *
     * @return the recording, then the log
     */
    public static List<Path> incident(Path directory) throws IOException {
        String token = "/var/run/secrets/kubernetes.io/serviceaccount/token";
        String account = "system:serviceaccount:shop:web";
        Path recording = directory.resolve("web-0.lanner");
        try (CaptureStory story = CaptureStory.at(recording, CaptureStory.START + 30_000_000)) {
            story.every(4_000_000).process(7, 1, "runc").runs(7, 1, "sh", "-c", "id; cat " + token);
            story.forks(7, 8, "sh")
                    .runs(8, 7, "id")
                    .opens(8, 3, "/etc/passwd")
                    .closes(8, 3)
                    .exits(8);
            story.forks(7, 9, "sh")
                    .runs(9, 7, "cat", token)
                    .opens(9, 3, token)
                    .closes(9, 3)
                    .exits(9);
            story.forks(7, 10, "sh")
                    .runs(10, 7, "curl", "https://10.96.0.1/api")
                    .connects(10, 3, "10.96.0.1", 443);
            story.exits(10).exits(7);
        }
        Path log = new AuditLog()
                .request(
                        0,
                        "bob@example.org",
                        "list",
                        "/api/v1/namespaces/shop/pods",
                        200,
                        Map.of("resource", "pods", "namespace", "shop"))
                .request(
                        9_000_000,
                        "system:kube-scheduler",
                        "update",
                        "/apis/coordination.k8s.io/v1/leases",
                        200,
                        Map.of("resource", "leases", "namespace", "kube-system", "name", "kube-scheduler"))
                .exec(21_000_000, "bob@example.org", 0)
                .exec(28_000_000, "bob@example.org", 101)
                .request(
                        97_000_000,
                        account,
                        "list",
                        "/api/v1/namespaces/shop/secrets",
                        403,
                        Map.of("resource", "secrets", "namespace", "shop"))
                .request(
                        104_000_000,
                        account,
                        "get",
                        "/api/v1/namespaces/shop/pods/web-0",
                        200,
                        Map.of("resource", "pods", "namespace", "shop", "name", "web-0"))
                .request(120_000_000, "anna\u202e\u001b[31m", "get", "/healthz", 200, Map.of())
                .write(directory.resolve("audit.jsonl"));
        return List.of(recording, log);
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, lines, StandardCharsets.UTF_8);
    }

    /** Writes {@link #RULES}. */
    public static Path rules(Path directory) throws IOException {
        return Files.writeString(directory.resolve("rules.yaml"), RULES);
    }
}
