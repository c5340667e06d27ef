package lanner.recorder.os;

import jnr.ffi.LibraryLoader;
import jnr.ffi.provider.jffi.NoX86;

/**
 * The C library's functions, every argument a long. Not for use outside this package; public because jnr-ffi implements
 * it in a class loader of its own.
 *
 * <p>The generated x86-64 stubs pass a wrong sixth argument (jnr-ffi issue 181), hence {@link NoX86}. Functions with
 * variable arguments are declared with the ones used: on Linux the conventions of both machines are the same.
 */
@NoX86
public interface LibC {
    /** Loaded by its full name: a bare name would run {@code ldconfig} to find it. */
    static LibC load() {
        return LibraryLoader.create(LibC.class).load("libc.so.6");
    }

    long ptrace(long request, long pid, long address, long data);

    int wait4(long pid, long status, long options, long rusage);

    long process_vm_readv(long pid, long local, long localCount, long remote, long remoteCount, long flags);

    long process_vm_writev(long pid, long local, long localCount, long remote, long remoteCount, long flags);

    int kill(long pid, long signal);

    int raise(long signal);

    int sched_yield();

    int memfd_create(long name, long flags);

    int open(long path, long flags, long mode);

    long write(long fd, long buffer, long length);

    long read(long fd, long buffer, long length);

    int pipe2(long descriptors, long flags);

    int fcntl(long fd, long command, long argument);

    long pread(long fd, long buffer, long length, long offset);

    long pwrite(long fd, long buffer, long length, long offset);

    int close(long fd);

    int posix_spawn(long pid, long path, long fileActions, long attributes, long argv, long envp);

    int posix_spawnattr_init(long attributes);

    int posix_spawnattr_destroy(long attributes);

    int posix_spawnattr_setflags(long attributes, long flags);

    int posix_spawnattr_setsigmask(long attributes, long mask);

    int posix_spawnattr_setsigdefault(long attributes, long mask);

    int posix_spawn_file_actions_init(long actions);

    int posix_spawn_file_actions_destroy(long actions);

    int posix_spawn_file_actions_addopen(long actions, long fd, long path, long flags, long mode);

    int posix_spawn_file_actions_adddup2(long actions, long fd, long as);

    int posix_spawn_file_actions_addclose(long actions, long fd);

    long syscall(long number, long first, long second, long third);

    long syscall(long number, long first, long second, long third, long fourth);

    int statx(long dirfd, long path, long flags, long mask, long buffer);

    long readlink(long path, long buffer, long size);

    long getxattr(long path, long name, long value, long size);

    int getsockname(long fd, long address, long length);

    int getpeername(long fd, long address, long length);

    int getsockopt(long fd, long level, long name, long value, long length);

    int sched_setaffinity(long tid, long size, long mask);

    int sched_getaffinity(long tid, long size, long mask);

    int sched_getcpu();

    int clock_gettime(long clock, long time);

    long gettid();

    int setpriority(long which, long who, long nice);

    int setrlimit(long resource, long limit);

    long signal(long number, long handler);

    int sigaction(long number, long action, long old);

    int pthread_sigmask(long how, long set, long old);

    int isatty(long fd);

    int getpgrp();

    int tcgetpgrp(long fd);
}
