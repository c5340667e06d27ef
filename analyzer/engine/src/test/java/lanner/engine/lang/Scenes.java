package lanner.engine.lang;

import java.nio.charset.StandardCharsets;
import lanner.capture.event.ConnectParams;
import lanner.capture.event.CredentialParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.ExecParams;
import lanner.capture.event.GenericParams;
import lanner.capture.event.ImageParams;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.SocketParams;
import lanner.capture.event.TransferParams;
import lanner.capture.event.UserRecord;
import lanner.engine.state.EventContext;
import lanner.engine.state.SystemState;

/** Small histories, each ending with the event that conditions are asked about. */
final class Scenes {
    private final SystemState state = new SystemState();
    private long number;

    private Scenes() {
        apply(begin(EventType.USER, 0)
                .number(UserRecord.UID, 0)
                .number(UserRecord.GID, 0)
                .text(UserRecord.NAME, "root")
                .text(UserRecord.HOME, "/root")
                .text(UserRecord.SHELL, "/bin/sh"));
        process(1, 0, "init", "/sbin/init", "", "/");
        process(50, 1, "bash", "-bash", "", "/home/u");
        process(60, 50, "curl", "curl", "-s\0-o\0out put\0https://example.net\0", "/home/u");
    }

    /** The state after a scene's last event. */
    static EventContext of(String scene) {
        Scenes scenes = new Scenes();
        switch (scene) {
            case "file" -> scenes.open(2L << 1 | 2 | 256, "notes.txt", 5, 5);
            case "failed" -> scenes.open(1, "/root/secret", -13, 5);
            case "connect" -> scenes.connect(2, new byte[] {(byte) 192, (byte) 168, 0, 2}, new byte[] {10, 1, 2, 3});
            case "connect6" -> {
                byte[] here = new byte[16];
                here[15] = 1;
                byte[] there = {0x20, 1, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
                scenes.connect(10, here, there);
            }
            case "write" -> {
                scenes.connect(2, new byte[] {(byte) 192, (byte) 168, 0, 2}, new byte[] {10, 1, 2, 3});
                scenes.apply(scenes.begin(EventType.WRITE, 60)
                        .bytes(TransferParams.DATA, "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.ISO_8859_1))
                        .number(TransferParams.FD, 3)
                        .number(TransferParams.SIZE, 16)
                        .result(16));
            }
            case "exec" -> scenes.exec();
            case "unlink" ->
                scenes.apply(scenes.begin(EventType.UNLINKAT, 50)
                        .number(EventType.UNLINKAT.indexOf("dirfd"), -100)
                        .text(EventType.UNLINKAT.indexOf("name"), "notes.txt")
                        .number(EventType.UNLINKAT.indexOf("flags"), 0)
                        .result(0));
            case "chmod" ->
                scenes.apply(scenes.begin(EventType.CHMOD, 50)
                        .text(EventType.CHMOD.indexOf("filename"), "/tmp//x/./y")
                        .number(EventType.CHMOD.indexOf("mode"), 04755)
                        .result(0));
            case "kill" ->
                scenes.apply(scenes.begin(EventType.KILL, 50)
                        .number(EventType.KILL.indexOf("pid"), 60)
                        .number(EventType.KILL.indexOf("sig"), 9)
                        .result(0));
            case "setuid" ->
                scenes.apply(scenes.begin(EventType.SETUID, 50)
                        .number(CredentialParams.UID, 0)
                        .result(0));
            case "generic" ->
                scenes.apply(scenes.begin(EventType.GENERIC, 50)
                        .number(GenericParams.ID, 24)
                        .number(GenericParams.NATIVE_ID, 24)
                        .result(0));
            default -> throw new IllegalArgumentException(scene);
        }
        return scenes.state.context();
    }

    private EventEncoder begin(EventType type, int tid) {
        return new EventEncoder().begin(type, tid, 1_700_000_000_000_000_000L + number, 1 + number);
    }

    private void apply(EventEncoder encoder) {
        number++;
        Event event = new Event().wrap(encoder, number);
        event.number(number);
        state.apply(event);
    }

    private void process(int pid, int parent, String comm, String exe, String args, String cwd) {
        apply(begin(EventType.PROCESS, 0)
                .number(ProcessRecord.TID, pid)
                .number(ProcessRecord.PID, pid)
                .number(ProcessRecord.PTID, parent)
                .number(ProcessRecord.SID, 50)
                .text(ProcessRecord.COMM, comm)
                .text(ProcessRecord.EXE, exe)
                .text(ProcessRecord.EXEPATH, "/usr/bin/" + comm)
                .bytes(ProcessRecord.ARGS, args.getBytes(StandardCharsets.ISO_8859_1))
                .bytes(ProcessRecord.ENV, "HOME=/home/u\0PATH=/bin\0".getBytes(StandardCharsets.ISO_8859_1))
                .text(ProcessRecord.CWD, cwd)
                .number(ProcessRecord.UID, 0)
                .number(ProcessRecord.GID, 0));
    }

    private void open(long flags, String name, long result, long number) {
        apply(begin(EventType.OPENAT, 50)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, name)
                .number(OpenatParams.FLAGS, flags)
                .number(OpenatParams.MODE, 0644)
                .number(OpenatParams.DEV, 7)
                .number(OpenatParams.INO, 90 + number)
                .result(result));
    }

    private void connect(int family, byte[] source, byte[] destination) {
        apply(begin(EventType.SOCKET, 60)
                .number(SocketParams.DOMAIN, family)
                .number(SocketParams.TYPE, 1)
                .number(SocketParams.PROTO, 6)
                .number(SocketParams.FLAGS, 0)
                .result(3));
        byte[] tuple = new byte[5 + 2 * source.length];
        tuple[0] = (byte) family;
        System.arraycopy(source, 0, tuple, 1, source.length);
        tuple[1 + source.length] = (byte) 40_000;
        tuple[2 + source.length] = (byte) (40_000 >> 8);
        System.arraycopy(destination, 0, tuple, 3 + source.length, source.length);
        tuple[3 + 2 * source.length] = (byte) 443;
        tuple[4 + 2 * source.length] = (byte) (443 >> 8);
        apply(begin(EventType.CONNECT, 60)
                .bytes(ConnectParams.TUPLE, tuple)
                .number(ConnectParams.FD, 3)
                .result(0));
    }

    private void exec() {
        apply(begin(EventType.EXECVE, 60)
                .text(ImageParams.EXE, "/usr/bin/id")
                .bytes(ImageParams.ARGS, "-u\0-n\0".getBytes(StandardCharsets.ISO_8859_1))
                .number(ImageParams.TID, 60)
                .number(ImageParams.PID, 60)
                .number(ImageParams.PTID, 50)
                .text(ImageParams.CWD, "/home/u")
                .text(ImageParams.COMM, "id")
                .bytes(ExecParams.ENV, "LANG=C\0".getBytes(StandardCharsets.ISO_8859_1))
                .number(ExecParams.EXE_INO, 77)
                .number(ExecParams.UID, 0)
                .text(ExecParams.TRUSTED_EXEPATH, "/usr/bin/id")
                .result(0));
    }
}
