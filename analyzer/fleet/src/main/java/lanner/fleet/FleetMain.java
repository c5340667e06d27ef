package lanner.fleet;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lanner.cli.Lanner;
import lanner.product.ExitCode;

/** {@code lanner fleet} as a job of {@code spark-submit}: the same arguments, without the first two words. */
public final class FleetMain {
    private static final long STACK_BYTES = 128L << 20;

    private FleetMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        int[] status = {ExitCode.INTERNAL.code()};
        // Conditions may nest a thousand deep: the default stack is not made for that.
        Thread command = new Thread(null, () -> status[0] = run(arguments), "lanner", STACK_BYTES);
        command.start();
        command.join();
        if (status[0] != 0) {
            // A job that returns has succeeded.
            System.exit(status[0]);
        }
    }

    private static int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of("fleet"));
        line.addAll(List.of(arguments));
        String[] all = line.toArray(String[]::new);
        PrintWriter out = new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
        int status = Lanner.commandLine(out, all).execute(all);
        out.flush();
        return status;
    }
}
