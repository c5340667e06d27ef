package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import lanner.investigation.casework.CasePicture;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Integrity;
import lanner.product.ExitCode;
import org.jspecify.annotations.Nullable;

/** {@code export --to svg}, {@code --to png}: events of a capture as a picture. */
final class PictureExport {
    private final ExcerptArgument argument;
    private final CasePicture.Subject subject;
    private final CasePicture.Format format;

    PictureExport(ExcerptArgument argument, CasePicture.Subject subject, CasePicture.Format format) {
        this.argument = argument;
        this.subject = subject;
        this.format = format;
    }

    /**
     * Writes it.
     *
     * @param output the file; null for standard output, which takes an SVG alone
     * @return as {@code verify} has it for a damaged capture, of which the picture is drawn all the same
     */
    ExitCode run(Inquiry inquiry, @Nullable Path output, PrintWriter out) throws IOException {
        if (output != null) {
            inquiry.workspace().refuse(output);
        }
        CaptureSession capture = inquiry.workspace().captures().get(0);
        Optional<Integrity> checked =
                Optional.of(inquiry.run(progress -> Integrity.of(capture, Clock.systemUTC(), progress)));
        inquiry.index();
        CasePicture picture =
                new CasePicture(inquiry.workspace(), argument.of(inquiry).rows(), subject);
        if (output == null) {
            out.print(new String(inquiry.run(progress -> picture.bytes(format, progress)), StandardCharsets.UTF_8));
            out.flush();
        } else {
            inquiry.run(progress ->
                    picture.save(output, format, Optional.empty(), progress) ? Optional.of(true) : Optional.empty());
        }
        return ReportCommand.status(List.of(checked));
    }
}
