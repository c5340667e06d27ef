package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Samples;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser without a window: Chromium, if one is installed. */
@Timeout(300)
class CapturePageBrowserTest {
    private static final Pattern LINE = Pattern.compile("<div role=\"row\"");

    @TempDir
    private Path directory;

    private ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();

    private static Optional<Path> browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @BeforeEach
    void listen() throws IOException {
        assumeTrue(browser().isPresent(), "needs Chromium: apt-get install chromium");
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(() -> {
            try {
                while (true) {
                    server.accept().close();
                    connections.incrementAndGet();
                }
            } catch (SocketException e) {
                // The test is over.
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/x";
    }

    @Test
    void namesOfACaptureNeitherRunNorFetchAnything() throws IOException, InterruptedException {
        Path plain = directory.resolve("plain.html");
        Files.writeString(plain, "<title>before</title><img src=\"" + url() + "\" onerror=\"document.title='ran'\">");
        assertThat(dom(plain, "")).contains("<title>ran</title>");
        assertThat(connections).as("a page without a policy fetches").hasPositiveValue();
        connections.set(0);

        Path capture = directory.resolve("hostile.lanner");
        String name = "/tmp/</script><script>document.title='ran'</script><img src=" + url()
                + " onerror=document.title='ran'>";
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(7, 1, "<b onclick=x>").opens(7, 3, name).unlinks(7, name);
        }
        String dom = dom(page(capture), "#event-1-2");

        // Values of attributes are written as they are.
        String elements = dom.replaceAll("title=\"[^\"]*\"", "");
        assertThat(elements).contains("<title>hostile.lanner</title>").doesNotContain("<img", "<b ");
        assertThat(elements).as("the name is shown as text").contains("&lt;img src=" + url());
        assertThat(connections).hasValue(0);
    }

    @Test
    void ofTwentyThousandRowsThoseInViewAlonePaint() throws IOException, InterruptedException {
        Path capture = directory.resolve("long.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(7, 1, "make");
            for (int i = 0; i < 20_000; i++) {
                story.opens(7, 3, "/w/file" + i);
            }
        }
        Path page = page(capture);
        String top = dom(page, "");
        String deep = dom(page, "#event-1-15001");

        assertThat(lines(top)).isBetween(10L, 120L);
        assertThat(lines(deep)).isBetween(10L, 120L);
        assertThat(top)
                .contains("20,000 events</output>", "title=\"/w/file3\"")
                .doesNotContain("title=\"/w/file15000\"");
        assertThat(deep)
                .contains("title=\"/w/file15000\"", "<dd>/w/file15000</dd>")
                .doesNotContain("title=\"/w/file3\"");
    }

    @Test
    void aProcessOfTheTreeLeadsToItsRows() throws IOException, InterruptedException {
        Path capture = directory.resolve("two.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(7, 1, "make").forks(7, 8, "cc");
            story.opens(7, 3, "/w/Makefile").opens(8, 3, "/w/a.c");
        }
        String html = Files.readString(page(capture));
        Matcher link = Pattern.compile("href=\"(#process-\\d+)\">8 ").matcher(html);
        assertThat(link.find()).isTrue();

        String dom = dom(directory.resolve("page.html"), link.group(1));

        assertThat(dom).contains("title=\"/w/a.c\"", "cc 8 alone").doesNotContain("title=\"/w/Makefile\"");
    }

    private static long lines(String dom) {
        return LINE.matcher(dom).results().count();
    }

    private Path page(Path capture) throws IOException {
        try (Workspace workspace = Samples.indexed(List.of(Samples.session(directory, capture)))) {
            Path page = directory.resolve("page.html");
            Excerpt excerpt = new Excerpt(Samples.rows(workspace, "", RowFilter.NONE), List.of());
            new CapturePage(workspace, excerpt, List.of(), Optional.empty(), "lanner 1.2.3", Clock.systemUTC())
                    .save(page, JobProgress.NONE);
            return page;
        }
    }

    /** What the page has become once its script has run. */
    private String dom(Path page, String fragment) throws IOException, InterruptedException {
        Path out = directory.resolve("dom");
        Process process = new ProcessBuilder(
                        browser().orElseThrow().toString(),
                        "--headless",
                        // Only ordinary users can have its sandbox; what is opened is ours.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--window-size=1400,900",
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        page.toUri() + fragment)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(240, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("the browser ended").isTrue();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
