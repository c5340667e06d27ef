package lanner.fleet;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A stand-alone cluster on loopback, of processes: a master and workers of one processor each, of the classes under test. */
final class Cluster implements AutoCloseable {
    private static final List<String> CLASS_PATH =
            List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    private static final List<Process> WORKERS = new ArrayList<>();

    private final Process master;
    private final String url;

    private Cluster(Process master, String url) {
        this.master = master;
        this.url = url;
    }

    /** @param directory for what Spark expects at its home, and for what workers write */
    static Cluster start(Path directory, int workers) throws IOException {
        Path jars = Files.createDirectories(directory.resolve("spark/jars"));
        for (String each : CLASS_PATH) {
            if (each.endsWith(".jar")) {
                Path jar = Path.of(each);
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        Process master = process(directory, "lanner.fleet.StartedMaster").start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(master.getInputStream(), StandardCharsets.UTF_8));
        Cluster cluster = new Cluster(master, "spark://127.0.0.1:" + said.readLine());
        for (int i = 0; i < workers; i++) {
            Path own = Files.createDirectories(directory.resolve("worker-" + i));
            WORKERS.add(process(
                            directory,
                            "org.apache.spark.deploy.worker.Worker",
                            cluster.url,
                            "--host",
                            "127.0.0.1",
                            "--port",
                            "0",
                            "--webui-port",
                            "0",
                            "-c",
                            "1",
                            "-m",
                            "1g",
                            "-d",
                            own.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
        return cluster;
    }

    private static ProcessBuilder process(Path directory, String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "@" + Path.of("../../recorder/jvm/lanner.options").toAbsolutePath(),
                "@" + Path.of("fleet.options").toAbsolutePath(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(File.pathSeparator, CLASS_PATH),
                main));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", directory.resolve("spark").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.redirectError(directory.resolve("errors").toFile());
    }

    /** What a fleet has to be told to work there, all workers from the beginning. */
    List<String> options() {
        String directories = String.join(
                File.pathSeparator,
                CLASS_PATH.stream()
                        .filter(each -> !each.endsWith(".jar"))
                        .map(each -> Path.of(each).toAbsolutePath().toString())
                        .toList());
        return Stream.concat(
                        Stream.of("--master", url),
                        Stream.of(
                                        "spark.driver.host=127.0.0.1",
                                        "spark.driver.bindAddress=127.0.0.1",
                                        "spark.executor.memory=768m",
                                        "spark.executor.extraClassPath=" + directories,
                                        "spark.executor.extraJavaOptions=-Xss16m -XX:TieredStopAtLevel=1",
                                        "spark.scheduler.minRegisteredResourcesRatio=1.0",
                                        "spark.scheduler.maxRegisteredResourcesWaitingTime=300s",
                                        "spark.cores.max=2")
                                .flatMap(each -> Stream.of("--conf", each)))
                .toList();
    }

    /** Kills the worker that has this executor, and all that it started. */
    static void killWorkerOf(String executor) {
        for (Process worker : WORKERS) {
            List<ProcessHandle> started = worker.descendants().toList();
            if (started.stream().anyMatch(each -> isExecutor(each, executor))) {
                worker.destroyForcibly();
                started.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static boolean isExecutor(ProcessHandle process, String executor) {
        List<String> arguments = process.info().arguments().map(List::of).orElse(List.of());
        int at = arguments.indexOf("--executor-id");
        return at >= 0 && arguments.get(at + 1).equals(executor);
    }

    @Override
    public void close() {
        for (Process worker : WORKERS) {
            worker.descendants().forEach(ProcessHandle::destroyForcibly);
            worker.destroyForcibly();
        }
        WORKERS.clear();
        master.destroyForcibly();
    }
}
