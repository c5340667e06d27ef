import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Servers under load, recorded and not, in turn; prints medians of requests a second and of the 99th percentile of their
 * times as a Markdown table. The load comes from a program that is not recorded. Needs nginx and wrk, redis-server and
 * redis-benchmark; strace for the comparison: what is not there is left out, and said.
 *
 * <p>Run it from the project's directory: {@code java recorder/bench/ServerBench.java [--runs N] [nginx|redis ...]}.
 */
public final class ServerBench {
    private static final int PORT = 18_765;
    private static final long PATIENCE_SECONDS = 60;
    private static final String CALLS = "open,close,stat,lstat,newfstatat,statx,access,faccessat,faccessat2,readlink,readlinkat,getcwd,"
            + "statfs,fstatfs,fcntl,chdir,fchdir,openat,execve,clone,clone3,fork,vfork,accept,accept4,connect";

    private static int runs = 5;
    private static Path scratch;

    private record Load(double perSecond, double p99Millis) {}

    private ServerBench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        int option = wanted.indexOf("--runs");
        if (option >= 0) {
            runs = Integer.parseInt(wanted.get(option + 1));
            wanted.subList(option, option + 2).clear();
        }
        scratch = Files.createTempDirectory("lanner-bench");
        try {
            System.out.printf(
                    "%d runs of each, in turn; %d processors; load %s%n%n",
                    runs,
                    Runtime.getRuntime().availableProcessors(),
                    Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
            if (wanted.isEmpty() || wanted.contains("nginx")) {
                nginx();
            }
            if (wanted.isEmpty() || wanted.contains("redis")) {
                redis();
            }
        } finally {
            try (Stream<Path> all = Files.walk(scratch)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static void nginx() throws Exception {
        if (!has("nginx") || !has("wrk")) {
            System.out.println("nginx or wrk is not installed: left out\n");
            return;
        }
        Path root = Files.createDirectory(scratch.resolve("www"));
        scratch.toFile().setExecutable(true, false);
        Files.writeString(root.resolve("page"), "x".repeat(4096));
        Path configuration = Files.writeString(
                scratch.resolve("nginx.conf"),
                "daemon off; worker_processes 1; pid " + scratch + "/pid; error_log " + scratch + "/error;\n"
                        + (isRoot() ? "user root;\n" : "")
                        + "events { worker_connections 256; }\n"
                        + "http { access_log off; keepalive_requests 1000000;\n"
                        + " client_body_temp_path " + scratch + "/t1; proxy_temp_path " + scratch + "/t2;\n"
                        + " fastcgi_temp_path " + scratch + "/t3; uwsgi_temp_path " + scratch + "/t4; scgi_temp_path " + scratch + "/t5;\n"
                        + " server { listen 127.0.0.1:" + PORT + "; root " + root + "; } }\n");
        compare(
                "nginx, one worker, a file of 4 KiB, 16 connections",
                List.of("nginx", "-e", scratch + "/error", "-c", configuration.toString()),
                List.of("wrk", "-t1", "-c16", "-d4s", "--latency", "http://127.0.0.1:" + PORT + "/page"),
                said -> new Load(number(said, "Requests/sec: +([\\d.]+)"), millis(said, "99% +([\\d.]+)(us|ms|s)")));
    }

    private static void redis() throws Exception {
        if (!has("redis-server") || !has("redis-benchmark")) {
            System.out.println("redis-server or redis-benchmark is not installed: left out\n");
            return;
        }
        compare(
                "redis, GET of 3 bytes, 20 connections",
                List.of("redis-server", "--port", "" + PORT, "--save", "", "--appendonly", "no", "--dir", scratch.toString()),
                List.of("redis-benchmark", "-p", "" + PORT, "-t", "get", "-n", "200000", "-c", "20", "--csv"),
                said -> {
                    String[] line = said.lines().filter(each -> each.startsWith("\"GET\"")).findFirst().orElseThrow().replace("\"", "").split(",");
                    return new Load(Double.parseDouble(line[1]), Double.parseDouble(line[6]));
                });
    }

    private interface Reading {
        Load of(String said);
    }

    private static void compare(String title, List<String> server, List<String> client, Reading reading) throws Exception {
        Map<String, List<String>> ways = ways();
        Map<String, List<Load>> loads = new LinkedHashMap<>();
        ways.keySet().forEach(way -> loads.put(way, new ArrayList<>()));
        for (int run = -1; run < runs; run++) {
            for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                Load once = once(way.getValue(), server, client, reading);
                if (run >= 0) {
                    loads.get(way.getKey()).add(once);
                }
            }
        }
        System.out.println("### " + title + "\n\n| | requests a second | min-max | of untraced | p99 ms |\n|---|---|---|---|---|");
        double base = median(loads.get("untraced").stream().map(Load::perSecond).toList());
        loads.forEach((way, all) -> {
            List<Double> rates = all.stream().map(Load::perSecond).toList();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f-%.0f | %.2f | %.2f |%n",
                    way,
                    median(rates),
                    rates.stream().min(Double::compare).orElse(0.0),
                    rates.stream().max(Double::compare).orElse(0.0),
                    median(rates) / base,
                    median(all.stream().map(Load::p99Millis).toList()));
        });
        System.out.println();
    }

    private static Map<String, List<String>> ways() {
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("untraced", List.of());
        for (String level : List.of("off", "look", "open")) {
            ways.put(
                    "lanner record --inline " + level,
                    List.of("./lanner", "record", "-q", "--overwrite", "-o", scratch.resolve("bench.lanner").toString(), "--profile", "forensic", "--inline", level, "--"));
        }
        if (has("strace")) {
            ways.put("strace -f --seccomp-bpf", List.of("strace", "-f", "--seccomp-bpf", "-e", "trace=" + CALLS, "-o", scratch.resolve("strace.log").toString()));
        } else {
            System.out.println("strace is not installed: left out");
        }
        return ways;
    }

    private static Load once(List<String> prefix, List<String> server, List<String> client, Reading reading) throws Exception {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(server);
        Path output = scratch.resolve("server.out");
        Process running = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            awaitPort(running, output);
            Process load = new ProcessBuilder(client).redirectErrorStream(true).start();
            String said = new String(load.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (load.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", client) + ": " + said);
            }
            Load answered = reading.of(said);
            if (answered.perSecond() == 0) {
                throw new IllegalStateException("the server answered nothing: " + Files.readString(output, StandardCharsets.ISO_8859_1));
            }
            return answered;
        } finally {
            // The server itself: what records it ends with it, and strace alone would leave it running.
            running.descendants().forEach(ProcessHandle::destroy);
            if (!running.waitFor(5, TimeUnit.SECONDS)) {
                running.destroy();
            }
            if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        }
    }

    private static void awaitPort(Process server, Path output) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && server.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", PORT));
                return;
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        throw new IllegalStateException("the server does not answer: " + Files.readString(output, StandardCharsets.ISO_8859_1));
    }

    private static double number(String said, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in: " + said);
        }
        return Double.parseDouble(found.group(1));
    }

    private static double millis(String said, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in: " + said);
        }
        double value = Double.parseDouble(found.group(1));
        return switch (found.group(2)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            default -> value * 1000;
        };
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static boolean has(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).anyMatch(each -> Files.isExecutable(Path.of(each).resolve(program)));
    }
}
