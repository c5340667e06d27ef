package lanner.cli;

import java.nio.file.Path;
import lanner.behaviour.compare.ShapesFile;
import lanner.engine.yaml.YamlFile;
import lanner.product.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of commands that compare what recordings did: by which rules names are alike. */
final class ShapesOption {
    @Option(
            names = "--shapes",
            paramLabel = "FILE",
            description = "The rules that make names alike; 'extends: shipped' in it adds to those that are shipped.")
    private @Nullable Path shapes;

    /** The text of the file, to be read elsewhere. */
    String text() throws InputException {
        return shapes == null ? ShapesFile.shippedText() : YamlFile.read(shapes).text();
    }

    ShapesFile.Rules read() throws InputException {
        return shapes == null ? ShapesFile.shipped() : ShapesFile.read(shapes);
    }
}
