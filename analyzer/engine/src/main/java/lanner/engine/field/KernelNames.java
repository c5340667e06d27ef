package lanner.engine.field;

import java.util.ArrayList;
import java.util.List;

/** The names of error numbers, signals and capabilities on Linux x86-64, errno(3), signal(7), capabilities(7). */
public final class KernelNames {
    /** A call that returns a number from minus this to -1 has failed. */
    public static final int LARGEST_ERROR = 4095;

    private static final String[] ERRORS = new String[525];

    /** The capabilities, each at the place of its bit. */
    public static final List<String> CAPABILITIES = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_DAC_READ_SEARCH",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETPCAP",
            "CAP_LINUX_IMMUTABLE",
            "CAP_NET_BIND_SERVICE",
            "CAP_NET_BROADCAST",
            "CAP_NET_ADMIN",
            "CAP_NET_RAW",
            "CAP_IPC_LOCK",
            "CAP_IPC_OWNER",
            "CAP_SYS_MODULE",
            "CAP_SYS_RAWIO",
            "CAP_SYS_CHROOT",
            "CAP_SYS_PTRACE",
            "CAP_SYS_PACCT",
            "CAP_SYS_ADMIN",
            "CAP_SYS_BOOT",
            "CAP_SYS_NICE",
            "CAP_SYS_RESOURCE",
            "CAP_SYS_TIME",
            "CAP_SYS_TTY_CONFIG",
            "CAP_MKNOD",
            "CAP_LEASE",
            "CAP_AUDIT_WRITE",
            "CAP_AUDIT_CONTROL",
            "CAP_SETFCAP",
            "CAP_MAC_OVERRIDE",
            "CAP_MAC_ADMIN",
            "CAP_SYSLOG",
            "CAP_WAKE_ALARM",
            "CAP_BLOCK_SUSPEND",
            "CAP_AUDIT_READ",
            "CAP_PERFMON",
            "CAP_BPF",
            "CAP_CHECKPOINT_RESTORE");

    private static final String[] SIGNALS = new String[32];

    static {
        name(1, "EPERM");
        name(2, "ENOENT");
        name(3, "ESRCH");
        name(4, "EINTR");
        name(5, "EIO");
        name(6, "ENXIO");
        name(7, "E2BIG");
        name(8, "ENOEXEC");
        name(9, "EBADF");
        name(10, "ECHILD");
        name(11, "EAGAIN");
        name(12, "ENOMEM");
        name(13, "EACCES");
        name(14, "EFAULT");
        name(15, "ENOTBLK");
        name(16, "EBUSY");
        name(17, "EEXIST");
        name(18, "EXDEV");
        name(19, "ENODEV");
        name(20, "ENOTDIR");
        name(21, "EISDIR");
        name(22, "EINVAL");
        name(23, "ENFILE");
        name(24, "EMFILE");
        name(25, "ENOTTY");
        name(26, "ETXTBSY");
        name(27, "EFBIG");
        name(28, "ENOSPC");
        name(29, "ESPIPE");
        name(30, "EROFS");
        name(31, "EMLINK");
        name(32, "EPIPE");
        name(33, "EDOM");
        name(34, "ERANGE");
        name(35, "EDEADLOCK");
        name(36, "ENAMETOOLONG");
        name(37, "ENOLCK");
        name(38, "ENOSYS");
        name(39, "ENOTEMPTY");
        name(40, "ELOOP");
        name(42, "ENOMSG");
        name(43, "EIDRM");
        name(44, "ECHRNG");
        name(45, "EL2NSYNC");
        name(46, "EL3HLT");
        name(47, "EL3RST");
        name(48, "ELNRNG");
        name(49, "EUNATCH");
        name(50, "ENOCSI");
        name(51, "EL2HLT");
        name(52, "EBADE");
        name(53, "EBADR");
        name(54, "EXFULL");
        name(55, "ENOANO");
        name(56, "EBADRQC");
        name(57, "EBADSLT");
        name(59, "EBFONT");
        name(60, "ENOSTR");
        name(61, "ENODATA");
        name(62, "ETIME");
        name(63, "ENOSR");
        name(64, "ENONET");
        name(65, "ENOPKG");
        name(66, "EREMOTE");
        name(67, "ENOLINK");
        name(68, "EADV");
        name(69, "ESRMNT");
        name(70, "ECOMM");
        name(71, "EPROTO");
        name(72, "EMULTIHOP");
        name(73, "EDOTDOT");
        name(74, "EBADMSG");
        name(75, "EOVERFLOW");
        name(76, "ENOTUNIQ");
        name(77, "EBADFD");
        name(78, "EREMCHG");
        name(79, "ELIBACC");
        name(80, "ELIBBAD");
        name(81, "ELIBSCN");
        name(82, "ELIBMAX");
        name(83, "ELIBEXEC");
        name(84, "EILSEQ");
        name(85, "ERESTART");
        name(86, "ESTRPIPE");
        name(87, "EUSERS");
        name(88, "ENOTSOCK");
        name(89, "EDESTADDRREQ");
        name(90, "EMSGSIZE");
        name(91, "EPROTOTYPE");
        name(92, "ENOPROTOOPT");
        name(93, "EPROTONOSUPPORT");
        name(94, "ESOCKTNOSUPPORT");
        name(95, "ENOTSUP");
        name(96, "EPFNOSUPPORT");
        name(97, "EAFNOSUPPORT");
        name(98, "EADDRINUSE");
        name(99, "EADDRNOTAVAIL");
        name(100, "ENETDOWN");
        name(101, "ENETUNREACH");
        name(102, "ENETRESET");
        name(103, "ECONNABORTED");
        name(104, "ECONNRESET");
        name(105, "ENOBUFS");
        name(106, "EISCONN");
        name(107, "ENOTCONN");
        name(108, "ESHUTDOWN");
        name(109, "ETOOMANYREFS");
        name(110, "ETIMEDOUT");
        name(111, "ECONNREFUSED");
        name(112, "EHOSTDOWN");
        name(113, "EHOSTUNREACH");
        name(114, "EALREADY");
        name(115, "EINPROGRESS");
        name(116, "ESTALE");
        name(117, "EUCLEAN");
        name(118, "ENOTNAM");
        name(119, "ENAVAIL");
        name(120, "EISNAM");
        name(121, "EREMOTEIO");
        name(122, "EDQUOT");
        name(123, "ENOMEDIUM");
        name(124, "EMEDIUMTYPE");
        name(125, "ECANCELED");
        name(126, "ENOKEY");
        name(127, "EKEYEXPIRED");
        name(128, "EKEYREVOKED");
        name(129, "EKEYREJECTED");
        name(130, "EOWNERDEAD");
        name(131, "ENOTRECOVERABLE");
        name(132, "ERFKILL");
        name(133, "EHWPOISON");
        name(512, "ERESTARTSYS");
        name(513, "ERESTARTNOINTR");
        name(514, "ERESTARTNOHAND");
        name(516, "ERESTART_RESTARTBLOCK");
        // The kernel's own, but drivers answer it.
        name(524, "ENOTSUPP");
        signal(1, "SIGHUP");
        signal(2, "SIGINT");
        signal(3, "SIGQUIT");
        signal(4, "SIGILL");
        signal(5, "SIGTRAP");
        signal(6, "SIGABRT");
        signal(7, "SIGBUS");
        signal(8, "SIGFPE");
        signal(9, "SIGKILL");
        signal(10, "SIGUSR1");
        signal(11, "SIGSEGV");
        signal(12, "SIGUSR2");
        signal(13, "SIGPIPE");
        signal(14, "SIGALRM");
        signal(15, "SIGTERM");
        signal(16, "SIGSTKFLT");
        signal(17, "SIGCHLD");
        signal(18, "SIGCONT");
        signal(19, "SIGSTOP");
        signal(20, "SIGTSTP");
        signal(21, "SIGTTIN");
        signal(22, "SIGTTOU");
        signal(23, "SIGURG");
        signal(24, "SIGXCPU");
        signal(25, "SIGXFSZ");
        signal(26, "SIGVTALRM");
        signal(27, "SIGPROF");
        signal(28, "SIGWINCH");
        signal(29, "SIGIO");
        signal(30, "SIGPWR");
        signal(31, "SIGSYS");
    }

    private KernelNames() {}

    /** The name of an error number, positive; the number if it has none. */
    public static String error(long errno) {
        String name = errno > 0 && errno < ERRORS.length ? ERRORS[(int) errno] : null;
        return name == null ? Long.toString(errno) : name;
    }

    /** All names of errors. */
    static List<String> errors() {
        List<String> names = new ArrayList<>();
        for (String name : ERRORS) {
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** The name of a signal; its number if it has none. */
    public static String signal(long number) {
        String name = number > 0 && number < SIGNALS.length ? SIGNALS[(int) number] : null;
        return name == null ? Long.toString(number) : name;
    }

    private static void name(int errno, String name) {
        ERRORS[errno] = name;
    }

    private static void signal(int number, String name) {
        SIGNALS[number] = name;
    }
}
