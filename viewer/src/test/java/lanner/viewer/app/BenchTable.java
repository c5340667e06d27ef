package lanner.viewer.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The lines of a table in Markdown: what was measured, what is aimed at, what was found. */
final class BenchTable {
    private BenchTable() {}

    static void begin() {
        System.out.println("| | aim | found |\n|---|---|---|");
    }

    static void row(String what, String aim, String found) {
        System.out.println("| " + what + " | " + aim + " | " + found + " |");
    }

    static String seconds(long beganNanos) {
        return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - beganNanos) / 1e9);
    }

    /** What a process occupies, and how much of it are files that it has mapped. Linux. */
    static String resident(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        return megabytes(status, "VmRSS:") + " MB, of it " + megabytes(status, "RssFile:") + " of mapped files";
    }

    private static long megabytes(String status, String key) {
        return status.lines()
                        .filter(line -> line.startsWith(key))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum()
                / 1024;
    }

    /** How many were wanting a processor in the last minute, proc_loadavg(5): what else the machine does. */
    static String load() throws IOException {
        String averages = Files.readString(Path.of("/proc/loadavg"));
        return averages.substring(0, averages.indexOf(' '));
    }
}
