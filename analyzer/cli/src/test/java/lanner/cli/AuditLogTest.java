package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import lanner.capture.json.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Audit logs of a Kubernetes API server as an input of the commands. */
class AuditLogTest {
    private static final Path RESOURCES =
            Path.of("src/test/resources/lanner/cli/audit").toAbsolutePath();
    private static final Path LOG = RESOURCES.resolve("cluster.jsonl");
    private static final Path RULES = RESOURCES.resolve("rules.yaml");
    private static final Path SAMPLE =
            Path.of("../../sample-captures/malicious-install-script.lanner").toAbsolutePath();

    @TempDir
    Path directory;

    private static Answer analyze(Object... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("analyze"));
        Arrays.stream(arguments).map(String::valueOf).forEach(all::add);
        return Answer.of(all.toArray());
    }

    private static List<Map<String, Object>> alerts(Answer answer) throws IOException {
        List<Map<String, Object>> alerts = new ArrayList<>();
        for (String line : answer.out().lines().toList()) {
            alerts.add(JsonReader.object(line));
        }
        return alerts;
    }

    private static Map<?, ?> fields(Map<String, Object> alert) {
        return (Map<?, ?>) alert.get("output_fields");
    }

    /** The last digits of the ids of the events that each rule raised an alert on. */
    private static Map<String, List<Integer>> byRule(Answer answer) throws IOException {
        Map<String, List<Integer>> byRule = new TreeMap<>();
        for (Map<String, Object> alert : alerts(answer)) {
            String id = (String) fields(alert).get("ka.auditid");
            byRule.computeIfAbsent((String) alert.get("rule"), none -> new ArrayList<>())
                    .add(Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)));
        }
        return byRule;
    }

    @Test
    void everyRuleFiresOnItsEventsAndOnNoOther() throws IOException {
        Answer answer = analyze(LOG, "-r", RULES, "--match", "all", "--json");

        assertThat(answer.status()).as(answer.err()).isZero();
        Map<String, List<Integer>> expected = new TreeMap<>();
        expected.put("Command run in a pod", List.of(24, 26, 27));
        expected.put("Port of a pod forwarded", List.of(28));
        expected.put("Privileged container asked for", List.of(8, 9, 10));
        expected.put("Directory of a node mounted", List.of(11, 12));
        expected.put("Namespaces of a node shared", List.of(14, 15));
        expected.put("Strong capability added", List.of(16));
        expected.put("Image from somewhere else", List.of(18));
        expected.put("Root in the vault", List.of(19, 21));
        expected.put("Secret read by a person", List.of(35));
        expected.put("Secrets listed", List.of(39, 40));
        expected.put("Role with a star", List.of(46));
        expected.put("Role that runs commands in pods", List.of(48));
        expected.put("Administrator made", List.of(50));
        expected.put("Role given to everybody", List.of(52));
        expected.put("Anonymous request allowed", List.of(55));
        expected.put("Request refused", List.of(10, 37, 54, 56));
        expected.put("Somebody impersonated", List.of(57));
        expected.put("Namespace deleted by a person", List.of(59));
        expected.put("Service opened on nodes", List.of(61));
        expected.put("Password in a config map", List.of(43));
        expected.put("Ephemeral container added", List.of(30));
        expected.put("Admission changed", List.of(63));
        expected.put("Token made for an account by a person", List.of(32));
        expected.put("Pod against a policy", List.of(66, 68));
        assertThat(byRule(answer)).isEqualTo(expected);
        assertThat(answer.err()).contains("70 events");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Command run in a pod           | command=sh container=web
            Privileged container asked for | images=(registry.example.org:5000/shop/web:1.4.2) second=<NA>
            Directory of a node mounted    | paths=(/etc) types=(hostPath,emptyDir)
            Namespaces of a node shared    | pid=false network=true ports=(8080)
            Strong capability added        | capabilities=(NET_ADMIN,SYS_ADMIN)
            Image from somewhere else      | repositories=(registry.example.org:5000/shop/web,miner.example.net/tools/miner) commands=(/bin/sh,-c)
            Root in the vault              | users=(1000,0)
            Role with a star               | rules=({"apiGroups":["*"],"resources":["*"],"verbs":["*"]})
            Role that runs commands in pods | resources=(pods,pods/exec) verbs=(create)
            Administrator made             | users=(bob@example.org) accounts=(ci:deployer)
            Secrets listed                 | limit=500
            Anonymous request allowed      | from=(203.0.113.9) agent=curl/8.5.0
            Somebody impersonated          | as=system:serviceaccount:vault:reader groups=(platform-admins,system:authenticated)
            Password in a config map       | hünter2
            Ephemeral container added      | name=debugger-x7 target=web
            Token made for an account by a person | seconds=86400
            """)
    void outputsPrintWhatTheEventSays(String rule, String printed) throws IOException {
        List<Map<String, Object>> alerts = alerts(analyze(LOG, "-r", RULES, "--match", "all", "--json"));

        assertThat(alerts.stream()
                        .filter(alert -> rule.equals(alert.get("rule")))
                        .map(alert -> (String) alert.get("output")))
                .anySatisfy(output -> assertThat(output).contains(printed));
    }

    @Test
    void alertsNameTheirSourceAndWhatBecameOfTheRequest() throws IOException {
        List<Map<String, Object>> alerts = alerts(analyze(LOG, "-r", RULES, "--match", "all", "--json"));

        assertThat(alerts).allSatisfy(alert -> assertThat(alert).containsEntry("source", "k8s_audit"));
        Map<String, Object> refused = alerts.stream()
                .filter(alert -> "Request refused".equals(alert.get("rule")))
                .findFirst()
                .orElseThrow();
        assertThat(refused).containsEntry("outcome", "refused").containsEntry("error", "Forbidden");
        assertThat(alerts.get(0)).containsEntry("outcome", "done").containsEntry("error", null);
        assertThat(refused.get("time")).isEqualTo("2026-11-25T18:20:15.000010000Z");
    }

    @Test
    void aCompactLineShowsWhoAskedForWhat() throws IOException {
        assertThat(analyze(LOG, "-r", RULES, "--format", "compact").out())
                .contains("pods/exec shop/web-0")
                .contains("bob@example.org");
    }

    @Test
    void rulesOfTheOtherSourceAreSkipped() throws IOException {
        Answer ofLog = analyze(LOG, "-r", RULES, "--json");
        Answer ofCapture = analyze(SAMPLE, "-r", RULES, "--json");

        assertThat(ofLog.out()).doesNotContain("Shell in a recording");
        assertThat(alerts(ofCapture))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(alert)
                        .containsEntry("rule", "Shell in a recording")
                        .containsEntry("source", "syscall"));
    }

    @Test
    void aListAndAnArrayAndCompressedLogsReadAsTheirLinesDo() throws IOException {
        String expected = analyze(LOG, "-r", RULES, "--json").out();
        List<String> lines = Files.readAllLines(LOG);
        String joined = String.join(",\n ", lines);
        Path list = Files.writeString(
                directory.resolve("list.json"),
                "{\n \"kind\": \"EventList\",\n \"apiVersion\": \"audit.k8s.io/v1\",\n \"items\": [" + joined
                        + "]\n}\n");
        Path oneLine = Files.writeString(
                directory.resolve("one.json"),
                "\n  {\"items\":[" + String.join(",", lines)
                        + "],\"apiVersion\":\"audit.k8s.io/v1\",\"kind\":\"EventList\"}\r\n\n");
        Path array = Files.writeString(directory.resolve("array.json"), "[" + joined + "]");
        Path zipped = directory.resolve("cluster.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(LOG, out);
        }

        for (Path file : List.of(list, oneLine, array, zipped)) {
            Answer answer = analyze(file, "-r", RULES, "--json");
            assertThat(answer.out()).as(file + answer.err()).isEqualTo(expected);
        }
    }

    @Test
    void aDirectoryStandsForTheLogsInIt() throws IOException {
        List<String> lines = Files.readAllLines(LOG);
        Files.write(directory.resolve("audit-1.log"), lines.subList(0, 30));
        Files.write(directory.resolve("audit-2.log"), lines.subList(30, lines.size()));
        Files.writeString(directory.resolve("notes.log"), "not a log");
        Files.writeString(directory.resolve("state.json"), "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[]}");

        Answer answer = analyze(directory, "-r", RULES, "--json");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(byRule(answer)).isEqualTo(byRule(analyze(LOG, "-r", RULES, "--json")));
    }

    @Test
    void rulesAsTheCommunityWritesThemLoadAndFire() throws IOException {
        Path rules = Files.writeString(directory.resolve("community.yaml"), """
                - required_engine_version: 15
                - required_plugin_versions:
                  - name: k8saudit
                    version: 0.7.0
                    alternatives:
                      - {name: k8saudit-eks, version: 0.4.0}
                      - {name: k8saudit-gke, version: 0.1.0}
                  - {name: json, version: 0.7.0}
                - macro: always
                  condition: (jevt.rawtime exists)
                - macro: never
                  condition: (jevt.rawtime=0)
                - list: stages
                  items: ["ResponseComplete"]
                - macro: at_the_end
                  condition: (jevt.value[/stage] in (stages))
                - rule: Everything
                  desc: All that is over.
                  condition: at_the_end and always and not never
                  output: An event (user=%ka.user.name obj=%jevt.obj time=%jevt.time iso=%jevt.time.iso8601)
                  priority: DEBUG
                  source: k8s_audit
                  exceptions:
                    - {name: users, fields: ka.user.name, comps: in, values: ["system:kube-scheduler"]}
                    - name: nodes
                      fields: [ka.user.name, ka.target.resource]
                      comps: [startswith, "="]
                      values: [["system:node", leases]]
                """);

        Answer answer = analyze(LOG, "-r", rules, "--json");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out().lines().count()).isEqualTo(61);
        assertThat(answer.err()).doesNotContain("warning");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            k8s_audit | proc.name = sh      | nonexistent field proc.name
            k8s_audit | evt.type = execve   | nonexistent field evt.type
            syscall   | ka.verb = get       | nonexistent field ka.verb
            k8s_audit | ka.uri.param = x    | needs an argument
            k8s_audit | ka.req.pod.containers.image[x] exists | is no number
            k8s_audit | ka.user.groups = x  | not supported for list filters
            """)
    void aFieldIsKnownToItsSourceAlone(String source, String condition, String error) throws IOException {
        Path rules = Files.writeString(
                directory.resolve("r.yaml"),
                "- {rule: R, desc: d, condition: '" + condition + "', output: o, priority: INFO, source: " + source
                        + "}\n");

        Answer answer = analyze(LOG, "-r", rules);

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).contains(error);
    }

    @Test
    void aRuleOfAnotherSourceIsStillSkippedWithAWarning() throws IOException {
        Path rules = Files.writeString(
                directory.resolve("r.yaml"),
                "- {rule: R, desc: d, condition: ct.name = x, output: o, priority: INFO, source: aws_cloudtrail}\n");

        assertThat(Answer.of("rules", "check", rules.toString()).out()).contains("Unknown source aws_cloudtrail");
    }

    @Test
    void fieldsOfTheSourceAreListed() throws IOException {
        Answer answer = Answer.of("rules", "fields", "--source", "k8s_audit");

        assertThat(answer.out())
                .contains("ka.uri.param[key]")
                .contains("jevt.value[key]")
                .contains("evt.num");
        assertThat(answer.out()).doesNotContain("proc.name").doesNotContain("evt.type");
        assertThat(Answer.of("rules", "fields").out()).contains("proc.name").doesNotContain("ka.verb");
        assertThat(Answer.of("rules", "fields", "--source", "k8s_audti").err()).contains("did you mean 'k8s_audit'");
    }

    @Test
    void eventsAreFilteredAndPrinted() throws IOException {
        assertThat(Answer.of("events", LOG.toString(), "ka.target.subresource = exec")
                        .out())
                .contains("24 ")
                .contains("bob@example.org create pods/exec shop/web-0 101");
        assertThat(Answer.of("events", LOG.toString(), "ka.verb = delete", "-p", "%evt.num %evt.source %ka.uri")
                        .out())
                .startsWith("42 k8s_audit /api/v1/namespaces/shop/secrets/old-secret");
        assertThat(Answer.of("events", LOG.toString(), "--count", "ka.user.name startswith system:")
                        .out())
                .isEqualTo("20\n");
    }

    @Test
    void explainShowsTheLeavesOfARule() throws IOException {
        Answer answer = Answer.of(
                "explain",
                LOG.toString(),
                "-r",
                RULES.toString(),
                "--rule",
                "Secret read by a person",
                "--event",
                "37");

        assertThat(answer.out()).contains("ka.response.code startswith 2").contains("[ka.response.code = 403]");
    }

    @Test
    void testsOfRulesTakeAuditLogs() throws IOException {
        Path test = Files.writeString(directory.resolve("r.test.yaml"), """
                rules: %s
                tests:
                  - name: an administrator is made
                    capture: %s
                    expect:
                      - {rule: Administrator made, count: 1, output: ci:deployer}
                """.formatted(RULES, LOG));

        Answer answer = Answer.of("test", test.toString());

        assertThat(answer.status()).as(answer.out() + answer.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                        | no audit log: line 1: Unexpected end-of-input
            {"kind":"Pod","apiVersion":"v1"}                         | line 1: this is no Event or EventList of audit.k8s.io/v1 but 'Pod' of 'v1'
            {"kind":"Event","apiVersion":"audit.k8s.io/v1beta1"}     | but 'Event' of 'audit.k8s.io/v1beta1'
            {"kind":"Event"}                                         | but 'Event' of no apiVersion
            {"kind":"Event","apiVersion":"audit.k8s.io/v1"}          | line 1: an audit event without an auditID
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a"} | without a stageTimestamp
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","stageTimestamp":"soon"} | the stageTimestamp 'soon', no time of RFC 3339
            [7]                                                      | an element of the list is no object
            {"a":1,"a":2}                                            | Duplicate field 'a'
            """)
    void aFileThatIsNoneIsRefusedWithTheLine(String text, String error) throws IOException {
        Path file = Files.writeString(directory.resolve("x.jsonl"), text);

        Answer answer = analyze(file, "-r", RULES);

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).contains(error).contains("x.jsonl");
        assertThat(answer.err().lines().count()).isEqualTo(1);
    }

    @Test
    void whatIsWrongWithALineIsNamedAndTheRestIsRead() throws IOException {
        List<String> lines = Files.readAllLines(LOG);
        ByteArrayOutputStream hostile = new ByteArrayOutputStream();
        hostile.write((lines.get(34) + "\n").getBytes(StandardCharsets.UTF_8));
        hostile.write("{\"a\":\"".getBytes(StandardCharsets.UTF_8));
        hostile.write(new byte[] {(byte) 0xC3, (byte) 0x28, '"', '}', '\n'});
        hostile.write(("[".repeat(100_000) + "\n").getBytes(StandardCharsets.UTF_8));
        hostile.write(("{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"auditID\":\"b\",\"stageTimestamp\":"
                        + "\"2026-11-25T18:00:00Z\",\"x\":\"" + "y".repeat(2 << 20) + "\"}\n")
                .getBytes(StandardCharsets.UTF_8));
        hostile.write(("y".repeat(17 << 20) + "\n").getBytes(StandardCharsets.UTF_8));
        hostile.write((lines.get(38) + "\n").getBytes(StandardCharsets.UTF_8));
        hostile.write(lines.get(45).substring(0, 300).getBytes(StandardCharsets.UTF_8));
        Path file = directory.resolve("hostile.log");
        Files.write(file, hostile.toByteArray());

        Answer answer = analyze(file, "-r", RULES, "--json");

        assertThat(answer.status()).isEqualTo(3);
        assertThat(byRule(answer).keySet())
                .isEqualTo(new TreeSet<>(List.of("Secret read by a person", "Secrets listed")));
        assertThat(answer.err())
                .contains("2 good events were read")
                .contains("line 2: no UTF-8")
                .contains("line 3: ")
                .contains("line 4: a part is longer than")
                .contains("line 5 is longer than 16777216 bytes")
                .contains("line 7, the last, ends too early");
    }

    @Test
    void aCompressedLogThatEndsEarlyIsReadAsFarAsItGoes() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            for (int i = 0; i < 40; i++) {
                Files.copy(LOG, out);
            }
        }
        Path file = directory.resolve("cut.log.gz");
        Files.write(file, Arrays.copyOf(zipped.toByteArray(), zipped.size() * 2 / 3));

        Answer answer = analyze(file, "-r", RULES, "--json");

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).contains("the compressed file ends, or is damaged, behind line");
        assertThat(alerts(answer)).isNotEmpty();
    }
}
