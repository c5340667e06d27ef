package lanner.investigation.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lanner.engine.alert.Priority;
import lanner.engine.field.Outcome;

/** The tables of an index as bytes: names, programs, processes, alerts, gaps, more paths. */
final class IndexTables {
    private static final int MOST = 1 << 21;

    private IndexTables() {}

    /** @throws IOException for a table or a text of an impossible size, or when the bytes end early */
    static void read(Index index, DataInputStream in) throws IOException {
        index.moreAlerts = in.readLong();
        index.namesLeftOut.set(in.readLong());
        for (int n = count(in); n > 0; n--) {
            index.names.add(text(in), in.readInt());
        }
        for (int n = count(in); n > 0; n--) {
            index.images.add(new ProgramImage(in.readInt(), text(in), text(in), text(in), in.readInt()));
        }
        for (int n = count(in); n > 0; n--) {
            Index.Tracked process = new Index.Tracked();
            process.id = in.readInt();
            process.pid = in.readInt();
            process.reuse = in.readInt();
            process.parent = in.readInt();
            process.start = in.readLong();
            process.end = in.readLong();
            process.exit = in.readInt();
            process.image = in.readInt();
            process.user = text(in);
            process.container = text(in);
            process.events = in.readLong();
            process.alerts = in.readLong();
            process.firstRow = in.readInt();
            index.processes.add(process);
        }
        for (int n = count(in); n > 0; n--) {
            int row = in.readInt();
            long number = in.readLong();
            long time = in.readLong();
            String rule = text(in);
            Priority priority = Priority.valueOf(text(in));
            List<String> tags = new ArrayList<>();
            for (int k = count(in); k > 0; k--) {
                tags.add(text(in));
            }
            String message = text(in);
            Outcome outcome = new Outcome(Outcome.Kind.valueOf(text(in)), text(in));
            index.alerts.add(
                    new AlertEntry(row, number, time, rule, priority, tags, message, outcome, in.readBoolean()));
        }
        for (int n = count(in); n > 0; n--) {
            index.gaps.add(new Gap(in.readInt(), in.readLong(), text(in)));
        }
        for (int n = count(in); n > 0; n--) {
            index.morePaths.add(new Index.MorePaths(in.readInt(), in.readInt(), in.readInt()));
        }
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("a table cannot have " + count + " rows");
        }
        return count;
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST) {
            throw new IOException("a text cannot have " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    static void write(Index index, DataOutputStream out) throws IOException {
        out.writeLong(index.moreAlerts);
        out.writeLong(index.namesLeftOut());
        out.writeInt(index.names());
        for (int i = 0; i < index.names(); i++) {
            text(out, index.name(i));
            out.writeInt((int) index.nameCount(i));
        }
        out.writeInt(index.images());
        for (int i = 0; i < index.images(); i++) {
            ProgramImage image = index.image(i);
            out.writeInt(image.process());
            text(out, image.comm());
            text(out, image.exePath());
            text(out, image.commandLine());
            out.writeInt(image.firstRow());
        }
        out.writeInt(index.processes());
        for (int i = 0; i < index.processes(); i++) {
            process(index.process(i), out);
        }
        out.writeInt(index.alerts().size());
        for (AlertEntry alert : index.alerts()) {
            out.writeInt(alert.row());
            out.writeLong(alert.number());
            out.writeLong(alert.time());
            text(out, alert.rule());
            text(out, alert.priority().name());
            out.writeInt(alert.tags().size());
            for (String tag : alert.tags()) {
                text(out, tag);
            }
            text(out, alert.message());
            text(out, alert.outcome().kind().name());
            text(out, alert.outcome().error());
            out.writeBoolean(alert.inline());
        }
        out.writeInt(index.gaps().size());
        for (Gap gap : index.gaps()) {
            out.writeInt(gap.row());
            out.writeLong(gap.time());
            text(out, gap.text());
        }
        out.writeInt(index.morePaths.size());
        for (int i = 0; i < index.morePaths.size(); i++) {
            Index.MorePaths each = index.morePaths.get(i);
            out.writeInt(each.row());
            out.writeInt(each.path());
            out.writeInt(each.target());
        }
    }

    private static void process(ProcessEntry process, DataOutputStream out) throws IOException {
        out.writeInt(process.id());
        out.writeInt(process.pid());
        out.writeInt(process.reuse());
        out.writeInt(process.parent());
        out.writeLong(process.start());
        out.writeLong(process.end());
        out.writeInt(process.exit());
        out.writeInt(process.image());
        text(out, process.user());
        text(out, process.container());
        out.writeLong(process.events());
        out.writeLong(process.alerts());
        out.writeInt(process.firstRow());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        // What captures hold is bytes, one character each; what rule files hold is characters.
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
