package lanner.recorder.syscall;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.recorder.context.ContainerFacts;
import lanner.recorder.context.HostFacts;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.context.ProcessFacts;
import lanner.recorder.context.ThreadFacts;
import lanner.recorder.os.NativeFacts;

/** Writes the state that a segment's events assume: ancestors, descriptors, users, groups, addresses. */
final class Snapshot {
    private static final String RECORDER = "lanner";
    private static final byte[] RECORD = "record\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_ANCESTORS = 64;
    private static final int MAX_DESCRIPTORS = 4096;

    private final CaptureWriter writer;
    private final ProcFiles files;
    private final NativeFacts facts;
    private final DescriptorFacts descriptors;
    private final EventEncoder encoder;
    private final RecordingOptions.Environment environment;
    private final ContainerFacts container;
    private final long time;
    private final long monotonic;
    private long leftOut;

    Snapshot(
            CaptureWriter writer,
            ProcFiles files,
            NativeFacts facts,
            DescriptorFacts descriptors,
            EventEncoder encoder,
            RecordingOptions.Environment environment,
            ContainerFacts container,
            long time,
            long monotonic) {
        this.writer = writer;
        this.files = files;
        this.facts = facts;
        this.descriptors = descriptors;
        this.encoder = encoder;
        this.environment = environment;
        this.container = container;
        this.time = time;
        this.monotonic = monotonic;
    }

    /**
     * Writes it.
     *
     * @param threads the threads of each process whose state is wanted; of their ancestors only the image is
     * @return how many descriptors were left out, as more than a snapshot lists of one process
     */
    long write(Map<Integer, ? extends Set<Integer>> threads) throws CaptureWriteException {
        for (HostFacts.User user : HostFacts.users()) {
            writer.append(begin(EventType.USER)
                    .number(0, user.uid())
                    .number(1, user.gid())
                    .text(2, user.name())
                    .text(3, user.home())
                    .text(4, user.shell()));
        }
        for (HostFacts.Group group : HostFacts.groups()) {
            writer.append(begin(EventType.GROUP).number(0, group.gid()).text(1, group.name()));
        }
        for (HostFacts.Interface own : HostFacts.interfaces()) {
            byte[] address = new byte[own.address().length + 3];
            address[0] = (byte) (own.address().length == 4 ? 2 : 10);
            System.arraycopy(own.address(), 0, address, 1, own.address().length);
            writer.append(begin(EventType.INTERFACE).text(0, own.name()).bytes(1, address));
        }
        if (!container.isEmpty()) {
            writeContainer();
        }
        Set<Integer> seen = new HashSet<>();
        for (Map.Entry<Integer, ? extends Set<Integer>> process : threads.entrySet()) {
            writeWithAncestors(process.getKey(), witness(process), seen);
        }
        for (Map.Entry<Integer, ? extends Set<Integer>> process : threads.entrySet()) {
            writeThreads(process.getKey(), witness(process), process.getValue());
            writeDescriptors(process.getKey(), witness(process));
        }
        return leftOut;
    }

    /** The thread that shows what a process is: its first, or another one where that has ended. */
    private static int witness(Map.Entry<Integer, ? extends Set<Integer>> process) {
        int pid = process.getKey();
        return process.getValue().contains(pid)
                ? pid
                : process.getValue().stream().findFirst().orElse(pid);
    }

    private void writeDescriptors(int pid, int tid) throws CaptureWriteException {
        int count = 0;
        for (int fd : files.descriptors(tid)) {
            if (count++ >= MAX_DESCRIPTORS) {
                leftOut++;
            } else if (descriptors.find(pid, tid, fd)) {
                writer.append(descriptors.describe(begin(EventType.DESCRIPTOR)));
            }
        }
    }

    /** The further threads of a process, with what each has that the one which shows the process has not. */
    private void writeThreads(int pid, int witness, Set<Integer> tids) throws CaptureWriteException {
        if (tids.size() == 1 && tids.contains(pid)) {
            return;
        }
        Optional<ProcessFacts> process = files.process(pid, witness);
        for (int tid : tids) {
            if (tid != pid) {
                EventEncoder out = begin(EventType.PROCESS).number(0, tid).number(1, pid);
                if (!facts.sharesPidNamespace(tid)) {
                    files.innerIds(tid).ifPresent(ids -> out.number(5, ids[0]));
                }
                Optional<ThreadFacts> thread = files.thread(tid);
                if (thread.isPresent() && process.isPresent() && !thread.get().isLike(process.get())) {
                    describe(thread.get(), out);
                }
                writer.append(out);
            }
        }
    }

    /** Fills a record of a thread in with what is its own. */
    static void describe(ThreadFacts thread, EventEncoder out) {
        out.text(13, thread.cwd())
                .text(14, thread.root())
                .number(16, thread.uid())
                .number(17, thread.gid())
                .number(20, thread.capInheritable())
                .number(21, thread.capPermitted())
                .number(22, thread.capEffective());
    }

    private void writeContainer() throws CaptureWriteException {
        ContainerFacts.Pod pod = container.pod();
        EventEncoder out = begin(EventType.CONTAINER_FACTS);
        List<String> texts =
                List.of(container.id(), container.engine(), container.name(), container.image(), container.imageId());
        for (int i = 0; i < texts.size(); i++) {
            text(out, i, texts.get(i));
        }
        out.bytes(5, labels(container.labels()));
        if (container.startTime() != 0) {
            out.number(6, container.startTime());
        }
        text(out, 7, container.ip());
        text(out, 8, pod.name());
        text(out, 9, pod.namespace());
        text(out, 10, pod.uid());
        text(out, 11, pod.ip());
        text(out, 12, pod.sandboxId());
        out.bytes(13, labels(pod.labels()));
        text(out, 14, pod.node());
        writer.append(out);
    }

    private static void text(EventEncoder out, int param, String text) {
        if (!text.isEmpty()) {
            out.bytes(param, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] labels(Map<String, String> labels) {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        new TreeMap<>(labels)
                .forEach((key, value) -> items.writeBytes((key + "=" + value + "\0").getBytes(StandardCharsets.UTF_8)));
        return items.toByteArray();
    }

    private void writeWithAncestors(int pid, int tid, Set<Integer> seen) throws CaptureWriteException {
        int next = pid;
        int witness = tid;
        for (int generation = 0; next > 0 && generation < MAX_ANCESTORS && seen.add(next); generation++) {
            Optional<ProcessFacts> process = files.process(next, witness);
            if (process.isEmpty()) {
                return;
            }
            writeProcess(process.get(), witness);
            next = process.get().ppid();
            witness = next;
        }
    }

    private EventEncoder begin(EventType type) {
        return encoder.begin(type, 0, time, monotonic);
    }

    private void writeProcess(ProcessFacts process, int witness) throws CaptureWriteException {
        boolean recorder = process.pid() == ProcessHandle.current().pid();
        EventEncoder out = begin(EventType.PROCESS)
                .number(0, process.pid())
                .number(1, process.pid())
                .number(2, process.ppid())
                .number(3, process.sid())
                .number(4, process.pgid())
                .number(5, process.vpid())
                .number(6, process.vpid())
                .number(7, process.vpgid())
                // This process is a Java virtual machine: its own command line would say nothing about the program.
                .text(8, recorder ? RECORDER : process.comm())
                .text(9, recorder ? RECORDER : process.exe())
                .text(10, process.exepath())
                .bytes(11, recorder ? RECORD : process.arguments());
        if (environment != RecordingOptions.Environment.NONE) {
            out.bytes(12, environment(process.environment(), environment));
        }
        out.text(13, process.cwd())
                .text(14, process.root())
                .bytes(15, process.cgroups())
                .number(16, process.uid())
                .number(17, process.gid())
                .number(18, process.loginuid())
                .number(19, process.tty())
                .number(20, process.capInheritable())
                .number(21, process.capPermitted())
                .number(22, process.capEffective())
                .number(23, process.fdlimit())
                .number(24, process.startTime());
        if (facts.statExecutable(witness)) {
            out.number(26, facts.inode()).number(27, facts.changeTime()).number(28, facts.modificationTime());
        }
        writer.append(out);
    }

    /** The environment as the policy keeps it. */
    static byte[] environment(byte[] all, RecordingOptions.Environment policy) {
        if (policy == RecordingOptions.Environment.ALL) {
            return all;
        }
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        boolean inName = true;
        for (byte each : all) {
            if (each == 0) {
                names.write(0);
                inName = true;
            } else if (inName) {
                names.write(each);
                inName = each != '=';
            }
        }
        return names.toByteArray();
    }
}
