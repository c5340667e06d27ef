package lanner.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lanner.exchange.pack.CapturePacker;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.FileFailure;
import lanner.product.TerminalText;
import lanner.product.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pack}: a capture as one compressed file. */
@Command(
        name = "pack",
        description = {
            "Packs a capture into one compressed file.",
            "The file is a tar archive compressed with zstd: 'lanner unpack' and 'tar --zstd -xf' unpack it. "
                    + "Every command that reads a capture also reads the packed file. The same capture always gives "
                    + "the same bytes. The capture is not changed.",
            "Exit status: 0 packed; 3 not a capture; 4 the file could not be written; 130 interrupted."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner pack build.lanner                      to build.lanner.zst",
            "  lanner pack build.lanner -o /mnt/build.lanner.zst",
            "  lanner pack build.lanner -o - | ssh store 'cat >build.lanner.zst'"
        })
final class PackCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";
    private static final int BUFFER = 1 << 16;
    private static final int MOST_NAMED = 10;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CAPTURE", description = "The capture.")
    private Path capture;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write; - is standard output (default: CAPTURE.zst).")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace an existing file.")
    private boolean overwrite;

    @Override
    public Integer call() throws IOException {
        CapturePacker packer = CapturePacker.of(capture);
        PrintWriter err = spec.commandLine().getErr();
        if (!packer.leftOut().isEmpty()) {
            err.println("lanner: not packed, because no recorder writes it: " + named(packer.leftOut()));
        }
        Path file = output == null ? beside() : output;
        if (file.toString().equals(STANDARD_OUTPUT)) {
            try (InterruptHandler interruption = new InterruptHandler();
                    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER)) {
                return status(write(packer, out, interruption));
            }
        }
        return toFile(packer, file, err);
    }

    /** Whoever made the directory chose the names. */
    private static String named(List<String> names) {
        String first =
                names.stream().limit(MOST_NAMED).map(TerminalText::visible).collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMED;
        return more > 0 ? first + " and " + Counted.of(more, "other") : first;
    }

    /** {@code NAME.lanner.zst} beside the capture. */
    private Path beside() {
        Path whole = capture.toAbsolutePath().normalize();
        return capture.resolveSibling(whole.getFileName() + CapturePacker.SUFFIX);
    }

    private int toFile(CapturePacker packer, Path file, PrintWriter err) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && (!overwrite || !Files.isRegularFile(file))) {
            err.println("lanner: " + file + " is there already"
                    + (Files.isRegularFile(file) ? "; --overwrite replaces a file" : " and is no file"));
            return ExitCode.ENVIRONMENT.code();
        }
        // Around the removal of what is not whole: the process ends when this is closed.
        try (InterruptHandler interruption = new InterruptHandler()) {
            boolean whole;
            try (WholeFile packed = WholeFile.begin(file)) {
                whole = write(packer, packed.stream(), interruption);
                if (whole) {
                    packed.publish();
                }
            }
            if (whole) {
                PrintWriter out = spec.commandLine().getOut();
                out.printf(
                        Locale.ROOT,
                        "%s: %,d KB, packed from %,d KB%n",
                        TerminalText.visible(file.toString()),
                        (Files.size(file) + 1023) / 1024,
                        (packer.bytes() + 1023) / 1024);
                out.flush();
            }
            return status(whole);
        } catch (WholeFile.NotWrittenException e) {
            err.println("lanner: " + file + " cannot be written: " + FileFailure.words(e));
            return ExitCode.ENVIRONMENT.code();
        }
    }

    private static int status(boolean whole) {
        return (whole ? ExitCode.DONE : ExitCode.INTERRUPTED).code();
    }

    private static boolean write(CapturePacker packer, OutputStream out, InterruptHandler interruption)
            throws IOException {
        return ProgressBar.during(packer.bytes(), interruption::wished, goOn -> packer.write(out, goOn));
    }
}
