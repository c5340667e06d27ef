package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.engine.alert.AlertText;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.casework.CaseReport;
import lanner.investigation.casework.CaseText;
import lanner.investigation.casework.ReportHeading;
import lanner.investigation.casework.ReportSignature;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Integrity;
import lanner.product.ExitCode;
import lanner.product.InputException;
import lanner.product.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code report}: an investigation as a document. */
@Command(
        name = "report",
        description = {
            "Writes a report about captures, as HTML or Markdown.",
            "Summary, alerts by gravity with their techniques, time line, process tree, programs, affected files, peers "
                    + "with their bytes, accounts, integrity, what is left out, and the commands that find the same again. "
                    + "Bookmarks, notes and decisions come from the case file that the viewer keeps beside the capture, "
                    + "if there is one.",
            "--for manager is one page: what happened, what it means, since when, what is affected, what is next. "
                    + "--for court is all of it with each line of the case file and numbered pages; --sign puts a "
                    + "signature beside the file, which lanner verify checks.",
            "The page stands alone: nothing is fetched, no script runs, texts of captures are escaped. Times are UTC."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner report build.lanner -o report.html",
            "  lanner report build.lanner -r falco_rules.yaml -o report.md",
            "  lanner report build.lanner --case mine.lanner-case -o report.html",
            "  lanner report build.lanner --for manager -o page.html",
            "  lanner report build.lanner --for court --sign my.key -o report.html"
        })
final class ReportCommand implements Callable<Integer> {
    private static final List<String> ENDINGS = List.of(".html", ".htm", ".md", ".markdown");

    @Spec
    private CommandSpec spec;

    @Mixin
    private InquiryOptions given;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The file to write: .html, or .md for Markdown.")
    private Path output;

    @Option(
            names = "--case",
            paramLabel = "FILE",
            description = "The case file whose bookmarks and decisions are reported, and which notes the report.")
    private @Nullable Path caseFile;

    @Option(
            names = "--for",
            paramLabel = "WHO",
            description = "analyst, manager or court (default: ${DEFAULT-VALUE}).",
            defaultValue = "analyst",
            converter = AudienceConverter.class)
    private CaseReport.Audience audience;

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description = "Sign the report with this Ed25519 key (PEM; openssl genpkey -algorithm ed25519): FILE.sig.")
    private @Nullable Path key;

    @Option(names = "--analyst", paramLabel = "NAME", description = "Who has it written.")
    private String analyst = "";

    @Option(
            names = "--case-number",
            paramLabel = "NUMBER",
            description = "What the case is called (default: the number in the case file).")
    private String caseNumber = "";

    @Option(names = "--json", description = "Say on standard output, as one JSON object, what was written.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InputException {
        Path name = output.getFileName();
        if (name == null || ENDINGS.stream().noneMatch(name.toString().toLowerCase(Locale.ROOT)::endsWith)) {
            throw new ParameterException(spec.commandLine(), "-o takes a name that ends in .html or .md");
        }
        line("--analyst", analyst);
        line("--case-number", caseNumber);
        Optional<ReportSignature> signature = signature();
        try (Inquiry inquiry = given.open()) {
            inquiry.workspace().refuse(output);
            List<Optional<Integrity>> integrity = new ArrayList<>();
            for (CaptureSession capture : inquiry.workspace().captures()) {
                integrity.add(Optional.of(inquiry.run(progress -> Integrity.of(capture, Clock.systemUTC(), progress))));
            }
            inquiry.index();
            CaseFile notes = CaseFile.open(caseOf(inquiry), Clock.systemUTC());
            notes.analyst(analyst);
            ReportHeading heading =
                    new ReportHeading(caseNumber.isBlank() ? notes.number() : caseNumber.strip(), analyst.strip());
            CaseReport report = new CaseReport(
                    inquiry.workspace(), notes, heading, integrity, Version.product(), Clock.systemUTC());
            inquiry.run(progress ->
                    report.save(output, audience, signature, progress) ? Optional.of(true) : Optional.empty());
            if (caseFile != null) {
                notes.exported(name.toString());
            }
            say(integrity);
            return status(integrity).code();
        }
    }

    private Optional<ReportSignature> signature() throws IOException {
        if (key == null) {
            return Optional.empty();
        }
        if (!Files.exists(key)) {
            throw new ParameterException(spec.commandLine(), "there is no key " + key);
        }
        return Optional.of(ReportSignature.by(key));
    }

    private void line(String option, String text) {
        CaseText.problem(text).ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), option + " takes " + problem);
        });
    }

    /** The words of an audience. */
    private static final class AudienceConverter implements ITypeConverter<CaseReport.Audience> {
        @Override
        public CaseReport.Audience convert(String word) {
            return Arrays.stream(CaseReport.Audience.values())
                    .filter(each -> each.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("analyst, manager or court, not '" + word + "'"));
        }
    }

    /** Where nobody named a case, and none is there, its name stands for an empty one: it is not written. */
    private Path caseOf(Inquiry inquiry) throws InputException {
        if (caseFile == null) {
            return CaseFile.besides(inquiry.workspace().captures().get(0).given());
        }
        if (!Files.exists(caseFile, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException("there is no case file " + caseFile);
        }
        return caseFile;
    }

    private void say(List<Optional<Integrity>> integrity) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> verdicts = integrity.stream()
                .flatMap(Optional::stream)
                .map(Integrity::words)
                .toList();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("report", JsonText.latin(output.toString()));
            object.put("verdicts", verdicts);
            out.println(JsonText.write(object));
        } else {
            out.println("report written to " + AlertText.visibleCharacters(output.toString()) + "; the capture is: "
                    + String.join("; ", verdicts));
        }
        out.flush();
    }

    /** As verify has it for a damaged capture; what is written about it is written all the same, and says so. */
    static ExitCode status(List<Optional<Integrity>> integrity) {
        boolean damaged = integrity.stream()
                .flatMap(Optional::stream)
                .flatMap(each -> each.verdict().stream())
                .anyMatch(verdict -> verdict == Verdict.DAMAGED);
        return damaged ? ExitCode.BAD_INPUT : ExitCode.DONE;
    }
}
