package lanner.recorder.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import lanner.product.FileFailure;
import lanner.recorder.os.OsException;
import lanner.recorder.os.Subprocess;

/** Hands one segment over by running the user's command for it. */
final class CommandRun implements Handover {
    private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_LOOK = TimeUnit.MILLISECONDS.toNanos(50);
    /** A killed process that waits for a disk or a server does not end before that answers. */
    private static final long DYING = TimeUnit.SECONDS.toNanos(2);

    /** Of the line that it printed last the end is told, in characters. */
    private static final int MOST_SAID = 200;

    private final SegmentCommand command;
    private final String file;
    private final List<byte[]> environment;
    private final Function<String, byte[]> encoder;

    /**
     * @param file the file of the command's program
     * @param environment {@code NAME=value} items
     * @param encoder text as the kernel is to get it
     */
    CommandRun(SegmentCommand command, String file, List<byte[]> environment, Function<String, byte[]> encoder) {
        this.command = command;
        this.file = file;
        this.environment = environment;
        this.encoder = encoder;
    }

    @Override
    public Optional<String> run(Path segment, BooleanSupplier goOn) {
        try (Subprocess process = Subprocess.start(
                encoder.apply(file), command.line(segment).stream().map(encoder).toList(), environment(segment))) {
            if (!ended(process, command.timeoutNanos(), goOn)) {
                process.kill();
                boolean dead = ended(process, DYING, () -> true);
                return Optional.of(killed(goOn.getAsBoolean()) + (dead ? "" : ", and it does not die") + said(process));
            }
            return process.status() == 0 ? Optional.empty() : Optional.of("status " + process.status() + said(process));
        } catch (IOException e) {
            return Optional.of(command.words().get(0) + " could not be started: " + FileFailure.sentence(e));
        } catch (OsException e) {
            return Optional.of(command.words().get(0) + " could not be started: " + OsException.describe(e.errno()));
        }
    }

    private String killed(boolean late) {
        return late
                ? String.format(Locale.ROOT, "killed after %.3g s", command.timeoutNanos() / 1e9)
                : "killed when the recording's end could wait no longer";
    }

    private static String said(Subprocess process) {
        String line = process.lastLine();
        int rest = line.length() - MOST_SAID;
        return line.isEmpty() ? "" : rest > 0 ? ": ..." + line.substring(rest) : ": " + line;
    }

    private static boolean ended(Subprocess process, long limitNanos, BooleanSupplier goOn) {
        long end = System.nanoTime() + limitNanos;
        for (long pause = FIRST_LOOK; !process.hasEnded(); pause = Math.min(LONGEST_LOOK, 2 * pause)) {
            if (System.nanoTime() - end >= 0 || !goOn.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(process.printsMuch() ? FIRST_LOOK : pause);
        }
        return true;
    }

    private List<byte[]> environment(Path segment) {
        List<byte[]> all = new ArrayList<>(environment);
        all.add(encoder.apply("LANNER_SEGMENT=" + segment));
        all.add(encoder.apply("LANNER_CAPTURE=" + segment.getParent()));
        return all;
    }
}
