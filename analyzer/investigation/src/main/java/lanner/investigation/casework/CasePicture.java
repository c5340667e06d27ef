package lanner.investigation.casework;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.picture.Picture;
import lanner.investigation.picture.PngFormat;
import lanner.investigation.picture.SvgFormat;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.Workspace;

/** Events of captures as a picture: for a report, a ticket, a slide. Texts of captures are escaped; times are UTC. */
public final class CasePicture {
    private final Workspace workspace;
    private final RowSet rows;
    private final Subject subject;

    /** What is drawn. */
    public enum Subject {
        /** The processes of the events and all above them, and when each lived. */
        TREE("tree"),
        /** How many events there were, and a lane a process. */
        TIME_LINE("time-line");

        private final String word;

        Subject(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Optional<Subject> of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst();
        }
    }

    /** What it is written as. */
    public enum Format {
        SVG,
        PNG;

        /** By the ending of a name; SVG for any other. */
        public static Format of(Path file) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            return name.endsWith(".png") ? PNG : SVG;
        }
    }

    /** @param rows the events that are drawn */
    public CasePicture(Workspace workspace, RowSet rows, Subject subject) {
        this.workspace = workspace;
        this.rows = rows;
        this.subject = subject;
    }

    /**
     * Writes it to a file, whole or not at all. Whoever keeps a case notes it there.
     *
     * @return false if it was cancelled
     */
    public boolean save(Path file, Format format, Optional<CaseFile> caseFile, JobProgress progress)
            throws IOException {
        Document target = new Document(workspace, caseFile, file);
        Optional<byte[]> bytes = bytes(format, progress);
        if (bytes.isPresent()) {
            target.write(bytes.get());
        }
        return bytes.isPresent();
    }

    /** The whole file; empty if it was cancelled. */
    public Optional<byte[]> bytes(Format format, JobProgress progress) throws IOException {
        Picture picture = draw(progress);
        if (progress.isCancelled()) {
            return Optional.empty();
        }
        return Optional.of(
                format == Format.PNG
                        ? PngFormat.bytes(picture)
                        : SvgFormat.text(picture).getBytes(StandardCharsets.UTF_8));
    }

    private Picture draw(JobProgress progress) {
        Events events = workspace.events();
        String names = workspace.captures().stream()
                .map(capture -> ReportText.characters(capture.name()))
                .collect(Collectors.joining(", "));
        return subject == Subject.TREE
                ? new TreePicture(events, names, processes(events)).draw()
                : new LanesPicture(events, names, rows).draw(progress);
    }

    /** The processes of the events, and all above them. */
    private BitSet processes(Events events) {
        BitSet found = new BitSet();
        if (rows.isAll()) {
            found.set(0, events.processes());
            return found;
        }
        for (int place = 0; place < rows.size(); place++) {
            int process = events.image(events.imageId(rows.row(place))).process();
            while (process != ProcessEntry.NONE.id() && !found.get(process)) {
                found.set(process);
                process = events.process(process).parent();
            }
        }
        return found;
    }
}
