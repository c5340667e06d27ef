package lanner.exchange.scap;

/**
 * The tables of {@link ScapEvents}, as schema 4.5.1 of libscap 0.25 has them. A row is read when an event of its type comes; a string is
 * there at once, a file of the jar is not.
 */
final class ScapTables {
    private ScapTables() {}

    /**
     * A line for each event type: its number, its name, whether it is the {@code enter} or {@code exit} of a call or an {@code event} of
     * its own, whether it is {@code current} or {@code old}, which no current writer writes, and its parameters, each {@code name:type}.
     */
    static String events() {
        return """
            0 syscall enter old ID:syscallid nativeID:uint16
            1 syscall exit current ID:syscallid nativeID:uint16
            2 open enter current name:fspath flags:flags32 mode:uint32
            3 open exit current fd:fd name:fspath flags:flags32 mode:uint32 dev:uint32 ino:uint64
            4 close enter old fd:fd
            5 close exit current res:errno fd:fd
            6 read enter old fd:fd size:uint32
            7 read exit current res:errno data:bytebuf fd:fd size:uint32
            8 write enter old fd:fd size:uint32
            9 write exit current res:errno data:bytebuf fd:fd size:uint32
            10 brk enter old size:uint32
            11 brk exit old res:uint64
            12 execve enter old
            13 execve exit old res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64
            14 clone enter old
            15 clone exit old res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 \
            flags:flags32 uid:uint32 gid:uint32
            16 procexit event old
            18 socket enter old domain:enumflags32 type:uint32 proto:uint32
            19 socket exit current fd:fd domain:enumflags32 type:uint32 proto:uint32 flags:flags32
            20 bind enter old fd:fd
            21 bind exit current res:errno addr:sockaddr fd:fd
            22 connect enter current fd:fd addr:sockaddr
            23 connect exit current res:errno tuple:socktuple fd:fd addr:sockaddr
            24 listen enter old fd:fd backlog:int32
            25 listen exit current res:errno fd:fd backlog:int32
            26 accept enter old
            27 accept exit old fd:fd tuple:socktuple queuepct:uint8
            28 send enter old fd:fd size:uint32
            29 send exit current res:errno data:bytebuf fd:fd size:uint32 tuple:socktuple
            30 sendto enter old fd:fd size:uint32 tuple:socktuple
            31 sendto exit current res:errno data:bytebuf fd:fd size:uint32 tuple:socktuple
            32 recv enter old fd:fd size:uint32
            33 recv exit current res:errno data:bytebuf fd:fd size:uint32 tuple:socktuple
            34 recvfrom enter old fd:fd size:uint32
            35 recvfrom exit current res:errno data:bytebuf tuple:socktuple fd:fd size:uint32
            36 shutdown enter old fd:fd how:enumflags8
            37 shutdown exit current res:errno fd:fd how:enumflags8
            38 getsockname enter old
            39 getsockname exit current
            40 getpeername enter old
            41 getpeername exit current
            42 socketpair enter old domain:enumflags32 type:uint32 proto:uint32
            43 socketpair exit current res:errno fd1:fd fd2:fd source:uint64 peer:uint64 domain:enumflags32 type:uint32 \
            proto:uint32
            44 setsockopt enter old
            45 setsockopt exit current res:errno fd:fd level:enumflags8 optname:enumflags8 val:dyn optlen:uint32
            46 getsockopt enter old
            47 getsockopt exit current res:errno fd:fd level:enumflags8 optname:enumflags8 val:dyn optlen:uint32
            48 sendmsg enter old fd:fd size:uint32 tuple:socktuple
            49 sendmsg exit current res:errno data:bytebuf fd:fd size:uint32 tuple:socktuple
            50 sendmmsg enter old
            51 sendmmsg exit current res:errno fd:fd size:uint32 data:bytebuf tuple:socktuple
            52 recvmsg enter old fd:fd
            53 recvmsg exit current res:errno size:uint32 data:bytebuf tuple:socktuple msgcontrol:bytebuf fd:fd
            54 recvmmsg enter old
            55 recvmmsg exit current res:errno fd:fd size:uint32 data:bytebuf tuple:socktuple msgcontrol:bytebuf
            56 accept enter old flags:int32
            57 accept exit old fd:fd tuple:socktuple queuepct:uint8
            58 creat enter current name:fspath mode:uint32
            59 creat exit current fd:fd name:fspath mode:uint32 dev:uint32 ino:uint64 creat_flags:flags16
            60 pipe enter old
            61 pipe exit current res:errno fd1:fd fd2:fd ino:uint64
            62 eventfd enter old initval:uint64 flags:uint32
            63 eventfd exit current res:fd initval:uint64 flags:uint32
            64 futex enter old addr:uint64 op:flags16 val:uint64
            65 futex exit current res:errno addr:uint64 op:flags16 val:uint64
            66 stat enter old
            67 stat exit current res:errno path:fspath
            68 lstat enter old
            69 lstat exit current res:errno path:fspath
            70 fstat enter old fd:fd
            71 fstat exit current res:errno fd:fd
            72 stat64 enter old
            73 stat64 exit current res:errno path:fspath
            74 lstat64 enter old
            75 lstat64 exit current res:errno path:fspath
            76 fstat64 enter old fd:fd
            77 fstat64 exit current res:errno
            78 epoll_wait enter old maxevents:errno
            79 epoll_wait exit current res:errno maxevents:errno
            80 poll enter old fds:fdlist timeout:int64
            81 poll exit current res:errno fds:fdlist timeout:int64
            82 select enter old
            83 select exit current res:errno
            84 select enter old
            85 select exit old res:errno
            86 lseek enter old fd:fd offset:uint64 whence:enumflags8
            87 lseek exit current res:errno fd:fd offset:uint64 whence:enumflags8
            88 llseek enter old fd:fd offset:uint64 whence:enumflags8
            89 llseek exit current res:errno fd:fd offset:uint64 whence:enumflags8
            90 ioctl enter old fd:fd request:uint64
            91 ioctl exit old res:errno
            92 getcwd enter old
            93 getcwd exit current res:errno path:charbuf
            94 chdir enter old
            95 chdir exit current res:errno path:charbuf
            96 fchdir enter old fd:fd
            97 fchdir exit current res:errno fd:fd
            98 mkdir enter old path:fspath mode:uint32
            99 mkdir exit old res:errno
            100 rmdir enter old path:fspath
            101 rmdir exit old res:errno
            102 openat enter old dirfd:fd name:charbuf flags:flags32 mode:uint32
            103 openat exit old fd:fd
            104 link enter old oldpath:fspath newpath:fspath
            105 link exit old res:errno
            106 linkat enter old olddir:fd oldpath:charbuf newdir:fd newpath:charbuf
            107 linkat exit old res:errno
            108 unlink enter old path:fspath
            109 unlink exit old res:errno
            110 unlinkat enter old dirfd:fd name:charbuf
            111 unlinkat exit old res:errno
            112 pread enter old fd:fd size:uint32 pos:uint64
            113 pread exit current res:errno data:bytebuf fd:fd size:uint32 pos:uint64
            114 pwrite enter old fd:fd size:uint32 pos:uint64
            115 pwrite exit current res:errno data:bytebuf fd:fd size:uint32 pos:uint64
            116 readv enter old fd:fd
            117 readv exit current res:errno size:uint32 data:bytebuf fd:fd
            118 writev enter old fd:fd size:uint32
            119 writev exit current res:errno data:bytebuf fd:fd size:uint32
            120 preadv enter old fd:fd pos:uint64
            121 preadv exit current res:errno size:uint32 data:bytebuf fd:fd pos:uint64
            122 pwritev enter old fd:fd size:uint32 pos:uint64
            123 pwritev exit current res:errno data:bytebuf fd:fd size:uint32 pos:uint64
            124 dup enter old fd:fd
            125 dup exit old res:fd
            126 signalfd enter old fd:fd mask:uint32 flags:uint8
            127 signalfd exit current res:fd fd:fd mask:uint32 flags:uint8
            128 kill enter old pid:pid sig:sigtype
            129 kill exit current res:errno pid:pid sig:sigtype
            130 tkill enter old tid:pid sig:sigtype
            131 tkill exit current res:errno tid:pid sig:sigtype
            132 tgkill enter old pid:pid tid:pid sig:sigtype
            133 tgkill exit current res:errno pid:pid tid:pid sig:sigtype
            134 nanosleep enter old interval:reltime
            135 nanosleep exit current res:errno interval:reltime
            136 timerfd_create enter old clockid:uint8 flags:uint8
            137 timerfd_create exit current res:fd clockid:uint8 flags:uint8
            138 inotify_init enter old flags:uint8
            139 inotify_init exit current res:fd flags:uint8
            140 getrlimit enter old resource:enumflags8
            141 getrlimit exit current res:errno cur:int64 max:int64 resource:enumflags8
            142 setrlimit enter old resource:enumflags8
            143 setrlimit exit current res:errno cur:int64 max:int64 resource:enumflags8
            144 prlimit enter old pid:pid resource:enumflags8
            145 prlimit exit current res:errno newcur:int64 newmax:int64 oldcur:int64 oldmax:int64 pid:int64 \
            resource:enumflags8
            146 switch event old next:pid
            148 drop event current ratio:uint32
            149 drop event current ratio:uint32
            150 fcntl enter old fd:fd cmd:enumflags8
            151 fcntl exit current res:fd fd:fd cmd:enumflags8 arg:uint64
            152 switch event current next:pid pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32
            154 execve enter old
            155 execve exit old res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32
            156 clone enter old
            157 clone exit old res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 flags:flags32 uid:uint32 gid:uint32
            158 brk enter old addr:uint64
            159 brk exit current res:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 addr:uint64
            160 mmap enter old addr:uint64 length:uint64 prot:flags32 flags:flags32 fd:fd offset:uint64
            161 mmap exit current res:errno vm_size:uint32 vm_rss:uint32 vm_swap:uint32 addr:uint64 length:uint64 \
            prot:flags32 flags:flags32 fd:fd offset:uint64
            162 mmap2 enter old addr:uint64 length:uint64 prot:flags32 flags:flags32 fd:fd pgoffset:uint64
            163 mmap2 exit current res:errno vm_size:uint32 vm_rss:uint32 vm_swap:uint32 addr:uint64 length:uint64 \
            prot:flags32 flags:flags32 fd:fd pgoffset:uint64
            164 munmap enter old addr:uint64 length:uint64
            165 munmap exit current res:errno vm_size:uint32 vm_rss:uint32 vm_swap:uint32 addr:uint64 length:uint64
            166 splice enter old fd_in:fd fd_out:fd size:uint64 flags:flags32
            167 splice exit current res:errno fd_in:fd fd_out:fd size:uint64 flags:flags32
            168 ptrace enter old request:enumflags16 pid:pid
            169 ptrace exit current res:errno addr:dyn data:dyn request:enumflags16 pid:pid
            170 ioctl enter old fd:fd request:uint64 argument:uint64
            171 ioctl exit current res:errno fd:fd request:uint64 argument:uint64
            172 execve enter old
            173 execve exit old res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 env:bytebuf
            174 rename enter old
            175 rename exit current res:errno oldpath:fspath newpath:fspath
            176 renameat enter old
            177 renameat exit current res:errno olddirfd:fd oldpath:fsrelpath newdirfd:fd newpath:fsrelpath
            178 symlink enter old
            179 symlink exit current res:errno target:charbuf linkpath:fspath
            180 symlinkat enter old
            181 symlinkat exit current res:errno target:charbuf linkdirfd:fd linkpath:fsrelpath
            182 fork enter old
            183 fork exit old res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 flags:flags32 uid:uint32 gid:uint32
            184 vfork enter old
            185 vfork exit old res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 flags:flags32 uid:uint32 gid:uint32
            186 procexit event current status:errno ret:errno sig:sigtype core:uint8 reaper_tid:pid
            188 sendfile enter old out_fd:fd in_fd:fd offset:uint64 size:uint64
            189 sendfile exit current res:errno offset:uint64 out_fd:fd in_fd:fd size:uint64
            190 quotactl enter old cmd:flags16 type:flags8 id:uint32 quota_fmt:flags8
            191 quotactl exit current res:errno special:charbuf quotafilepath:charbuf dqb_bhardlimit:uint64 \
            dqb_bsoftlimit:uint64 dqb_curspace:uint64 dqb_ihardlimit:uint64 dqb_isoftlimit:uint64 dqb_btime:reltime \
            dqb_itime:reltime dqi_bgrace:reltime dqi_igrace:reltime dqi_flags:flags8 quota_fmt_out:flags8 cmd:flags16 \
            type:flags8 id:uint32 quota_fmt:flags8
            192 setresuid enter old ruid:uid euid:uid suid:uid
            193 setresuid exit current res:errno ruid:uid euid:uid suid:uid
            194 setresgid enter old rgid:gid egid:gid sgid:gid
            195 setresgid exit current res:errno rgid:gid egid:gid sgid:gid
            196 scapevent event current event_type:uint32 event_data:uint64
            198 setuid enter old uid:uid
            199 setuid exit current res:errno uid:uid
            200 setgid enter old gid:gid
            201 setgid exit current res:errno gid:gid
            202 getuid enter old
            203 getuid exit current uid:uid
            204 geteuid enter old
            205 geteuid exit current euid:uid
            206 getgid enter old
            207 getgid exit current gid:gid
            208 getegid enter old
            209 getegid exit current egid:gid
            210 getresuid enter old
            211 getresuid exit current res:errno ruid:uid euid:uid suid:uid
            212 getresgid enter old
            213 getresgid exit current res:errno rgid:gid egid:gid sgid:gid
            214 execve enter old
            215 execve exit old res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf env:bytebuf
            216 clone enter old
            217 clone exit old res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf flags:flags32 \
            uid:uint32 gid:uint32
            218 fork enter old
            219 fork exit old res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf flags:flags32 \
            uid:uint32 gid:uint32
            220 vfork enter old
            221 vfork exit old res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf flags:flags32 \
            uid:uint32 gid:uint32
            222 clone enter old
            223 clone exit current res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf \
            flags:flags32 uid:uint32 gid:uint32 vtid:pid vpid:pid pidns_init_start_ts:uint64
            224 fork enter old
            225 fork exit current res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf \
            flags:flags32 uid:uint32 gid:uint32 vtid:pid vpid:pid pidns_init_start_ts:uint64
            226 vfork enter old
            227 vfork exit current res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf \
            flags:flags32 uid:uint32 gid:uint32 vtid:pid vpid:pid pidns_init_start_ts:uint64
            228 container event old id:charbuf type:uint32 name:charbuf image:charbuf
            230 execve enter old
            231 execve exit old res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf \
            env:bytebuf
            232 signaldeliver event current spid:pid dpid:pid sig:sigtype
            234 procinfo event current cpu_usr:uint64 cpu_sys:uint64
            236 getdents enter old fd:fd
            237 getdents exit current res:errno fd:fd
            238 getdents64 enter old fd:fd
            239 getdents64 exit current res:errno fd:fd
            240 setns enter old fd:fd nstype:flags32
            241 setns exit current res:errno fd:fd nstype:flags32
            242 flock enter old fd:fd operation:flags32
            243 flock exit current res:errno fd:fd operation:flags32
            244 cpu_hotplug event current cpu:uint32 action:uint32
            246 accept enter old
            247 accept exit current fd:fd tuple:socktuple queuepct:uint8 queuelen:uint32 queuemax:uint32
            248 accept enter old flags:int32
            249 accept exit old fd:fd tuple:socktuple queuepct:uint8 queuelen:uint32 queuemax:uint32
            250 semop enter old semid:int32
            251 semop exit current res:errno nsops:uint32 sem_num_0:uint16 sem_op_0:int16 sem_flg_0:flags16 sem_num_1:uint16 \
            sem_op_1:int16 sem_flg_1:flags16 semid:int32
            252 semctl enter old semid:int32 semnum:int32 cmd:flags16 val:int32
            253 semctl exit current res:errno semid:int32 semnum:int32 cmd:flags16 val:int32
            254 ppoll enter old fds:fdlist timeout:reltime sigmask:sigset
            255 ppoll exit current res:errno fds:fdlist timeout:reltime sigmask:sigset
            256 mount enter old flags:flags32
            257 mount exit current res:errno dev:charbuf dir:fspath type:charbuf flags:flags32
            258 umount enter old flags:flags32
            259 umount exit old res:errno name:fspath
            260 k8s event old json:charbuf
            262 semget enter old key:int32 nsems:int32 semflg:flags32
            263 semget exit current res:errno key:int32 nsems:int32 semflg:flags32
            264 access enter old mode:flags32
            265 access exit current res:errno name:fspath mode:flags32
            266 chroot enter old
            267 chroot exit current res:errno path:fspath
            268 tracer event old id:int64 tags:charbufarray args:charbuf_pair_array
            270 mesos event old json:charbuf
            272 container event old json:charbuf
            274 setsid enter old
            275 setsid exit current res:pid
            276 mkdir enter old mode:uint32
            277 mkdir exit current res:errno path:fspath mode:uint32
            278 rmdir enter old
            279 rmdir exit current res:errno path:fspath
            280 notification event current id:charbuf desc:charbuf
            282 execve enter old
            283 execve exit old res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf \
            env:bytebuf tty:int32
            284 unshare enter old flags:flags32
            285 unshare exit current res:errno flags:flags32
            286 infra event current source:charbuf name:charbuf description:charbuf scope:charbuf
            288 execve enter old filename:fspath
            289 execve exit old res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf \
            env:bytebuf tty:int32
            290 page_fault event current addr:uint64 ip:uint64 error:flags32
            292 execve enter old filename:fspath
            293 execve exit current res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf \
            env:bytebuf tty:uint32 vpgid:pid loginuid:uid flags:flags32 cap_inheritable:uint64 cap_permitted:uint64 \
            cap_effective:uint64 exe_ino:uint64 exe_ino_ctime:abstime exe_ino_mtime:abstime uid:uid trusted_exepath:fspath \
            pgid:pid gid:gid filename:fspath
            294 setpgid enter old pid:pid pgid:pid
            295 setpgid exit current res:errno pid:pid pgid:pid
            296 bpf enter old cmd:int64
            297 bpf exit old res_or_fd:dyn
            298 seccomp enter old op:uint64 flags:uint64
            299 seccomp exit current res:errno op:uint64 flags:uint64
            300 unlink enter old
            301 unlink exit current res:errno path:fspath
            302 unlinkat enter old
            303 unlinkat exit current res:errno dirfd:fd name:fsrelpath flags:flags32
            304 mkdirat enter old
            305 mkdirat exit current res:errno dirfd:fd path:fsrelpath mode:uint32
            306 openat enter current dirfd:fd name:fsrelpath flags:flags32 mode:uint32
            307 openat exit current fd:fd dirfd:fd name:fsrelpath flags:flags32 mode:uint32 dev:uint32 ino:uint64
            308 link enter old
            309 link exit current res:errno oldpath:fspath newpath:fspath
            310 linkat enter old
            311 linkat exit current res:errno olddir:fd oldpath:fsrelpath newdir:fd newpath:fsrelpath flags:flags32
            312 fchmodat enter old
            313 fchmodat exit current res:errno dirfd:fd filename:fsrelpath mode:mode
            314 chmod enter old
            315 chmod exit current res:errno filename:fspath mode:mode
            316 fchmod enter old
            317 fchmod exit current res:errno fd:fd mode:mode
            318 renameat2 enter old
            319 renameat2 exit current res:errno olddirfd:fd oldpath:fsrelpath newdirfd:fd newpath:fsrelpath flags:flags32
            320 userfaultfd enter old
            321 userfaultfd exit current res:errno flags:flags32
            322 pluginevent event current plugin_id:uint32 event_data:bytebuf
            324 container event current json:charbuf
            326 openat2 enter current dirfd:fd name:fsrelpath flags:flags32 mode:uint32 resolve:flags32
            327 openat2 exit current fd:fd dirfd:fd name:fsrelpath flags:flags32 mode:uint32 resolve:flags32 dev:uint32 \
            ino:uint64
            328 mprotect enter old addr:uint64 length:uint64 prot:flags32
            329 mprotect exit current res:errno addr:uint64 length:uint64 prot:flags32
            330 execveat enter old dirfd:fd pathname:fsrelpath flags:flags32
            331 execveat exit current res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf \
            env:bytebuf tty:uint32 vpgid:pid loginuid:uid flags:flags32 cap_inheritable:uint64 cap_permitted:uint64 \
            cap_effective:uint64 exe_ino:uint64 exe_ino_ctime:abstime exe_ino_mtime:abstime uid:uid trusted_exepath:fspath \
            pgid:pid gid:gid
            332 copy_file_range enter old fdin:fd offin:uint64 len:uint64
            333 copy_file_range exit current res:errno fdout:fd offout:uint64 fdin:fd offin:uint64 len:uint64
            334 clone3 enter old
            335 clone3 exit current res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 \
            pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf \
            flags:flags32 uid:uint32 gid:uint32 vtid:pid vpid:pid pidns_init_start_ts:uint64
            336 open_by_handle_at enter old
            337 open_by_handle_at exit current fd:fd mountfd:fd flags:flags32 path:fspath dev:uint32 ino:uint64
            338 io_uring_setup enter old
            339 io_uring_setup exit current res:errno entries:uint32 sq_entries:uint32 cq_entries:uint32 flags:flags32 \
            sq_thread_cpu:uint32 sq_thread_idle:uint32 features:flags32
            340 io_uring_enter enter old
            341 io_uring_enter exit current res:errno fd:fd to_submit:uint32 min_complete:uint32 flags:flags32 sig:sigset
            342 io_uring_register enter old
            343 io_uring_register exit current res:errno fd:fd opcode:enumflags16 arg:uint64 nr_args:uint32
            344 mlock enter old
            345 mlock exit current res:errno addr:uint64 len:uint64
            346 munlock enter old
            347 munlock exit current res:errno addr:uint64 len:uint64
            348 mlockall enter old
            349 mlockall exit current res:errno flags:flags32
            350 munlockall enter old
            351 munlockall exit current res:errno
            352 capset enter old
            353 capset exit current res:errno cap_inheritable:uint64 cap_permitted:uint64 cap_effective:uint64
            354 useradded event current uid:uint32 gid:uint32 name:charbuf home:charbuf shell:charbuf container_id:charbuf
            356 userdeleted event current uid:uint32 gid:uint32 name:charbuf home:charbuf shell:charbuf container_id:charbuf
            358 groupadded event current gid:uint32 name:charbuf container_id:charbuf
            360 groupdeleted event current gid:uint32 name:charbuf container_id:charbuf
            362 dup2 enter old fd:fd
            363 dup2 exit current res:fd oldfd:fd newfd:fd
            364 dup3 enter old fd:fd
            365 dup3 exit current res:fd oldfd:fd newfd:fd flags:flags32
            366 dup enter old fd:fd
            367 dup exit current res:fd oldfd:fd
            368 bpf enter old cmd:int64
            369 bpf exit current fd:fd cmd:enumflags32
            370 mlock2 enter old
            371 mlock2 exit current res:errno addr:uint64 len:uint64 flags:flags32
            372 fsconfig enter old
            373 fsconfig exit current res:errno fd:fd cmd:enumflags32 key:charbuf value_bytebuf:bytebuf \
            value_charbuf:charbuf aux:int32
            374 epoll_create enter old size:int32
            375 epoll_create exit current res:errno size:int32
            376 epoll_create1 enter old flags:flags32
            377 epoll_create1 exit current res:errno flags:flags32
            378 chown enter old
            379 chown exit current res:errno path:fspath uid:uint32 gid:uint32
            380 lchown enter old
            381 lchown exit current res:errno path:fspath uid:uint32 gid:uint32
            382 fchown enter old
            383 fchown exit current res:errno fd:fd uid:uint32 gid:uint32
            384 fchownat enter old
            385 fchownat exit current res:errno dirfd:fd pathname:fsrelpath uid:uint32 gid:uint32 flags:flags32
            386 umount enter old
            387 umount exit current res:errno name:fspath
            388 accept4 enter old flags:int32
            389 accept4 exit current fd:fd tuple:socktuple queuepct:uint8 queuelen:uint32 queuemax:uint32 flags:int32
            390 umount2 enter old flags:flags32
            391 umount2 exit current res:errno name:fspath flags:flags32
            392 pipe2 enter old
            393 pipe2 exit current res:errno fd1:fd fd2:fd ino:uint64 flags:flags32
            394 inotify_init1 enter old
            395 inotify_init1 exit current res:fd flags:flags16
            396 eventfd2 enter old initval:uint64
            397 eventfd2 exit current res:fd flags:flags16 initval:uint64
            398 signalfd4 enter old fd:fd mask:uint32
            399 signalfd4 exit current res:fd flags:flags16 fd:fd mask:uint32
            400 prctl enter old
            401 prctl exit current res:errno option:enumflags32 arg2_str:charbuf arg2_int:int64
            402 asyncevent event current plugin_id:uint32 name:charbuf data:bytebuf
            404 memfd_create enter old
            405 memfd_create exit current fd:fd name:charbuf flags:flags32
            406 pidfd_getfd enter old
            407 pidfd_getfd exit current fd:fd pid_fd:fd target_fd:fd flags:uint32
            408 pidfd_open enter old
            409 pidfd_open exit current fd:fd pid:pid flags:flags32
            410 init_module enter old
            411 init_module exit current res:errno img:bytebuf length:uint64 uargs:charbuf
            412 finit_module enter old
            413 finit_module exit current res:errno fd:fd uargs:charbuf flags:flags32
            414 mknod enter old
            415 mknod exit current res:errno path:fspath mode:mode dev:uint32
            416 mknodat enter old
            417 mknodat exit current res:errno dirfd:fd path:fsrelpath mode:mode dev:uint32
            418 newfstatat enter old
            419 newfstatat exit current res:errno dirfd:fd path:fsrelpath flags:flags32
            420 process_vm_readv enter old
            421 process_vm_readv exit current res:int64 pid:pid data:bytebuf
            422 process_vm_writev enter old
            423 process_vm_writev exit current res:int64 pid:pid data:bytebuf
            424 delete_module enter old
            425 delete_module exit current res:errno name:charbuf flags:flags32
            426 setreuid enter old
            427 setreuid exit current res:errno ruid:uid euid:uid
            428 setregid enter old
            429 setregid exit current res:errno rgid:uid egid:uid
            430 task event current ppid:pid32 pgid:pid32 vpgid:pid32 sid:pid32 comm:charbuf argv:charbufarray exepath:fspath \
            flags:flags32 env:charbufarray cwd:charbuf fdlimit:uint64 euid:uid egid:gid cap_permitted:uint64 \
            cap_effective:uint64 cap_inheritable:uint64 exe_ino_num:uint64 exe_ino_ctime:abstime exe_ino_mtime:abstime \
            vm_size:uint32 vm_rss:uint32 vm_swap:uint32 pgft_maj:uint64 pgft_min:uint64 vtgid:pid32 vpid:pid32 \
            pidns_init_start_ts:uint64 cgroups:charbufarray root:fspath start_time:abstime tty:uint32 loginuid:uid
            432 task_file_pipe event current fd:fd32 path:fspath ino_num:uint64
            434 task_file_memfd event current fd:fd32 path:fspath ino_num:uint64
            436 task_file_regular event current fd:fd32 path:fspath flags:flags32 mnt_id:uint32 ino_num:uint64
            438 task_file_directory event current fd:fd32 path:fspath ino_num:uint64
            440 task_file_socket_inet event current fd:fd32 sk_type:uint16 sk_proto:uint16 local_ip:ipv4addr local_port:port \
            remote_ip:ipv4addr remote_port:port ino_num:uint64
            442 task_file_socket_inet6 event current fd:fd32 sk_type:uint16 sk_proto:uint16 local_ip:ipv6addr \
            local_port:port remote_ip:ipv6addr remote_port:port ino_num:uint64
            444 task_file_socket_unix event current fd:fd32 sk_type:uint16 sk_proto:uint16 sk_pointer:uint64 sun_path:fspath \
            ino_num:uint64
            446 task_file_socket_netlink event current fd:fd32 sk_type:uint16 sk_proto:uint16 ino_num:uint64
            448 task_file_anon_inode event current fd:fd32 fd_type:flags8 path:fspath ino_num:uint64
            451 close_range exit current res:errno first:uint32 last:uint32 flags:flags32
            453 keyctl exit current res:errno operation:enumflags32 arg2:dyn arg3:dyn arg4:dyn arg5:dyn
            """;
    }

    /** A line for each call: the number that scap captures give it on every architecture, and its name. */
    static String calls() {
        return """
            0 unknown
            1 restart_syscall
            2 exit
            3 read
            4 write
            5 open
            6 close
            7 creat
            8 link
            9 unlink
            10 chdir
            11 time
            12 mknod
            13 chmod
            14 stat
            15 lseek
            16 getpid
            17 mount
            18 ptrace
            19 alarm
            20 fstat
            21 pause
            22 utime
            23 access
            24 sync
            25 kill
            26 rename
            27 mkdir
            28 rmdir
            29 dup
            30 pipe
            31 times
            32 brk
            33 acct
            34 ioctl
            35 fcntl
            36 setpgid
            37 umask
            38 chroot
            39 ustat
            40 dup2
            41 getppid
            42 getpgrp
            43 setsid
            44 sethostname
            45 setrlimit
            46 getrusage
            47 gettimeofday
            48 settimeofday
            49 symlink
            50 lstat
            51 readlink
            52 uselib
            53 swapon
            54 reboot
            55 mmap
            56 munmap
            57 truncate
            58 ftruncate
            59 fchmod
            60 getpriority
            61 setpriority
            62 statfs
            63 fstatfs
            64 syslog
            65 setitimer
            66 getitimer
            67 uname
            68 vhangup
            69 wait4
            70 swapoff
            71 sysinfo
            72 fsync
            73 setdomainname
            74 adjtimex
            75 mprotect
            76 init_module
            77 delete_module
            78 quotactl
            79 getpgid
            80 fchdir
            81 sysfs
            82 personality
            83 getdents
            84 select
            85 flock
            86 msync
            87 readv
            88 writev
            89 getsid
            90 fdatasync
            91 mlock
            92 munlock
            93 mlockall
            94 munlockall
            95 sched_setparam
            96 sched_getparam
            97 sched_setscheduler
            98 sched_getscheduler
            99 sched_yield
            100 sched_get_priority_max
            101 sched_get_priority_min
            102 sched_rr_get_interval
            103 nanosleep
            104 mremap
            105 poll
            106 prctl
            107 rt_sigaction
            108 rt_sigprocmask
            109 rt_sigpending
            110 rt_sigtimedwait
            111 rt_sigqueueinfo
            112 rt_sigsuspend
            113 getcwd
            114 capget
            115 capset
            116 sendfile
            117 getrlimit
            118 lchown
            119 getuid
            120 getgid
            121 geteuid
            122 getegid
            123 setreuid
            124 setregid
            125 getgroups
            126 setgroups
            127 fchown
            128 setresuid
            129 getresuid
            130 setresgid
            131 getresgid
            132 chown
            133 setuid
            134 setgid
            135 setfsuid
            136 setfsgid
            137 pivot_root
            138 mincore
            139 madvise
            140 gettid
            141 setxattr
            142 lsetxattr
            143 fsetxattr
            144 getxattr
            145 lgetxattr
            146 fgetxattr
            147 listxattr
            148 llistxattr
            149 flistxattr
            150 removexattr
            151 lremovexattr
            152 fremovexattr
            153 tkill
            154 futex
            155 sched_setaffinity
            156 sched_getaffinity
            157 set_thread_area
            158 get_thread_area
            159 io_setup
            160 io_destroy
            161 io_getevents
            162 io_submit
            163 io_cancel
            164 exit_group
            165 epoll_create
            166 epoll_ctl
            167 epoll_wait
            168 remap_file_pages
            169 set_tid_address
            170 timer_create
            171 timer_settime
            172 timer_gettime
            173 timer_getoverrun
            174 timer_delete
            175 clock_settime
            176 clock_gettime
            177 clock_getres
            178 clock_nanosleep
            179 tgkill
            180 utimes
            181 mq_open
            182 mq_unlink
            183 mq_timedsend
            184 mq_timedreceive
            185 mq_notify
            186 mq_getsetattr
            187 kexec_load
            188 waitid
            189 add_key
            190 request_key
            191 keyctl
            192 ioprio_set
            193 ioprio_get
            194 inotify_init
            195 inotify_add_watch
            196 inotify_rm_watch
            197 openat
            198 mkdirat
            199 mknodat
            200 fchownat
            201 futimesat
            202 unlinkat
            203 renameat
            204 linkat
            205 symlinkat
            206 readlinkat
            207 fchmodat
            208 faccessat
            209 pselect6
            210 ppoll
            211 unshare
            212 set_robust_list
            213 get_robust_list
            214 splice
            215 tee
            216 vmsplice
            217 getcpu
            218 epoll_pwait
            219 utimensat
            220 signalfd
            221 timerfd_create
            222 eventfd
            223 timerfd_settime
            224 timerfd_gettime
            225 signalfd4
            226 eventfd2
            227 epoll_create1
            228 dup3
            229 pipe2
            230 inotify_init1
            231 preadv
            232 pwritev
            233 rt_tgsigqueueinfo
            234 perf_event_open
            235 fanotify_init
            236 prlimit64
            237 clock_adjtime
            238 syncfs
            239 setns
            240 getdents64
            241 socket
            242 bind
            243 connect
            244 listen
            245 accept
            246 getsockname
            247 getpeername
            248 socketpair
            249 sendto
            250 recvfrom
            251 shutdown
            252 setsockopt
            253 getsockopt
            254 sendmsg
            255 sendmmsg
            256 recvmsg
            257 recvmmsg
            258 accept4
            259 semop
            260 semget
            261 semctl
            262 msgsnd
            263 msgrcv
            264 msgget
            265 msgctl
            266 shmdt
            267 shmget
            268 shmctl
            269 statfs64
            270 fstatfs64
            271 fstatat64
            272 sendfile64
            273 ugetrlimit
            274 bdflush
            275 sigprocmask
            276 ipc
            277 socketcall
            278 stat64
            279 lstat64
            280 fstat64
            281 fcntl64
            282 mmap2
            283 _newselect
            284 sgetmask
            285 ssetmask
            286 sigpending
            287 olduname
            288 umount
            289 signal
            290 nice
            291 stime
            292 _llseek
            293 waitpid
            294 pread64
            295 pwrite64
            296 arch_prctl
            297 shmat
            298 sigreturn
            299 fallocate
            300 newfsstat
            301 process_vm_readv
            302 process_vm_writev
            303 fork
            304 vfork
            305 setuid32
            306 getuid32
            307 setgid32
            308 geteuid32
            309 getgid32
            310 setresuid32
            311 setresgid32
            312 getresuid32
            313 getresgid32
            314 finit_module
            315 bpf
            316 seccomp
            317 sigaltstack
            318 getrandom
            319 fadvise64
            320 renameat2
            321 userfaultfd
            322 openat2
            323 umount2
            324 execve
            325 execveat
            326 copy_file_range
            327 clone
            328 clone3
            """;
    }
}
