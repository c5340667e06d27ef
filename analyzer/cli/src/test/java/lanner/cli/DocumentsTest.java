package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lanner.recorder.SourceTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The documents of a checkout, and those of them that {@code dist/pom.xml} packs. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern PACKED =
            Pattern.compile("share/doc/lanner\">\\s*<fileset dir=\"[^\"]*\" includes=\"([^\"]*)\"");

    private Path checkout;

    @BeforeEach
    void findTheCheckout() throws IOException {
        checkout = Path.of("../..").toRealPath();
        assumeTrue(Files.isRegularFile(checkout.resolve("dist/pom.xml")), "there is no checkout around this module");
    }

    /** All files, relative to the checkout. */
    private List<Path> files() throws IOException {
        return SourceTree.files(checkout).stream().map(checkout::relativize).toList();
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        assertThat(broken(files(), path -> Files.exists(checkout.resolve(path))))
                .isEmpty();
    }

    @Test
    void everyLinkOfAnArchivesDocumentsLeadsToAnotherThere() throws IOException {
        Matcher packed = PACKED.matcher(Files.readString(checkout.resolve("dist/pom.xml")));
        assertThat(packed.find()).isTrue();
        List<PathMatcher> patterns = Stream.of(packed.group(1).split(","))
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
        List<Path> documents = files().stream()
                .filter(path -> patterns.stream().anyMatch(pattern -> pattern.matches(path)))
                .toList();
        assertThat(documents).contains(Path.of("README.md"), Path.of("viewer/docs/explore.png"));
        assertThat(broken(documents, path -> documents.stream().anyMatch(each -> each.startsWith(path))))
                .isEmpty();
    }

    /** Links in some documents that lead to no file, or to no heading of it. */
    private List<String> broken(List<Path> documents, Predicate<Path> exists) throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents) {
            if (!document.toString().endsWith(".md")) {
                continue;
            }
            Matcher link = LINK.matcher(Files.readString(checkout.resolve(document)));
            while (link.find()) {
                if (!link.group(1).contains("://") && !leadsSomewhere(document, link.group(1), exists)) {
                    broken.add(document + " -> " + link.group(1));
                }
            }
        }
        return broken;
    }

    private boolean leadsSomewhere(Path document, String link, Predicate<Path> exists) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        return exists.test(target)
                && (parts.length == 1
                        || headings(Files.readString(checkout.resolve(target))).contains(parts[1]));
    }

    /** As GitHub makes names of them: small letters, digits, hyphens for spaces. */
    private static List<String> headings(String document) {
        return HEADING.matcher(document)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
