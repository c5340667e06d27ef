package lanner.investigation.casework;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import lanner.investigation.workspace.Workspace;
import lanner.product.WholeFile;

/** A file that a report or a page is written to: never evidence, never the case. */
final class Document {
    private final Path file;

    /** @throws IOException with a sentence, when the file is one that must not be written */
    Document(Workspace workspace, Optional<CaseFile> caseFile, Path file) throws IOException {
        workspace.refuse(file);
        Path target = file.toAbsolutePath();
        if (caseFile.isPresent()
                && target.normalize()
                        .equals(caseFile.get().file().toAbsolutePath().normalize())) {
            throw new IOException(file + " is the case file, which is only added to");
        }
        this.file = target;
    }

    /** Writes it, whole or not at all. */
    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of bytes. */
    void write(byte[] bytes) throws IOException {
        try (WholeFile whole = WholeFile.begin(file)) {
            whole.stream().write(bytes);
            whole.publish();
        }
    }
}
