package lanner.engine.field;

import java.util.List;
import java.util.Map;
import lanner.capture.event.FlagSet;
import lanner.capture.event.FlagSets;
import lanner.engine.state.EventContext;

/** What fcntl(2) answers, which its command decides: a descriptor, flags, a process, a signal, a lease or a number. */
final class FcntlText {
    private static final int COMMAND = 2;
    private static final long ACCESS_MODE = 3;

    private static final FlagSet FILE = file(0200000, 040000, 0400000, 0100000);
    /** Four flags of open(2) have other numbers on ARM than on x86. */
    private static final FlagSet FILE_ON_ARM = file(040000, 0200000, 0100000, 0400000);

    private static final List<String> ACCESS = List.of("O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE");
    private static final FlagSet LEASES = set("F_RDLCK", 0, "F_WRLCK", 1, "F_UNLCK", 2);
    private static final FlagSet DESCRIPTOR = set("FD_CLOEXEC", 1);
    private static final Map<Long, Answer> ANSWERS = Map.of(
            command("F_DUPFD"), ArgumentText::descriptor,
            command("F_DUPFD_CLOEXEC"), ArgumentText::descriptor,
            command("F_GETFD"), (context, value) -> ArgumentText.flags(DESCRIPTOR, value),
            command("F_GETFL"), FcntlText::fileFlags,
            command("F_GETOWN"), ArgumentText::process,
            command("F_GETSIG"), (context, value) -> value == 0 ? "" : KernelNames.signal(value),
            command("F_GETLEASE"), (context, value) -> ArgumentText.enumeration(LEASES, value));

    /** The text of a result that is no error. */
    private interface Answer {
        String text(EventContext context, long value);
    }

    private FcntlText() {}

    private static long command(String name) {
        return FlagSets.FCNTL_COMMANDS.value(name);
    }

    /** Of O_SYNC and O_DSYNC, O_TMPFILE and O_DIRECTORY the greater comes first. */
    private static FlagSet file(int directory, int direct, int noFollow, int largeFile) {
        return set(
                "O_TMPFILE",
                020000000 | directory,
                "O_SYNC",
                04010000,
                "O_PATH",
                010000000,
                "O_CLOEXEC",
                02000000,
                "O_NOATIME",
                01000000,
                "O_NOFOLLOW",
                noFollow,
                "O_DIRECTORY",
                directory,
                "O_LARGEFILE",
                largeFile,
                "O_DIRECT",
                direct,
                "O_ASYNC",
                020000,
                "O_DSYNC",
                010000,
                "O_NONBLOCK",
                04000,
                "O_APPEND",
                02000);
    }

    private static FlagSet set(Object... pairs) {
        FlagSet.Flag[] flags = new FlagSet.Flag[pairs.length / 2];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = new FlagSet.Flag((String) pairs[2 * i], ((Integer) pairs[2 * i + 1]).longValue());
        }
        return new FlagSet("fcntl", List.of(flags));
    }

    /** The resolved form of a result; empty where the number says all. */
    static String result(EventContext context, long value) {
        if (value < 0) {
            return KernelNames.error(-value);
        }
        Answer answer = ANSWERS.get(context.event().param(COMMAND, 0));
        return answer == null ? "" : answer.text(context, value);
    }

    private static String fileFlags(EventContext context, long value) {
        String more = ArgumentText.flags(context.state().isOnArm() ? FILE_ON_ARM : FILE, value & ~ACCESS_MODE);
        String access = ACCESS.get((int) (value & ACCESS_MODE));
        return more.isEmpty() ? access : access + "|" + more;
    }
}
