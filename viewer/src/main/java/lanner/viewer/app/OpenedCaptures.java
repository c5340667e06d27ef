package lanner.viewer.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.casework.OpenedCase;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.model.RecentCaptures;
import lanner.viewer.paint.DisplayText;

/**
 * Captures that were opened together, and their case.
 *
 * @param remark what a person should know of where the case is written; empty for nothing
 * @param sizes in bytes, of each capture
 * @param live whether it is one that is being recorded
 */
record OpenedCaptures(Workspace workspace, CaseFile caseFile, Optional<String> remark, List<Long> sizes, boolean live) {
    private static final int LONGEST_NAME = 120;

    OpenedCaptures {
        sizes = List.copyOf(sizes);
    }

    /**
     * Opens captures. Reads files: not for the window's thread.
     *
     * @param shifts how far each is moved on the axis, in nanoseconds
     * @param caseFile empty for the one that belongs to the first capture
     * @throws IOException if one of them cannot be read; none is open then
     */
    static OpenedCaptures open(
            List<Path> captures, long[] shifts, List<Path> rules, Optional<Path> caseFile, Clock clock)
            throws IOException {
        OpenedCase opened = OpenedCase.shifted(captures, shifts, rules, caseFile, clock);
        try {
            List<Long> sizes = new ArrayList<>();
            for (CaptureSession session : opened.workspace().captures()) {
                sizes.add(session.bytes());
            }
            boolean live = opened.workspace().isBeingRecorded();
            return new OpenedCaptures(opened.workspace(), opened.caseFile(), opened.remark(), sizes, live);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** A file's name, escaped: whoever made a capture may have chosen it. */
    static String shownName(Path file) {
        Path name = file.toAbsolutePath().normalize().getFileName();
        return name == null ? file.toString() : DisplayText.text(JsonText.latin(name.toString()), LONGEST_NAME);
    }

    /** What the window is called. */
    String title() {
        int more = workspace.captures().size() - 1;
        return shownName(workspace.captures().get(0).path()) + (more > 0 ? " and " + more + " more" : "") + " - Lanner";
    }

    /** The name of a document about them: that of the first, and what the document is. */
    String documentName(String end) {
        return workspace.captures().get(0).name().replaceAll("\\.lanner$", "") + end;
    }

    /** Puts each capture into the list of recent ones, with what it came to. */
    void remember(RecentCaptures recent, Clock clock) {
        for (int i = sizes.size() - 1; i >= 0; i--) {
            CaptureSession capture = workspace.captures().get(i);
            recent.add(new RecentCaptures.Recent(
                    capture.path(),
                    sizes.get(i),
                    capture.events().rows(),
                    capture.events().alerts().size(),
                    clock.instant()));
        }
    }
}
