package lanner.engine.lang;

import java.nio.charset.StandardCharsets;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.engine.state.EventContext;
import lanner.engine.state.SystemState;

/** Small histories, each ending with the event that conditions are asked about. */
final class Scenes {
    private final SystemState state = new SystemState();
    private long number;

    private Scenes() {
        apply(begin(EventType.USER, 0)
                .number(0, 0)
                .number(1, 0)
                .text(2, "root")
                .text(3, "/root")
                .text(4, "/bin/sh"));
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
                        .bytes(1, "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.ISO_8859_1))
                        .number(2, 3)
                        .number(3, 16)
                        .result(16));
            }
            case "exec" -> scenes.exec();
            case "unlink" ->
                scenes.apply(scenes.begin(EventType.UNLINKAT, 50)
                        .number(1, -100)
                        .text(2, "notes.txt")
                        .number(3, 0)
                        .result(0));
            case "chmod" ->
                scenes.apply(scenes.begin(EventType.CHMOD, 50)
                        .text(1, "/tmp//x/./y")
                        .number(2, 04755)
                        .result(0));
            case "kill" ->
                scenes.apply(scenes.begin(EventType.KILL, 50)
                        .number(1, 60)
                        .number(2, 9)
                        .result(0));
            case "setuid" ->
                scenes.apply(scenes.begin(EventType.SETUID, 50).number(1, 0).result(0));
            case "generic" ->
                scenes.apply(scenes.begin(EventType.GENERIC, 50)
                        .number(0, 24)
                        .number(1, 24)
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
                .number(0, pid)
                .number(1, pid)
                .number(2, parent)
                .number(3, 50)
                .text(8, comm)
                .text(9, exe)
                .text(10, "/usr/bin/" + comm)
                .bytes(11, args.getBytes(StandardCharsets.ISO_8859_1))
                .bytes(12, "HOME=/home/u\0PATH=/bin\0".getBytes(StandardCharsets.ISO_8859_1))
                .text(13, cwd)
                .number(16, 0)
                .number(17, 0));
    }

    private void open(long flags, String name, long result, long number) {
        apply(begin(EventType.OPENAT, 50)
                .number(1, -100)
                .text(2, name)
                .number(3, flags)
                .number(4, 0644)
                .number(5, 7)
                .number(6, 90 + number)
                .result(result));
    }

    private void connect(int family, byte[] source, byte[] destination) {
        apply(begin(EventType.SOCKET, 60)
                .number(1, family)
                .number(2, 1)
                .number(3, 6)
                .number(4, 0)
                .result(3));
        byte[] tuple = new byte[5 + 2 * source.length];
        tuple[0] = (byte) family;
        System.arraycopy(source, 0, tuple, 1, source.length);
        tuple[1 + source.length] = (byte) 40_000;
        tuple[2 + source.length] = (byte) (40_000 >> 8);
        System.arraycopy(destination, 0, tuple, 3 + source.length, source.length);
        tuple[3 + 2 * source.length] = (byte) 443;
        tuple[4 + 2 * source.length] = (byte) (443 >> 8);
        apply(begin(EventType.CONNECT, 60).bytes(1, tuple).number(2, 3).result(0));
    }

    private void exec() {
        apply(begin(EventType.EXECVE, 60)
                .text(1, "/usr/bin/id")
                .bytes(2, "-u\0-n\0".getBytes(StandardCharsets.ISO_8859_1))
                .number(3, 60)
                .number(4, 60)
                .number(5, 50)
                .text(6, "/home/u")
                .text(13, "id")
                .bytes(15, "LANG=C\0".getBytes(StandardCharsets.ISO_8859_1))
                .number(23, 77)
                .number(26, 0)
                .text(27, "/usr/bin/id")
                .result(0));
    }
}
