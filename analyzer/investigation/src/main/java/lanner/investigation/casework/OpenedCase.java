package lanner.investigation.casework;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/**
 * Captures that were opened together, and the file that decisions about them go to.
 *
 * @param remark what a person should know of where the case is written; empty for nothing
 */
public record OpenedCase(Workspace workspace, CaseFile caseFile, Optional<String> remark) implements Closeable {
    /** How one capture is opened. */
    @FunctionalInterface
    public interface Opener {
        CaptureSession open(Path capture, List<Path> rules) throws IOException;
    }

    /**
     * Opens captures. Reads files.
     *
     * @param caseFile empty for the one that belongs to the first capture
     * @throws IOException if one of them cannot be read, or the case file would lie in a capture; none is open then
     */
    public static OpenedCase open(List<Path> captures, List<Path> rules, Optional<Path> caseFile, Clock clock)
            throws IOException {
        return open(captures, rules, caseFile, clock, CaptureSession::open);
    }

    /**
     * The same with captures that are moved on the axis.
     *
     * @param shifts nanoseconds, of each capture
     */
    public static OpenedCase shifted(
            List<Path> captures, long[] shifts, List<Path> rules, Optional<Path> caseFile, Clock clock)
            throws IOException {
        return open(captures, shifts, rules, caseFile, clock, CaptureSession::open);
    }

    /**
     * The same with an opener that shows how far it is.
     *
     * @param opener opens one capture
     */
    public static OpenedCase open(
            List<Path> captures, List<Path> rules, Optional<Path> caseFile, Clock clock, Opener opener)
            throws IOException {
        return open(captures, new long[captures.size()], rules, caseFile, clock, opener);
    }

    private static OpenedCase open(
            List<Path> captures, long[] shifts, List<Path> rules, Optional<Path> caseFile, Clock clock, Opener opener)
            throws IOException {
        List<CaptureSession> sessions = new ArrayList<>();
        try {
            for (Path capture : captures) {
                sessions.add(opener.open(capture, rules));
            }
            CaseLocation place = caseFile.map(file -> new CaseLocation(file, Optional.empty()))
                    .orElseGet(() -> CaseLocation.of(captures.get(0)));
            Workspace workspace = new Workspace(sessions, shifts);
            workspace.refuse(place.file());
            return new OpenedCase(workspace, CaseFile.open(place.file(), clock), place.remark());
        } catch (IOException | RuntimeException e) {
            for (CaptureSession session : sessions) {
                session.close();
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        workspace.close();
    }
}
