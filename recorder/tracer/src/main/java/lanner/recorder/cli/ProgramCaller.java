package lanner.recorder.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanner.recorder.os.Launcher;

/** What the launcher found before it started this virtual machine; without a launcher, what that left of it. */
final class ProgramCaller {
    private static final Pattern OPEN_FILES = Pattern.compile("([0-9]{1,18}),([0-9]{1,18})");

    private ProgramCaller() {}

    /** Signals and limits; to be asked for before this process changes any. */
    static Launcher.CallerState state() {
        Launcher.CallerState state = Launcher.CallerState.inherited();
        String ignored = System.getProperty("lanner.ignored.signals", "");
        if (ignored.matches("[0-9a-f]{1,16}")) {
            state = state.ignoring(Long.parseUnsignedLong(ignored, 16));
        }
        Matcher limits = OPEN_FILES.matcher(System.getProperty("lanner.open.files", ""));
        return limits.matches()
                ? state.withOpenFiles(
                        new Launcher.Limit(Long.parseLong(limits.group(1)), Long.parseLong(limits.group(2))))
                : state;
    }

    /** The descriptors that were open; without a launcher 0, 1, 2 if they are open. */
    static List<Integer> keptDescriptors() {
        String found = System.getProperty("lanner.keep.fds");
        if (found == null) {
            return IntStream.rangeClosed(0, 2)
                    .filter(fd -> Files.exists(Path.of("/proc/self/fd/" + fd), LinkOption.NOFOLLOW_LINKS))
                    .boxed()
                    .toList();
        }
        return Stream.of(found.split(","))
                .filter(fd -> fd.matches("[0-9]{1,7}"))
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }
}
