package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lanner.capture.event.SyscallNames;
import lanner.recorder.Machine;
import lanner.recorder.StartedRecorder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seccomp profile of a recording, put upon the recorded server by the kernel: its tests pass, and fail without a call. */
@Tag("ptrace")
class PolicyLiveTest {
    /** Serves a directory, asks itself for a page, a list and a page that is not there, and ends. */
    private static final String SERVER = """
            import functools, http.client, http.server, sys, threading
            handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            def get(path):
                connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=250)
                connection.request("GET", path)
                answer = connection.getresponse()
                return answer.status, answer.read()
            assert get("/page") == (200, b"hello"), "the page"
            assert b"page" in get("/")[1], "the list"
            assert get("/none")[0] == 404, "the page that is not there"
            server.shutdown()
            print("all passed")
            """;

    /** Runs a command under an OCI profile by prctl(2): FILE of the profile, FILE of names and numbers, the command. */
    private static final String CONFINED = """
            import ctypes, json, os, struct, sys
            profile = json.load(open(sys.argv[1]))
            numbers = dict(line.split() for line in open(sys.argv[2]))
            allowed = [int(numbers[n]) for r in profile["syscalls"] for n in r["names"] if n in numbers]
            filter = [(0x20, 0, 0, 0)]
            for number in sorted(set(allowed)):
                filter += [(0x15, 0, 1, number), (0x06, 0, 0, 0x7fff0000)]
            filter += [(0x06, 0, 0, 0x00050000 | profile["defaultErrnoRet"])]
            code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in filter))
            program = struct.pack("HxxxxxxP", len(filter), ctypes.addressof(code))
            libc = ctypes.CDLL(None, use_errno=True)
            assert libc.prctl(38, 1, 0, 0, 0) == 0, "PR_SET_NO_NEW_PRIVS"
            assert libc.prctl(22, 2, ctypes.create_string_buffer(program), 0, 0) == 0, "PR_SET_SECCOMP"
            os.execv(sys.argv[3], sys.argv[3:])
            """;

    @TempDir
    private Path directory;

    private Path python;
    private Path script;
    private Path pages;

    @BeforeEach
    void writePrograms() throws Exception {
        Machine.need("python3");
        python = List.of(System.getenv("PATH").split(":")).stream()
                .map(place -> Path.of(place, "python3"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        pages = Files.createDirectory(directory.resolve("pages"));
        Files.writeString(pages.resolve("page"), "hello");
        assumeTrue(
                run(List.of(python.toString(), "-c", "import ctypes, http.server, json")).status == 0,
                "python3 has no http.server, ctypes or json");
        script = Files.writeString(directory.resolve("server.py"), SERVER);
    }

    private List<String> server() {
        return List.of(python.toString(), script.toString(), pages.toString());
    }

    private record Ended(int status, String said) {}

    private Ended run(List<String> line) throws Exception {
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as(Files.readString(said))
                .isTrue();
        return new Ended(process.exitValue(), Files.readString(said));
    }

    private Ended confined(Path profile) throws Exception {
        Path confined = Files.writeString(directory.resolve("confined.py"), CONFINED);
        SyscallNames table =
                System.getProperty("os.arch").equals("aarch64") ? SyscallNames.arm64() : SyscallNames.X86_64;
        List<String> numbers = new ArrayList<>();
        for (int number : table.numbers()) {
            numbers.add(table.name(number) + " " + number);
        }
        Path names = Files.write(directory.resolve("numbers"), numbers);
        List<String> line =
                new ArrayList<>(List.of(python.toString(), confined.toString(), profile.toString(), names.toString()));
        line.addAll(server());
        return run(line);
    }

    @Test
    void theServersTestsPassUnderItsOwnProfileAndFailWithoutOneOfItsCalls() throws Exception {
        Path capture = directory.resolve("server.lanner");
        List<String> line = StartedRecorder.line();
        line.addAll(List.of("record", "-q", "--profile", "all", "-o", capture.toString(), "--"));
        line.addAll(server());
        Ended recorded = run(line);
        Machine.needTracing(recorded.said);
        assertThat(recorded).isEqualTo(new Ended(0, recorded.said));
        assertThat(recorded.said).contains("all passed");

        Path profile = directory.resolve("seccomp.json");
        Answer made = Answer.of("policy", "seccomp", capture, "-o", profile);
        assertThat(made.status()).as(made.err()).isZero();
        Ended under = confined(profile);
        assertThat(under.said).contains("all passed");
        assertThat(under.status).isZero();
        assertThat(Answer.of("policy", "check", profile, capture))
                .isEqualTo(new Answer(0, "every call is let through\n", ""));

        Path less = directory.resolve("less.json");
        String whole = Files.readString(profile);
        assertThat(whole).contains("\"getdents64\",\n");
        Files.writeString(less, whole.replaceFirst(" *\"getdents64\",\n", ""));
        Ended without = confined(less);
        assertThat(without.status).as(without.said).isNotZero();
        Answer check = Answer.of("policy", "check", less, capture);
        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out()).startsWith("getdents64: SCMP_ACT_ERRNO, ").endsWith("1 call is not let through\n");
    }
}
