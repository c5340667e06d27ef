import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.cli.Lanner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the sources of the manual pages, one a command: {@code java dist/ManualPages.java DIRECTORY}. */
final class ManualPages {
    private static final String FOOTER = "// tag::picocli-generated-man-section-footer[]\n";
    private static final String END = "// end::picocli-generated-man-section-footer[]\n";
    private static final String EXIT_STATUS = "Exit status: ";

    private ManualPages() {}

    public static void main(String[] arguments) throws IOException {
        CommandSpec root = Lanner.allCommands();
        Path directory = Path.of(arguments[0]);
        String version = root.version()[0];
        int status = ManPageGenerator.generateManPage(directory.toFile(), null, new boolean[0], true, root);
        if (status != 0) {
            throw new IOException("the generator of manual pages ended with " + status);
        }
        List<Path> pages;
        try (Stream<Path> files = Files.list(directory)) {
            pages = files.filter(file -> file.toString().endsWith(".adoc")).sorted().toList();
        }
        for (Path page : pages) {
            String text = Files.readString(page).replaceFirst("(?m)^:mansource: *$", ":mansource: " + version);
            Files.writeString(page, finished(text, seeAlso(page, pages)));
        }
    }

    /** The generator breaks the footer's lines where the command line does; a page has its own width. */
    private static String finished(String page, String seeAlso) {
        int footer = page.indexOf(FOOTER);
        int end = page.indexOf(END);
        boolean has = footer >= 0 && end >= 0;
        int start = has ? footer + FOOTER.length() : page.indexOf("// end::picocli-generated-full-manpage[]");
        String sections = (has ? sections(page.substring(start, end)) : "") + seeAlso;
        return page.substring(0, start) + sections + page.substring(has ? end : start);
    }

    /** Indented lines are examples, printed as they are; others are filled, and what is said of the exit status is a section. */
    private static String sections(String footer) {
        StringBuilder sections = new StringBuilder();
        boolean example = false;
        for (String line : footer.split("\n")) {
            if (line.startsWith("==")) {
                sections.append(line.replaceFirst("==\\s*", "== ").replaceFirst(":$", "")).append('\n');
            } else if (line.startsWith(EXIT_STATUS)) {
                String rest = line.substring(EXIT_STATUS.length());
                sections.append("\n== Exit status\n\n")
                        .append(Character.toUpperCase(rest.charAt(0)))
                        .append(rest.substring(1))
                        .append('\n');
            } else if (!line.equals("[%hardbreaks]")) {
                boolean indented = line.startsWith(" ");
                sections.append(indented != example ? "\n" : "").append(line).append('\n');
                example = indented;
            }
        }
        return sections.toString();
    }

    private static String seeAlso(Path page, List<Path> pages) {
        String own = name(page);
        return "\n== See also\n\n"
                + pages.stream()
                        .map(ManualPages::name)
                        .filter(name -> own.equals("lanner") ? !name.equals(own) : isNear(name, own))
                        .map(name -> "*" + name + "*(1)")
                        .collect(Collectors.joining(", "))
                + "\n\n";
    }

    /** The page of the whole, that of the command around a subcommand, and those of a command's subcommands. */
    private static boolean isNear(String name, String own) {
        return !name.equals(own) && (own.startsWith(name + "-") || name.startsWith(own + "-"));
    }

    private static String name(Path page) {
        return page.getFileName().toString().replaceFirst("\\.adoc$", "");
    }
}
