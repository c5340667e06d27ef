package lanner.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** All packages of Lanner, and which knows which. The picture is written to {@code target/packages.txt} as well. */
class PackagePictureTest {
    private static final String ROOT = "lanner.";

    @Test
    void arrowsBetweenPackagesPointOneWay(TestReporter reporter) throws IOException {
        Map<String, Set<String>> knows = packages();
        assertThat(knows).hasSizeGreaterThan(30);
        List<List<String>> layers = layers(knows);
        String picture = picture(layers, knows);
        Files.writeString(Path.of("target", "packages.txt"), picture);
        reporter.publishEntry("packages", picture);
        assertThat(layers.stream().mapToInt(List::size).sum())
                .as("packages in no cycle, and above none:%n%s", picture)
                .isEqualTo(knows.size());
    }

    private static Map<String, Set<String>> packages() {
        Map<String, Set<String>> knows = new TreeMap<>();
        for (JavaClass each : House.LANNER) {
            Set<String> others = knows.computeIfAbsent(each.getPackageName(), name -> new TreeSet<>());
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String other =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (other.startsWith(ROOT) && !other.equals(each.getPackageName())) {
                    others.add(other);
                }
            }
        }
        return knows;
    }

    /** The lowest first: packages that know none but those of the layers before. What is in a cycle is in no layer. */
    private static List<List<String>> layers(Map<String, Set<String>> knows) {
        List<List<String>> layers = new ArrayList<>();
        Set<String> below = new TreeSet<>();
        while (true) {
            List<String> layer = knows.keySet().stream()
                    .filter(name -> !below.contains(name) && below.containsAll(knows.get(name)))
                    .toList();
            if (layer.isEmpty()) {
                return layers;
            }
            layers.add(layer);
            below.addAll(layer);
        }
    }

    private static String picture(List<List<String>> layers, Map<String, Set<String>> knows) {
        StringBuilder picture = new StringBuilder();
        for (int number = layers.size() - 1; number >= 0; number--) {
            for (String name : layers.get(number)) {
                picture.append(
                        String.format("%2d  %-30s -> %s%n", number, shortened(name), shortened(knows.get(name))));
            }
        }
        Set<String> left = new TreeSet<>(knows.keySet());
        layers.forEach(left::removeAll);
        left.forEach(name ->
                picture.append(String.format(" ?  %-30s -> %s%n", shortened(name), shortened(knows.get(name)))));
        return picture.toString();
    }

    private static String shortened(String name) {
        return name.substring(ROOT.length());
    }

    private static String shortened(Set<String> names) {
        return String.join(
                " ", names.stream().map(PackagePictureTest::shortened).toList());
    }
}
