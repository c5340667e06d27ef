package lanner.recorder.recording;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.capture.event.ContainerRecord;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.GroupRecord;
import lanner.capture.event.InterfaceRecord;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.Tuple;
import lanner.capture.event.UserRecord;
import lanner.recorder.context.ContainerFacts;
import lanner.recorder.context.HostFacts;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.context.ProcessFacts;
import lanner.recorder.context.ThreadFacts;
import lanner.recorder.context.ThreadRights;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.syscall.EnvironmentPolicy;

/** Writes the state that a segment's events assume: ancestors, descriptors, users, groups, addresses. */
final class Snapshot {
    private static final String RECORDER = "lanner";
    private static final byte[] RECORD = "record\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_ANCESTORS = 64;
    private static final int MAX_DESCRIPTORS = 4096;

    private final CaptureWriter writer;
    private final EventEncoder encoder;
    private final ProcFiles files;
    private final NativeFacts facts;
    private final DescriptorFacts descriptors;
    private final EnvironmentPolicy environment;
    private final long time;
    private final long monotonic;
    private long leftOut;

    /** A snapshot of this moment. */
    Snapshot(
            CaptureWriter writer,
            EventEncoder encoder,
            Clock clock,
            ProcFiles files,
            NativeFacts facts,
            DescriptorFacts descriptors,
            EnvironmentPolicy environment) {
        this.writer = writer;
        this.encoder = encoder;
        this.files = files;
        this.facts = facts;
        this.descriptors = descriptors;
        this.environment = environment;
        monotonic = clock.monotonic();
        time = clock.realTime(monotonic);
    }

    /**
     * Writes it.
     *
     * @param container the container that all this happens in
     * @param threads the threads of each process whose state is wanted; of their ancestors only the image is
     * @return how many descriptors were left out, as more than a snapshot lists of one process
     */
    long write(ContainerFacts container, Map<Integer, ? extends Set<Integer>> threads) throws CaptureWriteException {
        for (HostFacts.User user : HostFacts.users()) {
            writer.append(begin(EventType.USER)
                    .number(UserRecord.UID, user.uid())
                    .number(UserRecord.GID, user.gid())
                    .text(UserRecord.NAME, user.name())
                    .text(UserRecord.HOME, user.home())
                    .text(UserRecord.SHELL, user.shell()));
        }
        for (HostFacts.Group group : HostFacts.groups()) {
            writer.append(
                    begin(EventType.GROUP).number(GroupRecord.GID, group.gid()).text(GroupRecord.NAME, group.name()));
        }
        for (HostFacts.Interface own : HostFacts.interfaces()) {
            byte[] address = new byte[Tuple.second(own.address().length)];
            address[0] = (byte) (own.address().length == 4 ? Tuple.INET : Tuple.INET6);
            System.arraycopy(own.address(), 0, address, Tuple.FIRST, own.address().length);
            writer.append(begin(EventType.INTERFACE)
                    .text(InterfaceRecord.NAME, own.name())
                    .bytes(InterfaceRecord.ADDR, address));
        }
        if (!container.isEmpty()) {
            writeContainer(container);
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
                EventEncoder out =
                        begin(EventType.PROCESS).number(ProcessRecord.TID, tid).number(ProcessRecord.PID, pid);
                if (!facts.sharesPidNamespace(tid)) {
                    files.innerIds(tid).ifPresent(ids -> out.number(ProcessRecord.VTID, ids[0]));
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
        out.text(ProcessRecord.CWD, thread.cwd()).text(ProcessRecord.ROOT, thread.root());
        describe(thread.rights(), out);
    }

    /** Fills a record of a thread in with what it may do. */
    static void describe(ThreadRights rights, EventEncoder out) {
        out.number(ProcessRecord.UID, rights.uid())
                .number(ProcessRecord.GID, rights.gid())
                .number(ProcessRecord.CAP_INHERITABLE, rights.capInheritable())
                .number(ProcessRecord.CAP_PERMITTED, rights.capPermitted())
                .number(ProcessRecord.CAP_EFFECTIVE, rights.capEffective());
    }

    private void writeContainer(ContainerFacts container) throws CaptureWriteException {
        ContainerFacts.Pod pod = container.pod();
        EventEncoder out = begin(EventType.CONTAINER_FACTS);
        text(out, ContainerRecord.ID, container.id());
        text(out, ContainerRecord.ENGINE, container.engine());
        text(out, ContainerRecord.NAME, container.name());
        text(out, ContainerRecord.IMAGE, container.image());
        text(out, ContainerRecord.IMAGE_ID, container.imageId());
        out.bytes(ContainerRecord.LABELS, labels(container.labels()));
        if (container.startTime() != 0) {
            out.number(ContainerRecord.START_TIME, container.startTime());
        }
        text(out, ContainerRecord.IP, container.ip());
        text(out, ContainerRecord.POD_NAME, pod.name());
        text(out, ContainerRecord.POD_NAMESPACE, pod.namespace());
        text(out, ContainerRecord.POD_UID, pod.uid());
        text(out, ContainerRecord.POD_IP, pod.ip());
        text(out, ContainerRecord.POD_SANDBOX_ID, pod.sandboxId());
        out.bytes(ContainerRecord.POD_LABELS, labels(pod.labels()));
        text(out, ContainerRecord.NODE_NAME, pod.node());
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
            next = process.get().ids().ppid();
            witness = next;
        }
    }

    private EventEncoder begin(EventType type) {
        return encoder.begin(type, 0, time, monotonic);
    }

    private void writeProcess(ProcessFacts process, int witness) throws CaptureWriteException {
        boolean recorder = process.ids().pid() == ProcessHandle.current().pid();
        EventEncoder out = begin(EventType.PROCESS)
                .number(ProcessRecord.TID, process.ids().pid())
                .number(ProcessRecord.PID, process.ids().pid())
                .number(ProcessRecord.PTID, process.ids().ppid())
                .number(ProcessRecord.SID, process.ids().sid())
                .number(ProcessRecord.PGID, process.ids().pgid())
                .number(ProcessRecord.VTID, process.ids().vpid())
                .number(ProcessRecord.VPID, process.ids().vpid())
                .number(ProcessRecord.VPGID, process.ids().vpgid())
                // This process is a Java virtual machine: its own command line would say nothing about the program.
                .text(
                        ProcessRecord.COMM,
                        recorder ? RECORDER : process.program().comm())
                .text(ProcessRecord.EXE, recorder ? RECORDER : process.program().exe())
                .text(ProcessRecord.EXEPATH, process.program().exepath())
                .bytes(ProcessRecord.ARGS, recorder ? RECORD : process.program().arguments());
        if (environment != EnvironmentPolicy.NONE) {
            out.bytes(ProcessRecord.ENV, environment.kept(files.environment(witness)));
        }
        out.text(ProcessRecord.CWD, process.surroundings().cwd())
                .text(ProcessRecord.ROOT, process.surroundings().root())
                .bytes(ProcessRecord.CGROUPS, process.surroundings().cgroups())
                .number(ProcessRecord.UID, process.rights().uid())
                .number(ProcessRecord.GID, process.rights().gid())
                .number(ProcessRecord.LOGINUID, process.surroundings().loginuid())
                .number(ProcessRecord.TTY, process.surroundings().tty())
                .number(ProcessRecord.CAP_INHERITABLE, process.rights().capInheritable())
                .number(ProcessRecord.CAP_PERMITTED, process.rights().capPermitted())
                .number(ProcessRecord.CAP_EFFECTIVE, process.rights().capEffective())
                .number(ProcessRecord.FDLIMIT, process.surroundings().fdlimit())
                .number(ProcessRecord.START_TIME, process.startTime());
        if (facts.statExecutable(witness)) {
            out.number(ProcessRecord.EXE_INO, facts.inode())
                    .number(ProcessRecord.EXE_INO_CTIME, facts.changeTime())
                    .number(ProcessRecord.EXE_INO_MTIME, facts.modificationTime());
        }
        writer.append(out);
    }
}
