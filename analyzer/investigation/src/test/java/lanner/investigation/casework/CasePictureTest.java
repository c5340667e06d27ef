package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import lanner.investigation.Samples;
import lanner.investigation.casework.CasePicture.Format;
import lanner.investigation.casework.CasePicture.Subject;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class CasePictureTest {
    @TempDir
    private Path directory;

    private static String svg(Workspace workspace, RowSet rows, Subject subject) throws IOException {
        byte[] bytes = new CasePicture(workspace, rows, subject)
                .bytes(Format.SVG, JobProgress.NONE)
                .orElseThrow();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }

    @Test
    void theTreeShowsWhoStartedWhomAndWhereAlertsAre() throws Exception {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            String svg = svg(workspace, RowSet.all(workspace.events()), Subject.TREE);
            assertThat(svg)
                    .contains("npm install colour-strings", "! 140 updater", "exit 0", "2026-11-25 18:27:0")
                    .contains("malicious-install-script");
            Element root = parsed(svg);
            assertThat(root.getElementsByTagName("rect").getLength())
                    .as("the ground and a life each")
                    .isGreaterThan(10);
            assertThat(root.getElementsByTagName("line").getLength()).isGreaterThan(10);
        }
    }

    @Test
    void ofSomeEventsItShowsTheirProcessesAndThoseAbove() throws Exception {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            RowSet rows = Samples.rows(workspace, "proc.name = updater", RowFilter.NONE);
            assertThat(svg(workspace, rows, Subject.TREE))
                    .contains("140 updater", "131 sh ./scripts/setup.sh", "npm install")
                    .doesNotContain("curl ");
            assertThat(svg(workspace, rows, Subject.TIME_LINE))
                    .contains("updater 140", "!")
                    .doesNotContain("npm");
        }
    }

    @Test
    void theTimeLineHasALaneForEachProcessAndLosesNoAlert() throws Exception {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            String svg = svg(workspace, RowSet.all(workspace.events()), Subject.TIME_LINE);
            assertThat(svg).contains("updater 140", "at most ", "2026-11-25 18:27:0");
            long signs = svg.lines().filter(line -> line.contains(">!</text>")).count();
            assertThat(signs).isGreaterThanOrEqualTo(6);
            parsed(svg);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatACaptureHoldsCannotActInIt(Subject subject) throws Exception {
        Path capture = Samples.hostile(directory);
        try (Workspace workspace = Samples.indexed(List.of(Samples.session(directory, capture)))) {
            String svg = svg(workspace, RowSet.all(workspace.events()), subject);
            assertThat(svg).doesNotContain("<script", "<img", "href", "\u202e", "\u001b");
            assertThat(parsed(svg).getTagName()).isEqualTo("svg");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPngIsTwiceAsLargeAndHasThePictureInIt(Subject subject) throws Exception {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            RowSet rows = RowSet.all(workspace.events());
            Path file = directory.resolve("picture.png");
            assertThat(new CasePicture(workspace, rows, subject)
                            .save(file, Format.of(file), Optional.empty(), JobProgress.NONE))
                    .isTrue();
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
            Element svg = parsed(svg(workspace, rows, subject));
            assertThat(image.getWidth()).isEqualTo(2 * Integer.parseInt(svg.getAttribute("width")));
            assertThat(image.getHeight()).isEqualTo(2 * Integer.parseInt(svg.getAttribute("height")));
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            long painted = java.util.Arrays.stream(pixels)
                    .filter(pixel -> (pixel & 0xFFFFFF) != 0xFFFFFF)
                    .count();
            assertThat(painted).isBetween(pixels.length / 100L, pixels.length / 2L);
        }
    }

    @Test
    void ofNothingItSaysSo() throws Exception {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            RowSet none = Samples.rows(workspace, "proc.name = nosuch", RowFilter.NONE);
            assertThat(svg(workspace, none, Subject.TREE)).contains("No process is known.");
            assertThat(svg(workspace, none, Subject.TIME_LINE)).contains("No event was chosen.");
        }
    }

    @Test
    void isNotWrittenIntoTheCapture() throws Exception {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            Path inside = workspace.captures().get(0).path().resolve("tree.svg");
            CasePicture picture = new CasePicture(workspace, RowSet.all(workspace.events()), Subject.TREE);
            assertThatThrownBy(() -> picture.save(inside, Format.SVG, Optional.empty(), JobProgress.NONE))
                    .isInstanceOf(IOException.class);
            assertThat(inside).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource({"a.svg, SVG", "a.PNG, PNG", "a.png, PNG", "a, SVG"})
    void theNameSaysWhatItIsWrittenAs(String name, Format format) {
        assertThat(Format.of(Path.of(name))).isEqualTo(format);
    }
}
