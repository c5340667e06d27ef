import java.io.File;
import java.io.IOException;
import lanner.cli.Lanner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the sources of the manual pages, one a command: {@code java dist/ManualPages.java DIRECTORY}. */
final class ManualPages {
    private ManualPages() {}

    public static void main(String[] arguments) throws IOException {
        CommandSpec root = Lanner.allCommands();
        int status = ManPageGenerator.generateManPage(new File(arguments[0]), null, new boolean[0], true, root);
        if (status != 0) {
            throw new IOException("the generator of manual pages ended with " + status);
        }
    }
}
