package lanner.capture.event;

/**
 * The system calls of each architecture, a line for each: its number, its name and the event that it is recorded as when that is not
 * {@code syscall}. {@link SyscallNames} reads that of x86-64 at each start, the others when they are asked for: a string is there at
 * once, a file of the jar is not.
 */
final class SyscallTables {
    private SyscallTables() {}

    /** x86-64. */
    static String x86_64() {
        return """
                0 read read
                1 write write
                2 open open
                3 close close
                4 stat stat
                5 fstat fstat
                6 lstat lstat
                7 poll poll
                8 lseek lseek
                9 mmap mmap
                10 mprotect mprotect
                11 munmap munmap
                12 brk brk
                13 rt_sigaction
                14 rt_sigprocmask
                15 rt_sigreturn
                16 ioctl ioctl
                17 pread64 pread
                18 pwrite64 pwrite
                19 readv readv
                20 writev writev
                21 access access
                22 pipe pipe
                23 select select
                24 sched_yield
                25 mremap
                26 msync
                27 mincore
                28 madvise
                29 shmget
                30 shmat
                31 shmctl
                32 dup dup
                33 dup2 dup2
                34 pause
                35 nanosleep nanosleep
                36 getitimer
                37 alarm
                38 setitimer
                39 getpid
                40 sendfile sendfile
                41 socket socket
                42 connect connect
                43 accept accept
                44 sendto sendto
                45 recvfrom recvfrom
                46 sendmsg sendmsg
                47 recvmsg recvmsg
                48 shutdown shutdown
                49 bind bind
                50 listen listen
                51 getsockname getsockname
                52 getpeername getpeername
                53 socketpair socketpair
                54 setsockopt setsockopt
                55 getsockopt getsockopt
                56 clone clone
                57 fork fork
                58 vfork vfork
                59 execve execve
                60 exit
                61 wait4
                62 kill kill
                63 uname
                64 semget semget
                65 semop semop
                66 semctl semctl
                67 shmdt
                68 msgget
                69 msgsnd
                70 msgrcv
                71 msgctl
                72 fcntl fcntl
                73 flock flock
                74 fsync
                75 fdatasync
                76 truncate truncate
                77 ftruncate ftruncate
                78 getdents getdents
                79 getcwd getcwd
                80 chdir chdir
                81 fchdir fchdir
                82 rename rename
                83 mkdir mkdir
                84 rmdir rmdir
                85 creat creat
                86 link link
                87 unlink unlink
                88 symlink symlink
                89 readlink readlink
                90 chmod chmod
                91 fchmod fchmod
                92 chown chown
                93 fchown fchown
                94 lchown lchown
                95 umask umask
                96 gettimeofday
                97 getrlimit getrlimit
                98 getrusage
                99 sysinfo
                100 times
                101 ptrace ptrace
                102 getuid getuid
                103 syslog syslog
                104 getgid getgid
                105 setuid setuid
                106 setgid setgid
                107 geteuid geteuid
                108 getegid getegid
                109 setpgid setpgid
                110 getppid
                111 getpgrp
                112 setsid setsid
                113 setreuid setreuid
                114 setregid setregid
                115 getgroups
                116 setgroups setgroups
                117 setresuid setresuid
                118 getresuid getresuid
                119 setresgid setresgid
                120 getresgid getresgid
                121 getpgid
                122 setfsuid setfsuid
                123 setfsgid setfsgid
                124 getsid
                125 capget
                126 capset capset
                127 rt_sigpending
                128 rt_sigtimedwait
                129 rt_sigqueueinfo rt_sigqueueinfo
                130 rt_sigsuspend
                131 sigaltstack
                132 utime utime
                133 mknod mknod
                134 uselib
                135 personality personality
                136 ustat
                137 statfs statfs
                138 fstatfs fstatfs
                139 sysfs
                140 getpriority
                141 setpriority
                142 sched_setparam
                143 sched_getparam
                144 sched_setscheduler
                145 sched_getscheduler
                146 sched_get_priority_max
                147 sched_get_priority_min
                148 sched_rr_get_interval
                149 mlock mlock
                150 munlock munlock
                151 mlockall mlockall
                152 munlockall munlockall
                153 vhangup
                154 modify_ldt
                155 pivot_root pivot_root
                156 _sysctl
                157 prctl prctl
                158 arch_prctl
                159 adjtimex
                160 setrlimit setrlimit
                161 chroot chroot
                162 sync
                163 acct acct
                164 settimeofday settimeofday
                165 mount mount
                166 umount2 umount2
                167 swapon swapon
                168 swapoff swapoff
                169 reboot reboot
                170 sethostname sethostname
                171 setdomainname setdomainname
                172 iopl iopl
                173 ioperm ioperm
                174 create_module
                175 init_module init_module
                176 delete_module delete_module
                177 get_kernel_syms
                178 query_module
                179 quotactl quotactl
                180 nfsservctl
                181 getpmsg
                182 putpmsg
                183 afs_syscall
                184 tuxcall
                185 security
                186 gettid
                187 readahead
                188 setxattr setxattr
                189 lsetxattr lsetxattr
                190 fsetxattr fsetxattr
                191 getxattr getxattr
                192 lgetxattr lgetxattr
                193 fgetxattr fgetxattr
                194 listxattr listxattr
                195 llistxattr llistxattr
                196 flistxattr flistxattr
                197 removexattr removexattr
                198 lremovexattr lremovexattr
                199 fremovexattr fremovexattr
                200 tkill tkill
                201 time
                202 futex futex
                203 sched_setaffinity
                204 sched_getaffinity
                205 set_thread_area
                206 io_setup
                207 io_destroy
                208 io_getevents
                209 io_submit
                210 io_cancel
                211 get_thread_area
                212 lookup_dcookie
                213 epoll_create epoll_create
                214 epoll_ctl_old
                215 epoll_wait_old
                216 remap_file_pages
                217 getdents64 getdents64
                218 set_tid_address
                219 restart_syscall
                220 semtimedop
                221 fadvise64
                222 timer_create
                223 timer_settime
                224 timer_gettime
                225 timer_getoverrun
                226 timer_delete
                227 clock_settime clock_settime
                228 clock_gettime
                229 clock_getres
                230 clock_nanosleep
                231 exit_group
                232 epoll_wait epoll_wait
                233 epoll_ctl
                234 tgkill tgkill
                235 utimes utimes
                236 vserver
                237 mbind
                238 set_mempolicy
                239 get_mempolicy
                240 mq_open mq_open
                241 mq_unlink mq_unlink
                242 mq_timedsend
                243 mq_timedreceive
                244 mq_notify
                245 mq_getsetattr
                246 kexec_load kexec_load
                247 waitid
                248 add_key add_key
                249 request_key request_key
                250 keyctl keyctl
                251 ioprio_set
                252 ioprio_get
                253 inotify_init inotify_init
                254 inotify_add_watch inotify_add_watch
                255 inotify_rm_watch
                256 migrate_pages
                257 openat openat
                258 mkdirat mkdirat
                259 mknodat mknodat
                260 fchownat fchownat
                261 futimesat futimesat
                262 newfstatat newfstatat
                263 unlinkat unlinkat
                264 renameat renameat
                265 linkat linkat
                266 symlinkat symlinkat
                267 readlinkat readlinkat
                268 fchmodat fchmodat
                269 faccessat faccessat
                270 pselect6
                271 ppoll ppoll
                272 unshare unshare
                273 set_robust_list
                274 get_robust_list
                275 splice splice
                276 tee
                277 sync_file_range
                278 vmsplice
                279 move_pages
                280 utimensat utimensat
                281 epoll_pwait
                282 signalfd signalfd
                283 timerfd_create timerfd_create
                284 eventfd eventfd
                285 fallocate fallocate
                286 timerfd_settime
                287 timerfd_gettime
                288 accept4 accept4
                289 signalfd4 signalfd4
                290 eventfd2 eventfd2
                291 epoll_create1 epoll_create1
                292 dup3 dup3
                293 pipe2 pipe2
                294 inotify_init1 inotify_init1
                295 preadv preadv
                296 pwritev pwritev
                297 rt_tgsigqueueinfo rt_tgsigqueueinfo
                298 perf_event_open perf_event_open
                299 recvmmsg recvmmsg
                300 fanotify_init fanotify_init
                301 fanotify_mark fanotify_mark
                302 prlimit64 prlimit
                303 name_to_handle_at name_to_handle_at
                304 open_by_handle_at open_by_handle_at
                305 clock_adjtime
                306 syncfs
                307 sendmmsg sendmmsg
                308 setns setns
                309 getcpu
                310 process_vm_readv process_vm_readv
                311 process_vm_writev process_vm_writev
                312 kcmp
                313 finit_module finit_module
                314 sched_setattr
                315 sched_getattr
                316 renameat2 renameat2
                317 seccomp seccomp
                318 getrandom
                319 memfd_create memfd_create
                320 kexec_file_load kexec_file_load
                321 bpf bpf
                322 execveat execveat
                323 userfaultfd userfaultfd
                324 membarrier
                325 mlock2 mlock2
                326 copy_file_range copy_file_range
                327 preadv2
                328 pwritev2
                329 pkey_mprotect
                330 pkey_alloc
                331 pkey_free
                332 statx statx
                333 io_pgetevents
                334 rseq
                335 uretprobe
                336 uprobe
                424 pidfd_send_signal pidfd_send_signal
                425 io_uring_setup io_uring_setup
                426 io_uring_enter io_uring_enter
                427 io_uring_register io_uring_register
                428 open_tree open_tree
                429 move_mount move_mount
                430 fsopen fsopen
                431 fsconfig fsconfig
                432 fsmount fsmount
                433 fspick fspick
                434 pidfd_open pidfd_open
                435 clone3 clone3
                436 close_range close_range
                437 openat2 openat2
                438 pidfd_getfd pidfd_getfd
                439 faccessat2 faccessat2
                440 process_madvise process_madvise
                441 epoll_pwait2
                442 mount_setattr mount_setattr
                443 quotactl_fd quotactl_fd
                444 landlock_create_ruleset landlock_create_ruleset
                445 landlock_add_rule landlock_add_rule
                446 landlock_restrict_self landlock_restrict_self
                447 memfd_secret memfd_secret
                448 process_mrelease process_mrelease
                449 futex_waitv
                450 set_mempolicy_home_node
                451 cachestat
                452 fchmodat2 fchmodat2
                453 map_shadow_stack
                454 futex_wake
                455 futex_wait
                456 futex_requeue
                457 statmount
                458 listmount
                459 lsm_get_self_attr
                460 lsm_set_self_attr
                461 lsm_list_modules
                462 mseal
                463 setxattrat setxattrat
                464 getxattrat getxattrat
                465 listxattrat listxattrat
                466 removexattrat removexattrat
                467 open_tree_attr open_tree_attr
                468 file_getattr file_getattr
                469 file_setattr file_setattr
                470 listns
                471 rseq_slice_yield
                """;
    }

    /** i386. */
    static String i386() {
        return """
                0 restart_syscall
                1 exit
                2 fork fork
                3 read read
                4 write write
                5 open open
                6 close close
                7 waitpid
                8 creat creat
                9 link link
                10 unlink unlink
                11 execve execve
                12 chdir chdir
                13 time
                14 mknod mknod
                15 chmod chmod
                16 lchown lchown
                17 break
                18 oldstat
                19 lseek lseek
                20 getpid
                21 mount mount
                22 umount umount
                23 setuid setuid
                24 getuid getuid
                25 stime
                26 ptrace ptrace
                27 alarm
                28 oldfstat
                29 pause
                30 utime
                31 stty
                32 gtty
                33 access access
                34 nice
                35 ftime
                36 sync
                37 kill kill
                38 rename rename
                39 mkdir mkdir
                40 rmdir rmdir
                41 dup dup
                42 pipe pipe
                43 times
                44 prof
                45 brk brk
                46 setgid setgid
                47 getgid getgid
                48 signal
                49 geteuid geteuid
                50 getegid getegid
                51 acct acct
                52 umount2 umount2
                53 lock
                54 ioctl ioctl
                55 fcntl fcntl
                56 mpx
                57 setpgid setpgid
                58 ulimit
                59 oldolduname
                60 umask umask
                61 chroot chroot
                62 ustat
                63 dup2 dup2
                64 getppid
                65 getpgrp
                66 setsid setsid
                67 sigaction
                68 sgetmask
                69 ssetmask
                70 setreuid setreuid
                71 setregid setregid
                72 sigsuspend
                73 sigpending
                74 sethostname sethostname
                75 setrlimit setrlimit
                76 getrlimit getrlimit
                77 getrusage
                78 gettimeofday
                79 settimeofday
                80 getgroups
                81 setgroups
                82 select select
                83 symlink symlink
                84 oldlstat
                85 readlink readlink
                86 uselib
                87 swapon swapon
                88 reboot reboot
                89 readdir
                90 mmap mmap
                91 munmap munmap
                92 truncate truncate
                93 ftruncate ftruncate
                94 fchmod fchmod
                95 fchown fchown
                96 getpriority
                97 setpriority
                98 profil
                99 statfs statfs
                100 fstatfs fstatfs
                101 ioperm ioperm
                102 socketcall
                103 syslog syslog
                104 setitimer
                105 getitimer
                106 stat stat
                107 lstat lstat
                108 fstat fstat
                109 olduname
                110 iopl iopl
                111 vhangup
                112 idle
                113 vm86old
                114 wait4
                115 swapoff swapoff
                116 sysinfo
                117 ipc
                118 fsync
                119 sigreturn
                120 clone clone
                121 setdomainname setdomainname
                122 uname
                123 modify_ldt
                124 adjtimex
                125 mprotect mprotect
                126 sigprocmask
                127 create_module
                128 init_module init_module
                129 delete_module delete_module
                130 get_kernel_syms
                131 quotactl quotactl
                132 getpgid
                133 fchdir fchdir
                134 bdflush
                135 sysfs
                136 personality personality
                137 afs_syscall
                138 setfsuid
                139 setfsgid
                140 _llseek llseek
                141 getdents getdents
                142 _newselect
                143 flock flock
                144 msync
                145 readv readv
                146 writev writev
                147 getsid
                148 fdatasync
                149 _sysctl
                150 mlock mlock
                151 munlock munlock
                152 mlockall mlockall
                153 munlockall munlockall
                154 sched_setparam
                155 sched_getparam
                156 sched_setscheduler
                157 sched_getscheduler
                158 sched_yield
                159 sched_get_priority_max
                160 sched_get_priority_min
                161 sched_rr_get_interval
                162 nanosleep nanosleep
                163 mremap
                164 setresuid setresuid
                165 getresuid getresuid
                166 vm86
                167 query_module
                168 poll poll
                169 nfsservctl
                170 setresgid setresgid
                171 getresgid getresgid
                172 prctl prctl
                173 rt_sigreturn
                174 rt_sigaction
                175 rt_sigprocmask
                176 rt_sigpending
                177 rt_sigtimedwait
                178 rt_sigqueueinfo rt_sigqueueinfo
                179 rt_sigsuspend
                180 pread64 pread
                181 pwrite64 pwrite
                182 chown chown
                183 getcwd getcwd
                184 capget
                185 capset capset
                186 sigaltstack
                187 sendfile sendfile
                188 getpmsg
                189 putpmsg
                190 vfork vfork
                191 ugetrlimit getrlimit
                192 mmap2 mmap2
                193 truncate64
                194 ftruncate64
                195 stat64 stat64
                196 lstat64 lstat64
                197 fstat64 fstat64
                198 lchown32 lchown
                199 getuid32 getuid
                200 getgid32 getgid
                201 geteuid32 geteuid
                202 getegid32 getegid
                203 setreuid32 setreuid
                204 setregid32 setregid
                205 getgroups32
                206 setgroups32 setgroups
                207 fchown32 fchown
                208 setresuid32 setresuid
                209 getresuid32 getresuid
                210 setresgid32 setresgid
                211 getresgid32 getresgid
                212 chown32 chown
                213 setuid32 setuid
                214 setgid32 setgid
                215 setfsuid32 setfsuid
                216 setfsgid32 setfsgid
                217 pivot_root pivot_root
                218 mincore
                219 madvise
                220 getdents64 getdents64
                221 fcntl64 fcntl
                224 gettid
                225 readahead
                226 setxattr setxattr
                227 lsetxattr lsetxattr
                228 fsetxattr fsetxattr
                229 getxattr getxattr
                230 lgetxattr lgetxattr
                231 fgetxattr fgetxattr
                232 listxattr listxattr
                233 llistxattr llistxattr
                234 flistxattr flistxattr
                235 removexattr removexattr
                236 lremovexattr lremovexattr
                237 fremovexattr fremovexattr
                238 tkill tkill
                239 sendfile64 sendfile
                240 futex futex
                241 sched_setaffinity
                242 sched_getaffinity
                243 set_thread_area
                244 get_thread_area
                245 io_setup
                246 io_destroy
                247 io_getevents
                248 io_submit
                249 io_cancel
                250 fadvise64
                252 exit_group
                253 lookup_dcookie
                254 epoll_create epoll_create
                255 epoll_ctl
                256 epoll_wait epoll_wait
                257 remap_file_pages
                258 set_tid_address
                259 timer_create
                260 timer_settime
                261 timer_gettime
                262 timer_getoverrun
                263 timer_delete
                264 clock_settime
                265 clock_gettime
                266 clock_getres
                267 clock_nanosleep
                268 statfs64 statfs
                269 fstatfs64 fstatfs
                270 tgkill tgkill
                271 utimes
                272 fadvise64_64
                273 vserver
                274 mbind
                275 get_mempolicy
                276 set_mempolicy
                277 mq_open mq_open
                278 mq_unlink mq_unlink
                279 mq_timedsend
                280 mq_timedreceive
                281 mq_notify
                282 mq_getsetattr
                283 kexec_load
                284 waitid
                286 add_key add_key
                287 request_key request_key
                288 keyctl keyctl
                289 ioprio_set
                290 ioprio_get
                291 inotify_init inotify_init
                292 inotify_add_watch inotify_add_watch
                293 inotify_rm_watch
                294 migrate_pages
                295 openat openat
                296 mkdirat mkdirat
                297 mknodat mknodat
                298 fchownat fchownat
                299 futimesat
                300 fstatat64 newfstatat
                301 unlinkat unlinkat
                302 renameat renameat
                303 linkat linkat
                304 symlinkat symlinkat
                305 readlinkat readlinkat
                306 fchmodat fchmodat
                307 faccessat faccessat
                308 pselect6
                309 ppoll ppoll
                310 unshare unshare
                311 set_robust_list
                312 get_robust_list
                313 splice splice
                314 sync_file_range
                315 tee
                316 vmsplice
                317 move_pages
                318 getcpu
                319 epoll_pwait
                320 utimensat
                321 signalfd signalfd
                322 timerfd_create timerfd_create
                323 eventfd eventfd
                324 fallocate
                325 timerfd_settime
                326 timerfd_gettime
                327 signalfd4 signalfd4
                328 eventfd2 eventfd2
                329 epoll_create1 epoll_create1
                330 dup3 dup3
                331 pipe2 pipe2
                332 inotify_init1 inotify_init1
                333 preadv preadv
                334 pwritev pwritev
                335 rt_tgsigqueueinfo rt_tgsigqueueinfo
                336 perf_event_open perf_event_open
                337 recvmmsg recvmmsg
                338 fanotify_init fanotify_init
                339 fanotify_mark
                340 prlimit64 prlimit
                341 name_to_handle_at name_to_handle_at
                342 open_by_handle_at open_by_handle_at
                343 clock_adjtime
                344 syncfs
                345 sendmmsg sendmmsg
                346 setns setns
                347 process_vm_readv process_vm_readv
                348 process_vm_writev process_vm_writev
                349 kcmp
                350 finit_module finit_module
                351 sched_setattr
                352 sched_getattr
                353 renameat2 renameat2
                354 seccomp seccomp
                355 getrandom
                356 memfd_create memfd_create
                357 bpf bpf
                358 execveat execveat
                359 socket socket
                360 socketpair socketpair
                361 bind bind
                362 connect connect
                363 listen listen
                364 accept4 accept4
                365 getsockopt getsockopt
                366 setsockopt setsockopt
                367 getsockname getsockname
                368 getpeername getpeername
                369 sendto sendto
                370 sendmsg sendmsg
                371 recvfrom recvfrom
                372 recvmsg recvmsg
                373 shutdown shutdown
                374 userfaultfd userfaultfd
                375 membarrier
                376 mlock2 mlock2
                377 copy_file_range copy_file_range
                378 preadv2
                379 pwritev2
                380 pkey_mprotect
                381 pkey_alloc
                382 pkey_free
                383 statx statx
                384 arch_prctl
                385 io_pgetevents
                386 rseq
                393 semget semget
                394 semctl semctl
                395 shmget
                396 shmctl
                397 shmat
                398 shmdt
                399 msgget
                400 msgsnd
                401 msgrcv
                402 msgctl
                403 clock_gettime64
                404 clock_settime64
                405 clock_adjtime64
                406 clock_getres_time64
                407 clock_nanosleep_time64
                408 timer_gettime64
                409 timer_settime64
                410 timerfd_gettime64
                411 timerfd_settime64
                412 utimensat_time64
                413 pselect6_time64
                414 ppoll_time64
                416 io_pgetevents_time64
                417 recvmmsg_time64
                418 mq_timedsend_time64
                419 mq_timedreceive_time64
                420 semtimedop_time64
                421 rt_sigtimedwait_time64
                422 futex_time64
                423 sched_rr_get_interval_time64
                424 pidfd_send_signal pidfd_send_signal
                425 io_uring_setup io_uring_setup
                426 io_uring_enter io_uring_enter
                427 io_uring_register io_uring_register
                428 open_tree open_tree
                429 move_mount move_mount
                430 fsopen fsopen
                431 fsconfig fsconfig
                432 fsmount fsmount
                433 fspick fspick
                434 pidfd_open pidfd_open
                435 clone3 clone3
                436 close_range close_range
                437 openat2 openat2
                438 pidfd_getfd pidfd_getfd
                439 faccessat2 faccessat2
                440 process_madvise
                441 epoll_pwait2
                442 mount_setattr mount_setattr
                443 quotactl_fd quotactl_fd
                444 landlock_create_ruleset landlock_create_ruleset
                445 landlock_add_rule landlock_add_rule
                446 landlock_restrict_self landlock_restrict_self
                447 memfd_secret memfd_secret
                448 process_mrelease process_mrelease
                449 futex_waitv
                450 set_mempolicy_home_node
                451 cachestat
                452 fchmodat2 fchmodat2
                453 map_shadow_stack
                454 futex_wake
                455 futex_wait
                456 futex_requeue
                457 statmount
                458 listmount
                459 lsm_get_self_attr
                460 lsm_set_self_attr
                461 lsm_list_modules
                462 mseal
                463 setxattrat setxattrat
                464 getxattrat getxattrat
                465 listxattrat listxattrat
                466 removexattrat removexattrat
                467 open_tree_attr open_tree_attr
                468 file_getattr file_getattr
                469 file_setattr file_setattr
                470 listns
                471 rseq_slice_yield
                """;
    }

    /** arm64, the kernel's generic table. */
    static String arm64() {
        return """
                0 io_setup
                1 io_destroy
                2 io_submit
                3 io_cancel
                4 io_getevents
                5 setxattr setxattr
                6 lsetxattr lsetxattr
                7 fsetxattr fsetxattr
                8 getxattr getxattr
                9 lgetxattr lgetxattr
                10 fgetxattr fgetxattr
                11 listxattr listxattr
                12 llistxattr llistxattr
                13 flistxattr flistxattr
                14 removexattr removexattr
                15 lremovexattr lremovexattr
                16 fremovexattr fremovexattr
                17 getcwd getcwd
                18 lookup_dcookie
                19 eventfd2 eventfd2
                20 epoll_create1 epoll_create1
                21 epoll_ctl
                22 epoll_pwait
                23 dup dup
                24 dup3 dup3
                25 fcntl fcntl
                26 inotify_init1 inotify_init1
                27 inotify_add_watch inotify_add_watch
                28 inotify_rm_watch
                29 ioctl ioctl
                30 ioprio_set
                31 ioprio_get
                32 flock flock
                33 mknodat mknodat
                34 mkdirat mkdirat
                35 unlinkat unlinkat
                36 symlinkat symlinkat
                37 linkat linkat
                38 renameat renameat
                39 umount2 umount2
                40 mount mount
                41 pivot_root pivot_root
                42 nfsservctl
                43 statfs statfs
                44 fstatfs fstatfs
                45 truncate truncate
                46 ftruncate ftruncate
                47 fallocate fallocate
                48 faccessat faccessat
                49 chdir chdir
                50 fchdir fchdir
                51 chroot chroot
                52 fchmod fchmod
                53 fchmodat fchmodat
                54 fchownat fchownat
                55 fchown fchown
                56 openat openat
                57 close close
                58 vhangup
                59 pipe2 pipe2
                60 quotactl quotactl
                61 getdents64 getdents64
                62 lseek lseek
                63 read read
                64 write write
                65 readv readv
                66 writev writev
                67 pread64 pread
                68 pwrite64 pwrite
                69 preadv preadv
                70 pwritev pwritev
                71 sendfile sendfile
                72 pselect6
                73 ppoll ppoll
                74 signalfd4 signalfd4
                75 vmsplice
                76 splice splice
                77 tee
                78 readlinkat readlinkat
                79 newfstatat newfstatat
                80 fstat fstat
                81 sync
                82 fsync
                83 fdatasync
                84 sync_file_range
                85 timerfd_create timerfd_create
                86 timerfd_settime
                87 timerfd_gettime
                88 utimensat utimensat
                89 acct acct
                90 capget
                91 capset capset
                92 personality personality
                93 exit
                94 exit_group
                95 waitid
                96 set_tid_address
                97 unshare unshare
                98 futex futex
                99 set_robust_list
                100 get_robust_list
                101 nanosleep nanosleep
                102 getitimer
                103 setitimer
                104 kexec_load kexec_load
                105 init_module init_module
                106 delete_module delete_module
                107 timer_create
                108 timer_gettime
                109 timer_getoverrun
                110 timer_settime
                111 timer_delete
                112 clock_settime clock_settime
                113 clock_gettime
                114 clock_getres
                115 clock_nanosleep
                116 syslog syslog
                117 ptrace ptrace
                118 sched_setparam
                119 sched_setscheduler
                120 sched_getscheduler
                121 sched_getparam
                122 sched_setaffinity
                123 sched_getaffinity
                124 sched_yield
                125 sched_get_priority_max
                126 sched_get_priority_min
                127 sched_rr_get_interval
                128 restart_syscall
                129 kill kill
                130 tkill tkill
                131 tgkill tgkill
                132 sigaltstack
                133 rt_sigsuspend
                134 rt_sigaction
                135 rt_sigprocmask
                136 rt_sigpending
                137 rt_sigtimedwait
                138 rt_sigqueueinfo rt_sigqueueinfo
                139 rt_sigreturn
                140 setpriority
                141 getpriority
                142 reboot reboot
                143 setregid setregid
                144 setgid setgid
                145 setreuid setreuid
                146 setuid setuid
                147 setresuid setresuid
                148 getresuid getresuid
                149 setresgid setresgid
                150 getresgid getresgid
                151 setfsuid setfsuid
                152 setfsgid setfsgid
                153 times
                154 setpgid setpgid
                155 getpgid
                156 getsid
                157 setsid setsid
                158 getgroups
                159 setgroups setgroups
                160 uname
                161 sethostname sethostname
                162 setdomainname setdomainname
                163 getrlimit getrlimit
                164 setrlimit setrlimit
                165 getrusage
                166 umask umask
                167 prctl prctl
                168 getcpu
                169 gettimeofday
                170 settimeofday settimeofday
                171 adjtimex
                172 getpid
                173 getppid
                174 getuid getuid
                175 geteuid geteuid
                176 getgid getgid
                177 getegid getegid
                178 gettid
                179 sysinfo
                180 mq_open mq_open
                181 mq_unlink mq_unlink
                182 mq_timedsend
                183 mq_timedreceive
                184 mq_notify
                185 mq_getsetattr
                186 msgget
                187 msgctl
                188 msgrcv
                189 msgsnd
                190 semget semget
                191 semctl semctl
                192 semtimedop
                193 semop semop
                194 shmget
                195 shmctl
                196 shmat
                197 shmdt
                198 socket socket
                199 socketpair socketpair
                200 bind bind
                201 listen listen
                202 accept accept
                203 connect connect
                204 getsockname getsockname
                205 getpeername getpeername
                206 sendto sendto
                207 recvfrom recvfrom
                208 setsockopt setsockopt
                209 getsockopt getsockopt
                210 shutdown shutdown
                211 sendmsg sendmsg
                212 recvmsg recvmsg
                213 readahead
                214 brk brk
                215 munmap munmap
                216 mremap
                217 add_key add_key
                218 request_key request_key
                219 keyctl keyctl
                220 clone clone
                221 execve execve
                222 mmap mmap
                223 fadvise64
                224 swapon swapon
                225 swapoff swapoff
                226 mprotect mprotect
                227 msync
                228 mlock mlock
                229 munlock munlock
                230 mlockall mlockall
                231 munlockall munlockall
                232 mincore
                233 madvise
                234 remap_file_pages
                235 mbind
                236 get_mempolicy
                237 set_mempolicy
                238 migrate_pages
                239 move_pages
                240 rt_tgsigqueueinfo rt_tgsigqueueinfo
                241 perf_event_open perf_event_open
                242 accept4 accept4
                243 recvmmsg recvmmsg
                260 wait4
                261 prlimit64 prlimit
                262 fanotify_init fanotify_init
                263 fanotify_mark fanotify_mark
                264 name_to_handle_at name_to_handle_at
                265 open_by_handle_at open_by_handle_at
                266 clock_adjtime
                267 syncfs
                268 setns setns
                269 sendmmsg sendmmsg
                270 process_vm_readv process_vm_readv
                271 process_vm_writev process_vm_writev
                272 kcmp
                273 finit_module finit_module
                274 sched_setattr
                275 sched_getattr
                276 renameat2 renameat2
                277 seccomp seccomp
                278 getrandom
                279 memfd_create memfd_create
                280 bpf bpf
                281 execveat execveat
                282 userfaultfd userfaultfd
                283 membarrier
                284 mlock2 mlock2
                285 copy_file_range copy_file_range
                286 preadv2
                287 pwritev2
                288 pkey_mprotect
                289 pkey_alloc
                290 pkey_free
                291 statx statx
                292 io_pgetevents
                293 rseq
                294 kexec_file_load kexec_file_load
                424 pidfd_send_signal pidfd_send_signal
                425 io_uring_setup io_uring_setup
                426 io_uring_enter io_uring_enter
                427 io_uring_register io_uring_register
                428 open_tree open_tree
                429 move_mount move_mount
                430 fsopen fsopen
                431 fsconfig fsconfig
                432 fsmount fsmount
                433 fspick fspick
                434 pidfd_open pidfd_open
                435 clone3 clone3
                436 close_range close_range
                437 openat2 openat2
                438 pidfd_getfd pidfd_getfd
                439 faccessat2 faccessat2
                440 process_madvise process_madvise
                441 epoll_pwait2
                442 mount_setattr mount_setattr
                443 quotactl_fd quotactl_fd
                444 landlock_create_ruleset landlock_create_ruleset
                445 landlock_add_rule landlock_add_rule
                446 landlock_restrict_self landlock_restrict_self
                447 memfd_secret memfd_secret
                448 process_mrelease process_mrelease
                449 futex_waitv
                450 set_mempolicy_home_node
                451 cachestat
                452 fchmodat2 fchmodat2
                453 map_shadow_stack
                454 futex_wake
                455 futex_wait
                456 futex_requeue
                457 statmount
                458 listmount
                459 lsm_get_self_attr
                460 lsm_set_self_attr
                461 lsm_list_modules
                462 mseal
                463 setxattrat setxattrat
                464 getxattrat getxattrat
                465 listxattrat listxattrat
                466 removexattrat removexattrat
                467 open_tree_attr open_tree_attr
                468 file_getattr file_getattr
                469 file_setattr file_setattr
                470 listns
                471 rseq_slice_yield
                """;
    }

    /** 32-bit ARM (EABI). */
    static String arm() {
        return """
                0 restart_syscall
                1 exit
                2 fork fork
                3 read read
                4 write write
                5 open open
                6 close close
                8 creat creat
                9 link link
                10 unlink unlink
                11 execve execve
                12 chdir chdir
                14 mknod mknod
                15 chmod chmod
                16 lchown lchown
                19 lseek lseek
                20 getpid
                21 mount mount
                23 setuid setuid
                24 getuid getuid
                26 ptrace ptrace
                29 pause
                33 access access
                34 nice
                36 sync
                37 kill kill
                38 rename rename
                39 mkdir mkdir
                40 rmdir rmdir
                41 dup dup
                42 pipe pipe
                43 times
                45 brk brk
                46 setgid setgid
                47 getgid getgid
                49 geteuid geteuid
                50 getegid getegid
                51 acct acct
                52 umount2 umount2
                54 ioctl ioctl
                55 fcntl fcntl
                57 setpgid setpgid
                60 umask umask
                61 chroot chroot
                62 ustat
                63 dup2 dup2
                64 getppid
                65 getpgrp
                66 setsid setsid
                67 sigaction
                70 setreuid setreuid
                71 setregid setregid
                72 sigsuspend
                73 sigpending
                74 sethostname sethostname
                75 setrlimit setrlimit
                77 getrusage
                78 gettimeofday
                79 settimeofday
                80 getgroups
                81 setgroups
                83 symlink symlink
                85 readlink readlink
                86 uselib
                87 swapon swapon
                88 reboot reboot
                91 munmap munmap
                92 truncate truncate
                93 ftruncate ftruncate
                94 fchmod fchmod
                95 fchown fchown
                96 getpriority
                97 setpriority
                99 statfs statfs
                100 fstatfs fstatfs
                103 syslog syslog
                104 setitimer
                105 getitimer
                106 stat stat
                107 lstat lstat
                108 fstat fstat
                111 vhangup
                114 wait4
                115 swapoff swapoff
                116 sysinfo
                118 fsync
                119 sigreturn
                120 clone clone
                121 setdomainname setdomainname
                122 uname
                124 adjtimex
                125 mprotect mprotect
                126 sigprocmask
                128 init_module init_module
                129 delete_module delete_module
                131 quotactl quotactl
                132 getpgid
                133 fchdir fchdir
                134 bdflush
                135 sysfs
                136 personality personality
                138 setfsuid
                139 setfsgid
                140 _llseek llseek
                141 getdents getdents
                142 _newselect
                143 flock flock
                144 msync
                145 readv readv
                146 writev writev
                147 getsid
                148 fdatasync
                149 _sysctl
                150 mlock mlock
                151 munlock munlock
                152 mlockall mlockall
                153 munlockall munlockall
                154 sched_setparam
                155 sched_getparam
                156 sched_setscheduler
                157 sched_getscheduler
                158 sched_yield
                159 sched_get_priority_max
                160 sched_get_priority_min
                161 sched_rr_get_interval
                162 nanosleep nanosleep
                163 mremap
                164 setresuid setresuid
                165 getresuid getresuid
                168 poll poll
                169 nfsservctl
                170 setresgid setresgid
                171 getresgid getresgid
                172 prctl prctl
                173 rt_sigreturn
                174 rt_sigaction
                175 rt_sigprocmask
                176 rt_sigpending
                177 rt_sigtimedwait
                178 rt_sigqueueinfo rt_sigqueueinfo
                179 rt_sigsuspend
                180 pread64 pread
                181 pwrite64 pwrite
                182 chown chown
                183 getcwd getcwd
                184 capget
                185 capset capset
                186 sigaltstack
                187 sendfile sendfile
                190 vfork vfork
                191 ugetrlimit getrlimit
                192 mmap2 mmap2
                193 truncate64
                194 ftruncate64
                195 stat64 stat64
                196 lstat64 lstat64
                197 fstat64 fstat64
                198 lchown32 lchown
                199 getuid32 getuid
                200 getgid32 getgid
                201 geteuid32 geteuid
                202 getegid32 getegid
                203 setreuid32 setreuid
                204 setregid32 setregid
                205 getgroups32
                206 setgroups32 setgroups
                207 fchown32 fchown
                208 setresuid32 setresuid
                209 getresuid32 getresuid
                210 setresgid32 setresgid
                211 getresgid32 getresgid
                212 chown32 chown
                213 setuid32 setuid
                214 setgid32 setgid
                215 setfsuid32 setfsuid
                216 setfsgid32 setfsgid
                217 getdents64 getdents64
                218 pivot_root pivot_root
                219 mincore
                220 madvise
                221 fcntl64 fcntl
                224 gettid
                225 readahead
                226 setxattr setxattr
                227 lsetxattr lsetxattr
                228 fsetxattr fsetxattr
                229 getxattr getxattr
                230 lgetxattr lgetxattr
                231 fgetxattr fgetxattr
                232 listxattr listxattr
                233 llistxattr llistxattr
                234 flistxattr flistxattr
                235 removexattr removexattr
                236 lremovexattr lremovexattr
                237 fremovexattr fremovexattr
                238 tkill tkill
                239 sendfile64 sendfile
                240 futex futex
                241 sched_setaffinity
                242 sched_getaffinity
                243 io_setup
                244 io_destroy
                245 io_getevents
                246 io_submit
                247 io_cancel
                248 exit_group
                249 lookup_dcookie
                250 epoll_create epoll_create
                251 epoll_ctl
                252 epoll_wait epoll_wait
                253 remap_file_pages
                256 set_tid_address
                257 timer_create
                258 timer_settime
                259 timer_gettime
                260 timer_getoverrun
                261 timer_delete
                262 clock_settime
                263 clock_gettime
                264 clock_getres
                265 clock_nanosleep
                266 statfs64 statfs
                267 fstatfs64 fstatfs
                268 tgkill tgkill
                269 utimes
                270 arm_fadvise64_64
                274 mq_open mq_open
                275 mq_unlink mq_unlink
                276 mq_timedsend
                277 mq_timedreceive
                278 mq_notify
                279 mq_getsetattr
                280 waitid
                281 socket socket
                282 bind bind
                283 connect connect
                284 listen listen
                285 accept accept
                286 getsockname getsockname
                287 getpeername getpeername
                288 socketpair socketpair
                289 send send
                290 sendto sendto
                291 recv recv
                292 recvfrom recvfrom
                293 shutdown shutdown
                294 setsockopt setsockopt
                295 getsockopt getsockopt
                296 sendmsg sendmsg
                297 recvmsg recvmsg
                298 semop semop
                299 semget semget
                300 semctl semctl
                301 msgsnd
                302 msgrcv
                303 msgget
                304 msgctl
                305 shmat
                306 shmdt
                307 shmget
                308 shmctl
                309 add_key add_key
                310 request_key request_key
                311 keyctl keyctl
                312 semtimedop
                313 vserver
                314 ioprio_set
                315 ioprio_get
                316 inotify_init inotify_init
                317 inotify_add_watch inotify_add_watch
                318 inotify_rm_watch
                319 mbind
                320 get_mempolicy
                321 set_mempolicy
                322 openat openat
                323 mkdirat mkdirat
                324 mknodat mknodat
                325 fchownat fchownat
                326 futimesat
                327 fstatat64 newfstatat
                328 unlinkat unlinkat
                329 renameat renameat
                330 linkat linkat
                331 symlinkat symlinkat
                332 readlinkat readlinkat
                333 fchmodat fchmodat
                334 faccessat faccessat
                335 pselect6
                336 ppoll ppoll
                337 unshare unshare
                338 set_robust_list
                339 get_robust_list
                340 splice splice
                341 arm_sync_file_range
                342 tee
                343 vmsplice
                344 move_pages
                345 getcpu
                346 epoll_pwait
                347 kexec_load
                348 utimensat
                349 signalfd signalfd
                350 timerfd_create timerfd_create
                351 eventfd eventfd
                352 fallocate
                353 timerfd_settime
                354 timerfd_gettime
                355 signalfd4 signalfd4
                356 eventfd2 eventfd2
                357 epoll_create1 epoll_create1
                358 dup3 dup3
                359 pipe2 pipe2
                360 inotify_init1 inotify_init1
                361 preadv preadv
                362 pwritev pwritev
                363 rt_tgsigqueueinfo rt_tgsigqueueinfo
                364 perf_event_open perf_event_open
                365 recvmmsg recvmmsg
                366 accept4 accept4
                367 fanotify_init fanotify_init
                368 fanotify_mark
                369 prlimit64 prlimit
                370 name_to_handle_at name_to_handle_at
                371 open_by_handle_at open_by_handle_at
                372 clock_adjtime
                373 syncfs
                374 sendmmsg sendmmsg
                375 setns setns
                376 process_vm_readv process_vm_readv
                377 process_vm_writev process_vm_writev
                378 kcmp
                379 finit_module finit_module
                380 sched_setattr
                381 sched_getattr
                382 renameat2 renameat2
                383 seccomp seccomp
                384 getrandom
                385 memfd_create memfd_create
                386 bpf bpf
                387 execveat execveat
                388 userfaultfd userfaultfd
                389 membarrier
                390 mlock2 mlock2
                391 copy_file_range copy_file_range
                392 preadv2
                393 pwritev2
                394 pkey_mprotect
                395 pkey_alloc
                396 pkey_free
                397 statx statx
                398 rseq
                399 io_pgetevents
                400 migrate_pages
                401 kexec_file_load kexec_file_load
                403 clock_gettime64
                404 clock_settime64
                405 clock_adjtime64
                406 clock_getres_time64
                407 clock_nanosleep_time64
                408 timer_gettime64
                409 timer_settime64
                410 timerfd_gettime64
                411 timerfd_settime64
                412 utimensat_time64
                413 pselect6_time64
                414 ppoll_time64
                416 io_pgetevents_time64
                417 recvmmsg_time64
                418 mq_timedsend_time64
                419 mq_timedreceive_time64
                420 semtimedop_time64
                421 rt_sigtimedwait_time64
                422 futex_time64
                423 sched_rr_get_interval_time64
                424 pidfd_send_signal pidfd_send_signal
                425 io_uring_setup io_uring_setup
                426 io_uring_enter io_uring_enter
                427 io_uring_register io_uring_register
                428 open_tree open_tree
                429 move_mount move_mount
                430 fsopen fsopen
                431 fsconfig fsconfig
                432 fsmount fsmount
                433 fspick fspick
                434 pidfd_open pidfd_open
                435 clone3 clone3
                436 close_range close_range
                437 openat2 openat2
                438 pidfd_getfd pidfd_getfd
                439 faccessat2 faccessat2
                440 process_madvise
                441 epoll_pwait2
                442 mount_setattr mount_setattr
                443 quotactl_fd quotactl_fd
                444 landlock_create_ruleset landlock_create_ruleset
                445 landlock_add_rule landlock_add_rule
                446 landlock_restrict_self landlock_restrict_self
                448 process_mrelease process_mrelease
                449 futex_waitv
                450 set_mempolicy_home_node
                451 cachestat
                452 fchmodat2 fchmodat2
                453 map_shadow_stack
                454 futex_wake
                455 futex_wait
                456 futex_requeue
                457 statmount
                458 listmount
                459 lsm_get_self_attr
                460 lsm_set_self_attr
                461 lsm_list_modules
                462 mseal
                463 setxattrat setxattrat
                464 getxattrat getxattrat
                465 listxattrat listxattrat
                466 removexattrat removexattrat
                467 open_tree_attr open_tree_attr
                468 file_getattr file_getattr
                469 file_setattr file_setattr
                470 listns
                471 rseq_slice_yield
                """;
    }
}
