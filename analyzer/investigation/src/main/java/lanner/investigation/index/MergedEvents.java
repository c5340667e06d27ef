package lanner.investigation.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lanner.capture.event.Event;

/** The events of several captures on one axis of time. Numbers of processes, programs and names are those of one capture
 * behind those of the other. Made of indexes that are whole. */
public final class MergedEvents implements Events {
    private static final int BITS = 5;
    public static final int MOST = 1 << BITS;

    private final List<Index> parts;
    /** By row: the row in its own index. */
    private final int[] local;
    /** By row: which index. */
    private final byte[] part;

    private final int[] imageBase;
    private final int[] processBase;
    private final int[] nameBase;
    private final List<AlertEntry> alerts;
    private final List<Gap> gaps;
    private final long[] shifts;

    /** @param shifts how far each is moved on the axis, in nanoseconds: its clock may have been another than the others' */
    public MergedEvents(List<Index> parts, long[] shifts) throws IOException {
        this.parts = List.copyOf(parts);
        this.shifts = shifts.clone();
        long all = parts.stream().mapToLong(Index::rows).sum();
        if (parts.size() > MOST || all > Integer.MAX_VALUE - 8) {
            throw new IOException("more than " + MOST + " captures, or more than 2,147,483,639 events, on one axis");
        }
        local = new int[(int) all];
        part = new byte[(int) all];
        imageBase = new int[parts.size()];
        processBase = new int[parts.size()];
        nameBase = new int[parts.size()];
        for (int i = 1; i < parts.size(); i++) {
            imageBase[i] = imageBase[i - 1] + parts.get(i - 1).images();
            processBase[i] = processBase[i - 1] + parts.get(i - 1).processes();
            nameBase[i] = nameBase[i - 1] + parts.get(i - 1).names();
        }
        merge();
        alerts = mergedAlerts();
        gaps = mergedGaps();
    }

    private void merge() {
        int[] next = new int[parts.size()];
        for (int row = 0; row < local.length; row++) {
            int first = -1;
            long earliest = Long.MAX_VALUE;
            for (int i = 0; i < next.length; i++) {
                if (next[i] < parts.get(i).rows()) {
                    long axis = parts.get(i).axis(next[i]) + shifts[i];
                    if (first < 0 || axis < earliest) {
                        first = i;
                        earliest = axis;
                    }
                }
            }
            part[row] = (byte) first;
            local[row] = next[first]++;
        }
    }

    private List<AlertEntry> mergedAlerts() {
        List<AlertEntry> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            for (AlertEntry alert : parts.get(i).alerts()) {
                all.add(alert.at(rowOf(i, alert.number())));
            }
        }
        all.sort(Comparator.comparingInt(AlertEntry::row));
        return List.copyOf(all);
    }

    private List<Gap> mergedGaps() {
        List<Gap> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            for (Gap gap : parts.get(i).gaps()) {
                long moved = gap.time() + shifts[i];
                all.add(new Gap(firstAt(moved), moved, gap.text()));
            }
        }
        all.sort(Comparator.comparingInt(Gap::row));
        return List.copyOf(all);
    }

    private Index index(int row) {
        return parts.get(part[row]);
    }

    public int local(int row) {
        return local[row];
    }

    @Override
    public int rows() {
        return local.length;
    }

    @Override
    public int capture(int row) {
        return part[row];
    }

    @Override
    public long time(int row) {
        return index(row).time(local[row]);
    }

    @Override
    public long axis(int row) {
        return index(row).axis(local[row]) + shifts[part[row]];
    }

    @Override
    public long number(int row) {
        return index(row).number(local[row]);
    }

    @Override
    public long duration(int row) {
        return index(row).duration(local[row]);
    }

    @Override
    public long result(int row) {
        return index(row).result(local[row]);
    }

    @Override
    public String call(int row) {
        return index(row).call(local[row]);
    }

    @Override
    public int callCode(int row) {
        return index(row).callCode(local[row]);
    }

    @Override
    public int tid(int row) {
        return index(row).tid(local[row]);
    }

    @Override
    public int fd(int row) {
        return index(row).fd(local[row]);
    }

    @Override
    public int imageId(int row) {
        return imageBase[part[row]] + index(row).imageId(local[row]);
    }

    @Override
    public int nameId(int row) {
        return nameOf(row, index(row).nameId(local[row]));
    }

    @Override
    public int pathId(int row) {
        return nameOf(row, index(row).pathId(local[row]));
    }

    @Override
    public int targetId(int row) {
        return nameOf(row, index(row).targetId(local[row]));
    }

    private int nameOf(int row, int id) {
        return id == NO_NAME ? NO_NAME : nameBase[part[row]] + id;
    }

    @Override
    public Optional<Request> request(int row) {
        return index(row).request(local[row]);
    }

    @Override
    public boolean isRequest(int row) {
        return index(row).isRequest(local[row]);
    }

    @Override
    public int objectId(int row) {
        return nameOf(row, index(row).objectId(local[row]));
    }

    @Override
    public int verbId(int row) {
        return nameOf(row, index(row).verbId(local[row]));
    }

    @Override
    public boolean isOfDescriptor(int row) {
        return index(row).isOfDescriptor(local[row]);
    }

    @Override
    public boolean hasResult(int row) {
        return index(row).hasResult(local[row]);
    }

    @Override
    public boolean failed(int row) {
        return index(row).failed(local[row]);
    }

    @Override
    public boolean pending(int row) {
        return index(row).pending(local[row]);
    }

    @Override
    public boolean opensToWrite(int row) {
        return index(row).opensToWrite(local[row]);
    }

    @Override
    public boolean isInternet(int row) {
        return index(row).isInternet(local[row]);
    }

    @Override
    public boolean raisedAlert(int row) {
        return index(row).raisedAlert(local[row]);
    }

    @Override
    public boolean followsGap(int row) {
        return index(row).followsGap(local[row]);
    }

    @Override
    public boolean isInPart(int row) {
        return index(row).isInPart(local[row]);
    }

    private static int holder(int[] bases, int id) {
        int at = bases.length - 1;
        while (at > 0 && id < bases[at]) {
            at--;
        }
        return at;
    }

    @Override
    public ProgramImage image(int id) {
        int at = holder(imageBase, id);
        ProgramImage image = parts.get(at).image(id - imageBase[at]);
        return new ProgramImage(
                image.isProgram() ? image.process() + processBase[at] : image.process(),
                image.comm(),
                image.exePath(),
                image.commandLine(),
                image.firstRow());
    }

    @Override
    public int images() {
        return parts.stream().mapToInt(Index::images).sum();
    }

    @Override
    public ProcessEntry process(int id) {
        if (id == ProcessEntry.NONE.id()) {
            return ProcessEntry.NONE;
        }
        int at = holder(processBase, id);
        ProcessEntry own = parts.get(at).process(id - processBase[at]);
        return new ProcessEntry(
                id,
                own.pid(),
                own.reuse(),
                own.parent() < 0 ? -1 : own.parent() + processBase[at],
                own.start() + shifts[at],
                own.end() == 0 ? 0 : own.end() + shifts[at],
                own.exit(),
                own.image() < 0 ? -1 : own.image() + imageBase[at],
                own.user(),
                own.container(),
                own.events(),
                own.alerts(),
                own.firstRow() < 0 ? -1 : rowOf(at, parts.get(at).number(own.firstRow())));
    }

    @Override
    public int captureOfProcess(int id) {
        return holder(processBase, id);
    }

    @Override
    public int processes() {
        return parts.stream().mapToInt(Index::processes).sum();
    }

    @Override
    public String name(int id) {
        int at = holder(nameBase, id);
        return parts.get(at).name(id - nameBase[at]);
    }

    @Override
    public int names() {
        return parts.stream().mapToInt(Index::names).sum();
    }

    @Override
    public long nameCount(int id) {
        int at = holder(nameBase, id);
        return parts.get(at).nameCount(id - nameBase[at]);
    }

    @Override
    public List<AlertEntry> alerts() {
        return alerts;
    }

    @Override
    public List<Gap> gaps() {
        return gaps;
    }

    @Override
    public int rowOf(int capture, long number) {
        int own = parts.get(capture).rowOf(0, number);
        if (own < 0) {
            return -1;
        }
        for (int row = firstAt(parts.get(capture).axis(own) + shifts[capture]); row < local.length; row++) {
            if (part[row] == capture && local[row] == own) {
                return row;
            }
        }
        return -1;
    }

    @Override
    public void read(int row, Event event) throws IOException {
        index(row).read(local[row], event);
    }
}
