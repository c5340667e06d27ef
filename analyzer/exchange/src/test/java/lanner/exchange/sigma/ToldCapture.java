package lanner.exchange.sigma;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.capture.event.AcceptParams;
import lanner.capture.event.ConnectParams;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
import lanner.capture.event.ImageParams;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.SocketParams;
import lanner.capture.event.UserRecord;
import lanner.capture.kit.CaptureStory;

/**
 * A capture told in a line: steps with a semicolon between them, words with blanks, in single quotes where they hold some.
 * {@code \n} in quotes is a line feed. The process 100, a child of 10, does all of it.
 *
 * <pre>
 * as UID                       who runs what is run from here on
 * in DIRECTORY                 and where
 * from PROGRAM ARGUMENT...     what the parent runs, the first argument its name
 * runs PROGRAM ARGUMENT...     what the process runs
 * reads|makes|appends PATH     opens for reading; for writing, made if it is not there; for writing at its end
 * unlinks PATH, renames OLD NEW, directory-removed PATH
 * connects|accepts ADDRESS PORT, connects6 LAST PORT
 * calls EVENT RESULT           any call, without parameters
 * exits
 * </pre>
 */
final class ToldCapture {
    private static final int PARENT = 10;
    private static final int CHILD = 100;
    private static final int HERE = -100;
    private static final int INET = 2;
    private static final int INET6 = 10;
    private static final int RDONLY = 1;
    private static final int WRONLY = 2;
    private static final int CREAT = 4;
    private static final int TRUNC = 256;
    private static final long REMOVEDIR = FlagSets.UNLINKAT_FLAGS.value("AT_REMOVEDIR");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|[^\\s';]+|;");

    private final CaptureStory story;
    private long user;
    private String directory = "/w";

    private ToldCapture(CaptureStory story) {
        this.story = story;
    }

    static void tell(Path capture, String line) throws IOException {
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.event(
                    EventType.USER,
                    0,
                    user -> user.number(UserRecord.UID, 1000)
                            .number(UserRecord.GID, 1000)
                            .text(UserRecord.NAME, "sam"));
            story.process(1, 0, "init").process(PARENT, 1, "sh").process(CHILD, PARENT, "sh");
            new ToldCapture(story).tell(line);
        }
    }

    private void tell(String line) throws IOException {
        List<String> step = new ArrayList<>();
        Matcher words = WORD.matcher(line);
        while (words.find()) {
            if (words.group().equals(";")) {
                step(step);
                step = new ArrayList<>();
            } else {
                step.add(words.group(1) == null ? words.group() : words.group(1).replace("\\n", "\n"));
            }
        }
        step(step);
    }

    private void step(List<String> words) throws IOException {
        List<String> rest = words.subList(1, words.size());
        switch (words.get(0)) {
            case "as" -> user = Long.parseLong(rest.get(0));
            case "in" -> directory = rest.get(0);
            case "from" -> runs(PARENT, 1, rest);
            case "runs" -> runs(CHILD, PARENT, rest);
            case "reads" -> opens(rest.get(0), RDONLY, 3);
            case "makes" -> opens(rest.get(0), WRONLY | CREAT | TRUNC, 3);
            case "appends" -> opens(rest.get(0), WRONLY, 3);
            case "fails-to-make" -> opens(rest.get(0), WRONLY | CREAT | TRUNC, -13);
            case "unlinks" -> story.unlinks(CHILD, rest.get(0));
            case "directory-removed" ->
                story.event(
                        EventType.UNLINKAT,
                        CHILD,
                        event -> event.result(0)
                                .number(EventType.UNLINKAT.indexOf("dirfd"), HERE)
                                .text(EventType.UNLINKAT.indexOf("name"), rest.get(0))
                                .number(EventType.UNLINKAT.indexOf("flags"), REMOVEDIR));
            case "renames" ->
                story.event(
                        EventType.RENAME,
                        CHILD,
                        event -> event.result(0)
                                .text(EventType.RENAME.indexOf("oldpath"), rest.get(0))
                                .text(EventType.RENAME.indexOf("newpath"), rest.get(1)));
            case "connects" -> story.connects(CHILD, 40000, rest.get(0), Integer.parseInt(rest.get(1)));
            case "connects6" -> connects6(Integer.parseInt(rest.get(0)), Integer.parseInt(rest.get(1)));
            case "accepts" -> accepts(rest.get(0), Integer.parseInt(rest.get(1)));
            case "calls" ->
                story.event(
                        EventType.byName(rest.get(0)).orElseThrow(),
                        CHILD,
                        event -> event.result(Long.parseLong(rest.get(1))));
            case "exits" -> story.exits(CHILD);
            default -> throw new IllegalArgumentException("no such step: " + words);
        }
    }

    private void runs(int pid, int parent, List<String> words) throws IOException {
        String program = words.get(0);
        String name = program.substring(program.lastIndexOf('/') + 1);
        String first = words.size() > 1 ? words.get(1) : name;
        StringBuilder arguments = new StringBuilder();
        words.stream().skip(2).forEach(each -> arguments.append(each).append('\0'));
        story.event(
                EventType.EXECVE,
                pid,
                event -> event.result(0)
                        .text(ImageParams.EXE, CaptureStory.bytes(first))
                        .text(ImageParams.ARGS, CaptureStory.bytes(arguments.toString()))
                        .number(ImageParams.TID, pid)
                        .number(ImageParams.PID, pid)
                        .number(ImageParams.PTID, parent)
                        .text(ImageParams.CWD, directory)
                        .text(ImageParams.COMM, name.substring(0, Math.min(15, name.length())))
                        .number(EventType.EXECVE.indexOf("loginuid"), user)
                        .number(EventType.EXECVE.indexOf("uid"), user)
                        .text(EventType.EXECVE.indexOf("trusted_exepath"), CaptureStory.bytes(program)));
    }

    private void opens(String path, int flags, int result) throws IOException {
        story.event(
                EventType.OPENAT,
                CHILD,
                event -> event.result(result)
                        .number(OpenatParams.DIRFD, HERE)
                        .text(OpenatParams.NAME, CaptureStory.bytes(path))
                        .number(OpenatParams.FLAGS, flags)
                        .number(OpenatParams.MODE, 0));
    }

    private void connects6(int last, int port) throws IOException {
        byte[] tuple = new byte[37];
        tuple[0] = INET6;
        tuple[16] = 1;
        port(40000, tuple, 17);
        tuple[19] = (byte) 0xFE;
        tuple[20] = (byte) 0x80;
        tuple[34] = (byte) last;
        port(port, tuple, 35);
        story.event(EventType.SOCKET, CHILD, event -> socket(event, INET6));
        story.event(
                EventType.CONNECT,
                CHILD,
                event -> event.result(0).bytes(ConnectParams.TUPLE, tuple).number(ConnectParams.FD, 3));
    }

    private static EventEncoder socket(EventEncoder event, int domain) {
        return event.result(3)
                .number(SocketParams.DOMAIN, domain)
                .number(SocketParams.TYPE, 1)
                .number(SocketParams.PROTO, 6)
                .number(SocketParams.FLAGS, 0);
    }

    private void accepts(String address, int port) throws IOException {
        byte[] tuple = new byte[13];
        tuple[0] = INET;
        String[] parts = address.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            tuple[1 + i] = (byte) Integer.parseInt(parts[i]);
        }
        port(50000, tuple, 5);
        System.arraycopy(new byte[] {10, 0, 0, 1}, 0, tuple, 7, 4);
        port(port, tuple, 11);
        story.event(EventType.ACCEPT4, CHILD, event -> event.result(4).bytes(AcceptParams.TUPLE, tuple));
    }

    private static void port(int number, byte[] tuple, int at) {
        tuple[at] = (byte) number;
        tuple[at + 1] = (byte) (number >> 8);
    }
}
