package lanner.recorder;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the machine at hand has. Tests ask before they need it, and are skipped with a sentence where it is missing. */
public final class Machine {
    /** How long anything may take on a machine that is busy with other work; {@code -Dlanner.patience} for one that is emulated. */
    public static final long PATIENCE_SECONDS = Long.getLong("lanner.patience", 300);

    private static final String I386_PROBE = """
        int main(void) {
            int pid;
            __asm__ volatile("int $0x80" : "=a"(pid) : "a"(20) : "memory", "r8", "r9", "r10", "r11");
            return pid > 0 ? 0 : 1;
        }
        """;

    private static Boolean i386;

    private Machine() {}

    /** Whether a program of this name is on the path. */
    public static boolean has(String program) {
        String path = System.getenv("PATH");
        for (String directory : (path == null ? "/usr/bin:/bin" : path).split(File.pathSeparator)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    /** Skips the test where the recorder could not trace: what it has said then. */
    public static void needTracing(String said) {
        assumeTrue(!said.contains("may not trace its own children"), "this machine forbids ptrace: " + said.strip());
    }

    /** Skips the test where a program is missing. */
    public static void need(String program) {
        assumeTrue(has(program), "there is no " + program + " on this machine");
    }

    /** Skips the test where a 64-bit program that makes a 32-bit call is ended by the kernel. */
    public static void need32BitCalls() throws IOException, InterruptedException {
        assumeTrue(has32BitCalls(), "this machine's kernel has no 32-bit calls");
    }

    /** Whether the kernel serves {@code int 0x80}; false too where no program can be made to find out. */
    public static synchronized boolean has32BitCalls() throws IOException, InterruptedException {
        if (i386 == null) {
            i386 = has("gcc") && probe();
        }
        return i386;
    }

    private static boolean probe() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("lanner-probe");
        Path source = Files.writeString(directory.resolve("i386.c"), I386_PROBE);
        Path program = directory.resolve("i386");
        try {
            return ends("gcc", "-o", program.toString(), source.toString()) && ends(program.toString());
        } finally {
            Files.deleteIfExists(program);
            Files.delete(source);
            Files.delete(directory);
        }
    }

    private static boolean ends(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** Whether this process has all rights. */
    public static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** Something that takes a while. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits until a condition holds; whether it does in the end. */
    public static boolean await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }
}
