package lanner.viewer.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import lanner.capture.kit.CaptureStory;

/** A build farm's day: some shells, thousands of compilers, many headers, a few secrets. The same each time. */
final class BenchFarm {
    private static final String[] PROGRAMS = {"cc1", "as", "ld", "sh", "sed", "git", "python3", "cat", "rm", "install"};
    private static final int MAKE = 2;
    private static final int SLOTS = 8;
    /** One in so many steps is something else than a call about a file. */
    private static final int RARE = 2600;

    private final SplittableRandom random = new SplittableRandom(20_261_125);
    private final int[] pids = new int[SLOTS];
    private final CaptureStory written;
    private int next = 100;
    private int events;

    /** Begins with those who are at work. */
    BenchFarm(CaptureStory written) throws IOException {
        this.written = written;
        written.process(MAKE, 1, "make").runs(MAKE, 1, "make", "-j8");
        events = 1;
        for (int i = 0; i < pids.length; i++) {
            pids[i] = next++;
            written.forks(MAKE, pids[i], "make");
            events += 2;
        }
    }

    /** Writes a capture of at least so many events. */
    static void write(Path capture, int events) throws IOException {
        try (CaptureStory written = CaptureStory.at(capture)) {
            new BenchFarm(written.every(3_000)).goOn(events);
        }
    }

    /** Works until there are so many events; answers how many there are. */
    int goOn(int until) throws IOException {
        while (events < until) {
            int slot = random.nextInt(pids.length);
            switch (random.nextInt(RARE)) {
                case 0 -> replace(slot);
                case 1 -> {
                    written.connects(
                            pids[slot], 30_000 + random.nextInt(20_000), "192.0.2." + random.nextInt(200), 443);
                    events += 2;
                }
                case 2 -> {
                    written.opens(pids[slot], 3, "/home/build/.ssh/id_" + random.nextInt(3));
                    events++;
                }
                default -> {
                    call(pids[slot]);
                    events++;
                }
            }
        }
        return events;
    }

    private void replace(int slot) throws IOException {
        written.exits(pids[slot], random.nextInt(20) == 0 ? 256 : 0);
        pids[slot] = next++;
        String program = PROGRAMS[random.nextInt(PROGRAMS.length)];
        written.forks(MAKE, pids[slot], "make").runs(pids[slot], MAKE, program, "-o", "out/" + next + ".o");
        events += 4;
    }

    private void call(int pid) throws IOException {
        int kind = random.nextInt(10);
        if (kind < 5) {
            String path = "/usr/include/lib" + random.nextInt(300) + "/header" + random.nextInt(150) + ".h";
            written.opens(pid, kind == 0 ? -2 : 3 + random.nextInt(20), path);
        } else if (kind < 8) {
            written.closes(pid, 3 + random.nextInt(20));
        } else {
            written.calls(pid, kind == 8 ? 12 : 39, pid);
        }
    }
}
