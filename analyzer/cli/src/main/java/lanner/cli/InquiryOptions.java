package lanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lanner.product.InputException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The captures, and the rules, of commands that ask about captures as a whole. */
final class InquiryOptions {
    @Parameters(
            paramLabel = "CAPTURE",
            arity = "1..32",
            description = "Captures, packed or not, scap files, or audit logs of Kubernetes.")
    private List<Path> captures = List.of();

    @Mixin
    private AlertRules rules;

    List<Path> captures() {
        return captures;
    }

    List<Path> rules() throws IOException, InputException {
        return rules.files();
    }

    Inquiry open() throws IOException, InputException {
        return Inquiry.open(captures, rules());
    }
}
