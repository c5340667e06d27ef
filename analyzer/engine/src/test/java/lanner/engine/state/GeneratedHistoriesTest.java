package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import lanner.engine.kit.History;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated histories of births, programs, ends, directories, users and descriptors over ids from 1 to 50, which come
 * back soon, compared after each event with a plain model of what the kernel keeps. {@code -Dlanner.histories=N} runs N
 * of them, {@code -Dlanner.seed=S} begins with another.
 */
class GeneratedHistoriesTest {
    private static final int HIGHEST_ID = 50;
    private static final int STEPS = 400;

    /** The kernel's fs_struct. */
    private static final class Fs {
        String cwd;

        Fs(String cwd) {
            this.cwd = cwd;
        }
    }

    /** The kernel's files_struct: number to path. */
    private static final class Files {
        final SortedMap<Integer, String> open = new TreeMap<>();

        Files copy() {
            Files copy = new Files();
            copy.open.putAll(open);
            return copy;
        }

        int lowest() {
            int fd = 3;
            while (open.containsKey(fd)) {
                fd++;
            }
            return fd;
        }
    }

    private static final class Group {
        final int pid;
        final Group parent;
        final List<Task> tasks = new ArrayList<>();
        String comm;

        Group(int pid, Group parent, String comm) {
            this.pid = pid;
            this.parent = parent;
            this.comm = comm;
        }
    }

    private static final class Task {
        int tid;
        final Group group;
        Fs fs;
        Files files;
        long uid;
        /** Its maker's event, which is still to come: until then it is in the call. */
        Runnable returning;
        /** Its own first event, likewise. */
        Runnable beginning;

        Task(int tid, Group group) {
            this.tid = tid;
            this.group = group;
        }
    }

    private final History history = new History();
    private final List<Task> alive = new ArrayList<>();
    private Random random;
    private int names;

    static List<Long> seeds() {
        long first = Long.getLong("lanner.seed", 1);
        List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("lanner.histories", 60); i++) {
            seeds.add(first + i);
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoActsIsWhoTheKernelSays(long seed) {
        random = new Random(seed);
        history.listed(1, 0, "init");
        Task init = new Task(1, new Group(1, null, "init"));
        init.fs = new Fs("/");
        init.files = new Files();
        init.group.tasks.add(init);
        alive.add(init);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(50) == 0) {
                history.goOnWithACopy();
            }
            Task task = alive.get(random.nextInt(alive.size()));
            if (task.beginning != null) {
                begin(task);
            } else if (task.returning != null) {
                if (task.group.pid != 1 && random.nextInt(6) == 0) {
                    kill(task.group);
                } else {
                    Runnable event = task.returning;
                    task.returning = null;
                    event.run();
                    compare(task);
                }
            } else {
                act(task);
            }
        }
    }

    private static void begin(Task task) {
        Runnable event = task.beginning;
        task.beginning = null;
        event.run();
    }

    private void act(Task task) {
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> birth(task, false);
            case 3, 4 -> birth(task, true);
            case 5 -> exec(task);
            case 6, 7 -> {
                if (task.group.pid != 1) {
                    end(task);
                }
            }
            case 8 -> {
                task.fs.cwd = random.nextBoolean() ? "/d" + names++ + "/" : task.fs.cwd + "s/";
                history.chdir(task.tid, task.fs.cwd);
                compare(task);
            }
            case 9 -> {
                int fd = task.files.lowest();
                String name = "f" + names++;
                task.files.open.put(fd, task.fs.cwd + name);
                history.openat(task.tid, name, fd);
                compare(task);
            }
            case 10 -> {
                task.uid = names++;
                history.told(task.tid, task.group.pid, task.uid, 0, 0);
                history.setresuid(task.tid, 7);
                compare(task);
            }
            case 11 -> unshare(task);
            case 12 -> duplicate(task);
            default -> {
                if (!task.files.open.isEmpty()) {
                    int fd = task.files.open.firstKey();
                    history.close(task.tid, fd);
                    compareThread(task);
                    task.files.open.remove(fd);
                }
            }
        }
    }

    private void unshare(Task task) {
        long flags = random.nextBoolean() ? History.FS : History.FILES;
        if (flags == History.FS) {
            task.fs = new Fs(task.fs.cwd);
        } else {
            task.files = task.files.copy();
        }
        history.told(task.tid, task.group.pid, task.uid, 0, 0);
        history.unshare(task.tid, flags);
        compare(task);
    }

    private void duplicate(Task task) {
        if (!task.files.open.isEmpty()) {
            int from = task.files.open.lastKey();
            int to = 3 + random.nextInt(8);
            task.files.open.put(to, task.files.open.get(from));
            history.dup2(task.tid, from, to);
            compare(task);
        }
    }

    private void birth(Task maker, boolean thread) {
        int id = free();
        if (id == 0) {
            return;
        }
        long flags =
                thread ? History.THREAD : random.nextInt(6) == 0 && maker.group.parent != null ? History.PARENT : 0;
        flags |= random.nextInt(3) > 0 == thread ? History.FS : 0;
        flags |= random.nextInt(3) > 0 == thread ? History.FILES : 0;
        Group parent = (flags & History.PARENT) != 0 ? maker.group.parent : maker.group;
        Task child = new Task(id, thread ? maker.group : new Group(id, parent, maker.group.comm));
        child.fs = (flags & History.FS) != 0 ? maker.fs : new Fs(maker.fs.cwd);
        child.files = (flags & History.FILES) != 0 ? maker.files : maker.files.copy();
        child.uid = maker.uid;
        child.group.tasks.add(child);
        alive.add(child);
        long all = flags;
        int makerTid = maker.tid;
        int makerPid = maker.group.pid;
        Runnable own = () -> {
            history.born(id, child.group.pid, reaper(child.group), all, child.uid);
            compare(child);
        };
        Runnable makers = () -> history.made(makerTid, makerPid, id, all);
        // An id that comes back while two threads of one process are in the call could be either's.
        boolean alone = maker.group.tasks.stream().allMatch(task -> task.returning == null);
        if (alone && random.nextInt(4) == 0) {
            makers.run();
            compare(maker);
            child.beginning = own;
        } else {
            if (makerTid != makerPid || (all & History.PARENT) != 0) {
                history.from(id, child.group.pid, makerTid);
            }
            own.run();
            maker.returning = makers;
        }
    }

    /** Whom the kernel names as its parent now: the first process takes orphans. */
    private static int reaper(Group group) {
        Group parent = group.parent;
        return parent == null ? 0 : parent.tasks.isEmpty() ? 1 : parent.pid;
    }

    /** An id that nobody has, as a thread or as a process: low ones first, so that they come back; 0 if there is none. */
    private int free() {
        int least = 2 + random.nextInt(8);
        for (int id = least; id <= HIGHEST_ID; id++) {
            int wanted = id;
            if (alive.stream().noneMatch(task -> task.tid == wanted || task.group.pid == wanted)) {
                return id;
            }
        }
        return 0;
    }

    private void exec(Task task) {
        Group group = task.group;
        for (Task other : List.copyOf(group.tasks)) {
            if (other != task) {
                if (other.beginning != null) {
                    begin(other);
                }
                remove(other);
                history.exit(other.tid);
            }
        }
        int former = task.tid;
        task.tid = group.pid;
        task.files = task.files.copy();
        group.comm = "p" + names++;
        if (former != group.pid) {
            history.from(group.pid, group.pid, former);
        }
        history.exec(group.pid, reaper(group), group.comm, task.fs.cwd, task.uid);
        compare(task);
    }

    /** A signal that ends a process: those of its threads that are in a call have no event of it. */
    private void kill(Group group) {
        for (Task task : List.copyOf(group.tasks)) {
            if (task.beginning != null) {
                begin(task);
            }
            end(task);
        }
    }

    private void end(Task task) {
        history.exit(task.tid);
        compareThread(task);
        remove(task);
    }

    private void remove(Task task) {
        alive.remove(task);
        task.group.tasks.remove(task);
    }

    private void compare(Task task) {
        compareThread(task);
        SortedMap<Integer, String> open = new TreeMap<>();
        history.thread().descriptors().forEach(fd -> open.put(fd.number(), fd.name()));
        assertThat(open).as("descriptors of %d", task.tid).isEqualTo(task.files.open);
    }

    private void compareThread(Task task) {
        ThreadInfo thread = history.thread();
        assertThat(thread.tid()).isEqualTo(task.tid);
        assertThat(thread.process().pid()).as("process of %d", task.tid).isEqualTo(task.group.pid);
        assertThat(thread.cwd()).as("directory of %d", task.tid).isEqualTo(task.fs.cwd);
        assertThat(thread.uid()).as("user of %d", task.tid).isEqualTo(task.uid);
        List<String> expected = new ArrayList<>();
        for (Group at = task.group; at != null; at = at.parent) {
            expected.add(at.pid + " " + at.comm);
        }
        List<String> shown = new ArrayList<>();
        for (ProcessInfo at = thread.process(); at != null; at = at.parent()) {
            shown.add(at.pid() + " " + at.comm());
        }
        assertThat(shown).as("process and ancestors of %d", task.tid).isEqualTo(expected);
    }
}
