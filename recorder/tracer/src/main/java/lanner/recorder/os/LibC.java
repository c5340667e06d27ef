package lanner.recorder.os;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.util.Arrays;

/**
 * The C library's functions, every argument a long. One for the process.
 *
 * <p>This is what jnr-ffi makes of an interface, written out: it would make it anew at each start, which takes longer than
 * all else that is done before a program runs. Its calls are jffi's, the library below jnr-ffi, without the stubs that pass
 * a wrong sixth argument on x86-64 (jnr-ffi issue 181). Functions with variable arguments are called with the ones used: on
 * Linux the conventions of both machines are the same.
 */
final class LibC {
    private static final int MOST_ARGUMENTS = 6;

    private final Invoker invoker = Invoker.getInstance();
    /** Loaded by its full name; it stays loaded as long as this is reachable. */
    private final Library library = Library.getCachedInstance("libc.so.6", Library.LAZY);
    /** How to call a function of so many arguments, its errno kept for {@link Native#errno}. */
    private final CallContext[] contexts = contexts();

    private final long ptrace = find("ptrace");
    private final long wait4 = find("wait4");
    private final long processVmReadv = find("process_vm_readv");
    private final long processVmWritev = find("process_vm_writev");
    private final long kill = find("kill");
    private final long raise = find("raise");
    private final long schedYield = find("sched_yield");
    private final long memfdCreate = find("memfd_create");
    private final long open = find("open");
    private final long write = find("write");
    private final long read = find("read");
    private final long pipe2 = find("pipe2");
    private final long fcntl = find("fcntl");
    private final long pread = find("pread");
    private final long pwrite = find("pwrite");
    private final long close = find("close");
    private final long posixSpawn = find("posix_spawn");
    private final long posixSpawnattrInit = find("posix_spawnattr_init");
    private final long posixSpawnattrDestroy = find("posix_spawnattr_destroy");
    private final long posixSpawnattrSetflags = find("posix_spawnattr_setflags");
    private final long posixSpawnattrSetsigmask = find("posix_spawnattr_setsigmask");
    private final long posixSpawnattrSetsigdefault = find("posix_spawnattr_setsigdefault");
    private final long posixSpawnFileActionsInit = find("posix_spawn_file_actions_init");
    private final long posixSpawnFileActionsDestroy = find("posix_spawn_file_actions_destroy");
    private final long posixSpawnFileActionsAddopen = find("posix_spawn_file_actions_addopen");
    private final long posixSpawnFileActionsAdddup2 = find("posix_spawn_file_actions_adddup2");
    private final long posixSpawnFileActionsAddclose = find("posix_spawn_file_actions_addclose");
    private final long syscall = find("syscall");
    private final long statx = find("statx");
    private final long readlink = find("readlink");
    private final long getxattr = find("getxattr");
    private final long getsockname = find("getsockname");
    private final long getpeername = find("getpeername");
    private final long getsockopt = find("getsockopt");
    private final long schedSetaffinity = find("sched_setaffinity");
    private final long schedGetaffinity = find("sched_getaffinity");
    private final long schedGetcpu = find("sched_getcpu");
    private final long clockGettime = find("clock_gettime");
    private final long gettid = find("gettid");
    private final long setpriority = find("setpriority");
    private final long setrlimit = find("setrlimit");
    private final long signal = find("signal");
    private final long sigaction = find("sigaction");
    private final long pthreadSigmask = find("pthread_sigmask");
    private final long isatty = find("isatty");
    private final long getpgrp = find("getpgrp");
    private final long tcgetpgrp = find("tcgetpgrp");

    private static CallContext[] contexts() {
        CallContext[] contexts = new CallContext[MOST_ARGUMENTS + 1];
        for (int count = 0; count <= MOST_ARGUMENTS; count++) {
            Type[] arguments = new Type[count];
            Arrays.fill(arguments, Type.SINT64);
            contexts[count] = CallContext.getCallContext(Type.SINT64, arguments, CallingConvention.DEFAULT, true);
        }
        return contexts;
    }

    private long find(String function) {
        long address = library.getSymbolAddress(function);
        if (address == 0) {
            throw new UnsatisfiedLinkError("the C library has no function " + function);
        }
        return address;
    }

    long ptrace(long request, long pid, long address, long data) {
        return invoker.invokeN4(contexts[4], ptrace, request, pid, address, data);
    }

    int wait4(long pid, long status, long options, long rusage) {
        return (int) invoker.invokeN4(contexts[4], wait4, pid, status, options, rusage);
    }

    long process_vm_readv(long pid, long local, long localCount, long remote, long remoteCount, long flags) {
        return invoker.invokeN6(contexts[6], processVmReadv, pid, local, localCount, remote, remoteCount, flags);
    }

    long process_vm_writev(long pid, long local, long localCount, long remote, long remoteCount, long flags) {
        return invoker.invokeN6(contexts[6], processVmWritev, pid, local, localCount, remote, remoteCount, flags);
    }

    int kill(long pid, long signal) {
        return (int) invoker.invokeN2(contexts[2], kill, pid, signal);
    }

    int raise(long signal) {
        return (int) invoker.invokeN1(contexts[1], raise, signal);
    }

    int sched_yield() {
        return (int) invoker.invokeN0(contexts[0], schedYield);
    }

    int memfd_create(long name, long flags) {
        return (int) invoker.invokeN2(contexts[2], memfdCreate, name, flags);
    }

    int open(long path, long flags, long mode) {
        return (int) invoker.invokeN3(contexts[3], open, path, flags, mode);
    }

    long write(long fd, long buffer, long length) {
        return invoker.invokeN3(contexts[3], write, fd, buffer, length);
    }

    long read(long fd, long buffer, long length) {
        return invoker.invokeN3(contexts[3], read, fd, buffer, length);
    }

    int pipe2(long descriptors, long flags) {
        return (int) invoker.invokeN2(contexts[2], pipe2, descriptors, flags);
    }

    int fcntl(long fd, long command, long argument) {
        return (int) invoker.invokeN3(contexts[3], fcntl, fd, command, argument);
    }

    long pread(long fd, long buffer, long length, long offset) {
        return invoker.invokeN4(contexts[4], pread, fd, buffer, length, offset);
    }

    long pwrite(long fd, long buffer, long length, long offset) {
        return invoker.invokeN4(contexts[4], pwrite, fd, buffer, length, offset);
    }

    int close(long fd) {
        return (int) invoker.invokeN1(contexts[1], close, fd);
    }

    int posix_spawn(long pid, long path, long fileActions, long attributes, long argv, long envp) {
        return (int) invoker.invokeN6(contexts[6], posixSpawn, pid, path, fileActions, attributes, argv, envp);
    }

    int posix_spawnattr_init(long attributes) {
        return (int) invoker.invokeN1(contexts[1], posixSpawnattrInit, attributes);
    }

    int posix_spawnattr_destroy(long attributes) {
        return (int) invoker.invokeN1(contexts[1], posixSpawnattrDestroy, attributes);
    }

    int posix_spawnattr_setflags(long attributes, long flags) {
        return (int) invoker.invokeN2(contexts[2], posixSpawnattrSetflags, attributes, flags);
    }

    int posix_spawnattr_setsigmask(long attributes, long mask) {
        return (int) invoker.invokeN2(contexts[2], posixSpawnattrSetsigmask, attributes, mask);
    }

    int posix_spawnattr_setsigdefault(long attributes, long mask) {
        return (int) invoker.invokeN2(contexts[2], posixSpawnattrSetsigdefault, attributes, mask);
    }

    int posix_spawn_file_actions_init(long actions) {
        return (int) invoker.invokeN1(contexts[1], posixSpawnFileActionsInit, actions);
    }

    int posix_spawn_file_actions_destroy(long actions) {
        return (int) invoker.invokeN1(contexts[1], posixSpawnFileActionsDestroy, actions);
    }

    int posix_spawn_file_actions_addopen(long actions, long fd, long path, long flags, long mode) {
        return (int) invoker.invokeN5(contexts[5], posixSpawnFileActionsAddopen, actions, fd, path, flags, mode);
    }

    int posix_spawn_file_actions_adddup2(long actions, long fd, long as) {
        return (int) invoker.invokeN3(contexts[3], posixSpawnFileActionsAdddup2, actions, fd, as);
    }

    int posix_spawn_file_actions_addclose(long actions, long fd) {
        return (int) invoker.invokeN2(contexts[2], posixSpawnFileActionsAddclose, actions, fd);
    }

    long syscall(long number, long first, long second, long third) {
        return invoker.invokeN4(contexts[4], syscall, number, first, second, third);
    }

    long syscall(long number, long first, long second, long third, long fourth) {
        return invoker.invokeN5(contexts[5], syscall, number, first, second, third, fourth);
    }

    int statx(long dirfd, long path, long flags, long mask, long buffer) {
        return (int) invoker.invokeN5(contexts[5], statx, dirfd, path, flags, mask, buffer);
    }

    long readlink(long path, long buffer, long size) {
        return invoker.invokeN3(contexts[3], readlink, path, buffer, size);
    }

    long getxattr(long path, long name, long value, long size) {
        return invoker.invokeN4(contexts[4], getxattr, path, name, value, size);
    }

    int getsockname(long fd, long address, long length) {
        return (int) invoker.invokeN3(contexts[3], getsockname, fd, address, length);
    }

    int getpeername(long fd, long address, long length) {
        return (int) invoker.invokeN3(contexts[3], getpeername, fd, address, length);
    }

    int getsockopt(long fd, long level, long name, long value, long length) {
        return (int) invoker.invokeN5(contexts[5], getsockopt, fd, level, name, value, length);
    }

    int sched_setaffinity(long tid, long size, long mask) {
        return (int) invoker.invokeN3(contexts[3], schedSetaffinity, tid, size, mask);
    }

    int sched_getaffinity(long tid, long size, long mask) {
        return (int) invoker.invokeN3(contexts[3], schedGetaffinity, tid, size, mask);
    }

    int sched_getcpu() {
        return (int) invoker.invokeN0(contexts[0], schedGetcpu);
    }

    int clock_gettime(long clock, long time) {
        return (int) invoker.invokeN2(contexts[2], clockGettime, clock, time);
    }

    long gettid() {
        return invoker.invokeN0(contexts[0], gettid);
    }

    int setpriority(long which, long who, long nice) {
        return (int) invoker.invokeN3(contexts[3], setpriority, which, who, nice);
    }

    int setrlimit(long resource, long limit) {
        return (int) invoker.invokeN2(contexts[2], setrlimit, resource, limit);
    }

    long signal(long number, long handler) {
        return invoker.invokeN2(contexts[2], signal, number, handler);
    }

    int sigaction(long number, long action, long old) {
        return (int) invoker.invokeN3(contexts[3], sigaction, number, action, old);
    }

    int pthread_sigmask(long how, long set, long old) {
        return (int) invoker.invokeN3(contexts[3], pthreadSigmask, how, set, old);
    }

    int isatty(long fd) {
        return (int) invoker.invokeN1(contexts[1], isatty, fd);
    }

    int getpgrp() {
        return (int) invoker.invokeN0(contexts[0], getpgrp);
    }

    int tcgetpgrp(long fd) {
        return (int) invoker.invokeN1(contexts[1], tcgetpgrp, fd);
    }
}
