package lanner.cli.ruletest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lanner.product.InputException;

/** The files of tests that paths stand for: a directory for its own that end in {@code .test.yaml}, however deep. */
public final class TestFiles {
    private static final String SUFFIX = ".test.yaml";

    private TestFiles() {}

    /** Finds and reads them, each once, in order of paths and names; there is at least one. */
    public static List<RuleTestFile> read(List<Path> paths) throws IOException, InputException {
        List<RuleTestFile> files = new ArrayList<>();
        for (Path path : find(paths)) {
            files.add(RuleTestFile.read(path));
        }
        if (files.isEmpty()) {
            throw new InputException("no tests: no file that ends in " + SUFFIX);
        }
        return files;
    }

    /** The tests whose name contains a text; there is at least one. */
    public static List<RuleTest> named(List<RuleTestFile> files, String text) throws InputException {
        List<RuleTest> tests = files.stream()
                .flatMap(file -> file.tests().stream())
                .filter(test -> test.name().contains(text))
                .toList();
        if (tests.isEmpty()) {
            throw new InputException(
                    text.isEmpty() ? "no tests: their files hold none" : "no test's name contains '" + text + "'");
        }
        return tests;
    }

    static Set<Path> find(List<Path> paths) throws IOException, InputException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> found = Files.walk(path)) {
                    found.filter(file -> isNamedSo(file) && Files.isRegularFile(file))
                            .sorted()
                            .forEach(files::add);
                }
            } else if (Files.isRegularFile(path)) {
                files.add(path);
            } else {
                throw new InputException(path + ": there is no such file");
            }
        }
        return files;
    }

    static boolean isNamedSo(Path file) {
        return file.toString().endsWith(SUFFIX);
    }
}
