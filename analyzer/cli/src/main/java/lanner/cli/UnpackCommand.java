package lanner.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lanner.capture.CaptureWriteException;
import lanner.capture.queue.CaptureDirectory;
import lanner.exchange.pack.CapturePacker;
import lanner.exchange.pack.CaptureUnpacker;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.FileFailure;
import lanner.product.TerminalText;
import lanner.product.Trees;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code unpack}: the capture that {@code pack} has packed. */
@Command(
        name = "unpack",
        description = {
            "Unpacks a packed capture.",
            "The file may come from anywhere: only files of a capture are written, into the new directory alone, and "
                    + "no more bytes than a capture can have. Of a damaged file nothing stays, and the place of "
                    + "the damage is named. 'lanner verify' tells whether the capture is as it was recorded.",
            "Exit status: 0 unpacked; 3 not a packed capture, or damaged; 4 the capture could not be written; "
                    + "130 interrupted."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner unpack build.lanner.zst                to build.lanner",
            "  lanner unpack build.lanner.zst -o copy.lanner",
            "  ssh store cat build.lanner.zst | lanner unpack - -o build.lanner"
        })
final class UnpackCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The packed capture; - is standard input.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The capture to write (default: FILE without .zst).")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace an existing capture.")
    private boolean overwrite;

    @Override
    public Integer call() throws IOException {
        Path to = output == null ? beside() : output;
        // Around the removal of what is not whole: the process ends when this is closed.
        try (InterruptHandler interruption = new InterruptHandler()) {
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS) && !overwrite) {
                throw noPlace(to + " is there already; --overwrite replaces a capture");
            }
            return (unpack(to, interruption) ? ExitCode.DONE : ExitCode.INTERRUPTED).code();
        } catch (CaptureWriteException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("lanner: " + e.getMessage());
            return ExitCode.ENVIRONMENT.code();
        }
    }

    private Path beside() {
        String name = file.toString();
        if (!name.endsWith(CapturePacker.SUFFIX)) {
            throw new ParameterException(
                    spec.commandLine(), "-o DIR is missing: '" + name + "' does not end in " + CapturePacker.SUFFIX);
        }
        return Path.of(name.substring(0, name.length() - CapturePacker.SUFFIX.length()));
    }

    private static CaptureWriteException noPlace(String words) {
        return new CaptureWriteException(CaptureWriteException.Reason.NO_PLACE, words, null);
    }

    /** Beside its place first, so that a capture appears there whole or not at all. */
    private boolean unpack(Path to, InterruptHandler interruption) throws IOException {
        Path parent = to.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw noPlace(to + ": there is no directory " + parent);
        }
        boolean standard = file.toString().equals(STANDARD_INPUT);
        boolean whole;
        try (InputStream in = standard ? System.in : Files.newInputStream(file)) {
            Path unfinished = unfinished(parent, to);
            try {
                whole = read(in, standard ? 0 : Files.size(file), unfinished, interruption);
                if (whole) {
                    giveWay(to);
                    Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                Trees.delete(unfinished);
            }
        }
        if (whole) {
            tell(to);
        }
        return whole;
    }

    private static Path unfinished(Path parent, Path to) throws CaptureWriteException {
        try {
            return Files.createTempDirectory(parent, "." + to.getFileName() + ".");
        } catch (IOException e) {
            throw new CaptureWriteException(
                    CaptureWriteException.Reason.NO_PLACE, parent + " cannot be written: " + FileFailure.words(e), e);
        }
    }

    private boolean read(InputStream in, long size, Path directory, InterruptHandler interruption) throws IOException {
        return ProgressBar.during(
                size, interruption::wished, goOn -> CaptureUnpacker.unpack(file.toString(), in, directory, goOn));
    }

    private static void giveWay(Path to) throws IOException {
        if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        CaptureDirectory.delete(to, false);
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw noPlace(to + " holds more than a capture and is left alone");
        }
    }

    private void tell(Path to) throws IOException {
        long bytes = 0;
        List<Path> files = entries(to);
        for (Path each : files) {
            bytes += Files.size(each);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s: %s, %,d KB%n",
                TerminalText.visible(to.toString()),
                Counted.of(files.size(), "file"),
                (bytes + 1023) / 1024);
        out.flush();
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
