package lanner.recorder.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lanner.recorder.recording.RecordingOptions;
import lanner.recorder.recording.Redactions;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.session.RecordingException;
import lanner.recorder.syscall.EnvironmentPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which calls are recorded, and how much of each. */
final class ContentOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = {
                "Which system calls to trace (default: forensic).",
                "rules: what detection rules and state need;",
                "forensic: every decoded call except reads, writes, waits and memory;",
                "all: every call."
            })
    private String profile = "forensic";

    @Option(
            names = "--rules",
            paramLabel = "FILE|DIR",
            description = {
                "Trace what these rules and their fields need, and print which calls and why. May be given "
                        + "several times.",
                "Needs the analyzer on this machine; --calls does not."
            })
    private List<Path> rules = List.of();

    @Option(
            names = "--calls",
            paramLabel = "FILE",
            description = "Trace the calls in this list, made by: lanner rules calls RULES > FILE")
    private @Nullable Path calls;

    @Option(
            names = "--snaplen",
            paramLabel = "BYTES",
            description = "Keep at most this much data of a read, a write or a message (default: 80).")
    private int snaplenData = 80;

    @Option(
            names = "--snaplen-path",
            paramLabel = "BYTES",
            description = "Keep at most this much of a path or an argument list (default: 4096).")
    private int snaplenPath = 4096;

    @Option(
            names = "--env",
            paramLabel = "POLICY",
            description = "Which part of the environment to keep: none, names or all (default: none).")
    private String environment = "none";

    /**
     * The calls to trace.
     *
     * @param explains whether calls taken from rules are listed with the reason for each
     * @throws RecordingException when the rules or the list cannot be read
     */
    Selection selection(boolean explains) throws RecordingException {
        if (!rules.isEmpty() && calls != null) {
            throw new ParameterException(spec.commandLine(), "either --rules or --calls, not both");
        }
        if (rules.isEmpty() && calls == null) {
            return Selection.of(Choices.choose(spec, Profile.class, "--profile", profile));
        }
        if (spec.commandLine().getParseResult().hasMatchedOption("--profile")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--profile cannot be combined with --rules or --calls: each says what to trace");
        }
        Selection selection = calls != null ? RuleCalls.read(calls) : RuleCalls.derive(rules);
        if (explains) {
            PrintWriter err = spec.commandLine().getErr();
            RuleCalls.explain(selection).forEach(err::println);
            err.flush();
        }
        return selection;
    }

    /** What is kept of these calls. */
    RecordingOptions options(Selection selection, List<String> redactions) {
        try {
            return new RecordingOptions(
                    snaplenPath,
                    snaplenData,
                    Choices.choose(spec, EnvironmentPolicy.class, "--env", environment),
                    redactions.isEmpty() ? Optional.empty() : Optional.of(Redactions.of(redactions)),
                    selection);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
