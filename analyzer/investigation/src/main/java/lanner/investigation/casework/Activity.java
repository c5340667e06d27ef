package lanner.investigation.casework;

import java.util.List;
import java.util.Set;
import lanner.product.Counted;

/**
 * What was done in a capture, by what it was done to: programs that were run, files that were changed, peers that were
 * spoken to. Each list is in the order of first appearance.
 *
 * @param moreNames how many more programs, files and peers there are at most, beyond {@link ActivityTally#MOST} of each:
 *     their names were not kept
 */
public record Activity(List<ProgramRun> programs, List<FileChange> files, List<Peer> peers, long moreNames) {
    /**
     * A program that was executed.
     *
     * @param path of its file; bytes, one character each
     * @param times how often
     * @param row the first event of it
     */
    public record ProgramRun(String path, long times, int row) {}

    /** What was done to a file. */
    public enum Change {
        CREATED("created"),
        OPENED_FOR_WRITING("opened for writing"),
        LENGTH("length changed"),
        RENAMED("renamed"),
        LINKED("linked"),
        REMOVED("removed"),
        MODE("mode changed"),
        OWNER("owner changed"),
        ATTRIBUTES("attributes changed");

        private final String words;

        Change(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * A file or directory that was changed by its name or through a descriptor of that name. Nothing below {@code /dev} and
     * {@code /proc}.
     *
     * @param path bytes, one character each
     * @param changes what was done, in the order of {@link Change}
     * @param times how many calls did it
     * @param alerts on how many of them an alert was raised
     * @param row the first of them
     */
    public record FileChange(String path, Set<Change> changes, long times, long alerts, int row) {
        public FileChange {
            changes = Set.copyOf(changes);
        }
    }

    /**
     * The other end of connections of the Internet's families.
     *
     * @param address of one that was connected to with its port, of one that connected to us without: its ports are chance
     * @param connected how often it was connected to, or that was begun
     * @param accepted how often a connection from it was accepted
     * @param refused how many of these calls failed
     * @param sent bytes that the recorded calls sent to it. {@code sendmmsg}, which tells messages, adds nothing
     * @param received bytes that they received from it, likewise
     * @param row the first event with it
     */
    public record Peer(String address, long connected, long accepted, long refused, long sent, long received, int row) {
        /** How many bytes went each way, as far as is known: a profile may leave plain reads and writes out. */
        public String bytesInWords() {
            return sent + received == 0
                    ? "its bytes were not recorded, or there were none"
                    : Counted.of(sent, "byte") + " sent, " + Counted.of(received, "byte")
                            + " received in recorded calls";
        }
    }

    public Activity {
        programs = List.copyOf(programs);
        files = List.copyOf(files);
        peers = List.copyOf(peers);
    }
}
