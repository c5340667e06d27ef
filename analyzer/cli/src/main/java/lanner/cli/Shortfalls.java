package lanner.cli;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.CaptureReport;
import lanner.capture.Damage;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.product.Counted;

/** What a capture does not have, as far as it is known. */
final class Shortfalls {
    /** The recorder's counters of what it could not have, in words. */
    private static final List<Shortfall> SHORTFALLS = List.of(
            new Shortfall("unreadable", "argument could not be read", "arguments could not be read"),
            new Shortfall("cut", "argument was cut at the snap lengths", "arguments were cut at the snap lengths"),
            new Shortfall(
                    "sockets_without_ends",
                    "call on a socket lacks the addresses of its connection",
                    "calls on sockets lack the addresses of their connection"),
            new Shortfall(
                    "processes_without_facts",
                    "process ended before it could be described",
                    "processes ended before they could be described"),
            new Shortfall(
                    "programs_without_rights",
                    "program ran without the rights that its file grants when it runs unrecorded",
                    "programs ran without the rights that their files grant when they run unrecorded"),
            new Shortfall(
                    "descriptors_left_out",
                    "open descriptor is not listed, of processes that have very many",
                    "open descriptors are not listed, of processes that have very many"),
            new Shortfall(
                    "stops_unserved",
                    "stop could not be handled, its call is not recorded",
                    "stops could not be handled, their calls are not recorded"),
            new Shortfall(
                    "ring_enters_unread",
                    "submission to io_uring could not be read",
                    "submissions to io_uring could not be read"),
            new Shortfall(
                    "missing_records",
                    "record is missing in the damaged capture that this was salvaged from",
                    "records are missing in the damaged capture that this was salvaged from"));

    /** A counter of the footer that is 0 where nothing is missing, and the words behind its count. */
    private record Shortfall(String counter, String one, String other) {}

    private Shortfalls() {}

    /**
     * A sentence for each; empty if everything is there.
     *
     * @param gaps how many places are marked where events were lost
     */
    static List<String> of(CaptureReport report, long gaps) {
        List<String> missing = new ArrayList<>();
        if (!report.complete()) {
            missing.add("it has no footer: the recorder was killed, or is still recording");
        }
        report.leftInside().ifPresent(missing::add);
        if (report.damageCount() > 0) {
            missing.add(Counted.of(report.damageCount(), "place is damaged, ", "places are damaged, ")
                    + Counted.of(report.missing(), "record is missing", "records are missing"));
        }
        for (Damage damage : report.stoppedAt()) {
            missing.add("what stands behind byte " + damage.offset() + " of " + damage.file() + " was not read");
        }
        SegmentHeader header = report.headers().stream().findFirst().orElse(null);
        if (header != null && header.place().segment() > 0) {
            missing.add("not here: the first " + Counted.of(header.place().segment(), "segment") + ", with "
                    + Counted.of(header.place().eventsBefore(), "event"));
        }
        if (gaps > 0) {
            missing.add(gaps(gaps));
        }
        report.footers().stream().reduce((a, b) -> b).ifPresent(footer -> {
            for (Shortfall shortfall : SHORTFALLS) {
                long count = footer.counters().getOrDefault(shortfall.counter, 0L);
                if (count > 0) {
                    missing.add(Counted.of(count, shortfall.one, shortfall.other));
                }
            }
            if (footer.endReason().startsWith(SegmentFooter.FAILED)) {
                missing.add(footer.endReason());
            }
        });
        return missing;
    }

    /** The sentence about such places. */
    static String gaps(long gaps) {
        return Counted.of(gaps, "gap is", "gaps are") + " marked, where events were lost";
    }
}
