package lanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lanner.cli.input.InputException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The captures, and the rules, of commands that ask about captures as a whole. */
final class InquiryOptions {
    @Parameters(paramLabel = "CAPTURE", arity = "1..32", description = "Captures, packed or not, or scap files.")
    private List<Path> captures = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "The rules whose alerts are shown (default: the rules that come with Lanner).")
    private List<Path> rules = List.of();

    List<Path> captures() {
        return captures;
    }

    Inquiry open() throws IOException, InputException {
        return Inquiry.open(captures, RuleFiles.orShipped(rules));
    }
}
