package lanner.investigation.casework;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.except.DraftException;
import lanner.engine.except.ExceptionDraft;
import lanner.engine.except.ExceptionDrafter;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.finding.FindingText;
import lanner.engine.rules.read.RuleFile;
import lanner.engine.rules.run.RuleSet;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/** Drafts an exception from an alert, and tries it on the captures that are open. */
public final class ExceptionDraftReader {
    private final Workspace workspace;

    public ExceptionDraftReader(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Drafts an exception and tries it.
     *
     * @return empty if it was cancelled before there was a draft
     * @throws IOException with the reason, where no exception can be made of the alert
     */
    public Optional<DraftedException> read(AlertEntry alert, JobProgress progress) throws IOException {
        Events events = workspace.events();
        CaptureSession capture = workspace.captures().get(events.capture(alert.row()));
        CaptureSession.Ready ready = capture.rulesForThread();
        CompiledRule rule = ready.loaded().rules().stream()
                .filter(each -> each.rule().name().equals(alert.rule()))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no rule '" + alert.rule() + "' any more"));
        try {
            ExceptionDrafter drafter = new ExceptionDrafter(ready.fields(), List.of(), Optional.empty());
            Optional<Map<String, String>> values = values(capture, alert, rule, drafter, progress);
            if (values.isEmpty()) {
                return Optional.empty();
            }
            ExceptionDraft draft = drafter.draft(ready.loaded(), rule, values.get());
            return Optional.of(tried(alert, draft.yaml(), drafter.notes(), progress));
        } catch (DraftException e) {
            throw new IOException("no exception can be made of this alert: " + e.getMessage(), e);
        }
    }

    private static Optional<Map<String, String>> values(
            CaptureSession capture, AlertEntry alert, CompiledRule rule, ExceptionDrafter drafter, JobProgress progress)
            throws IOException, DraftException {
        List<Map<String, String>> found = new ArrayList<>();
        DraftException[] refused = new DraftException[1];
        capture.replay(alert.number(), progress.silent(), context -> {
            if (context.event().number() == alert.number()) {
                try {
                    found.add(drafter.values(rule, context));
                } catch (DraftException e) {
                    refused[0] = e;
                }
            }
            return context.event().number() < alert.number();
        });
        if (refused[0] != null) {
            throw refused[0];
        }
        return found.stream().findFirst();
    }

    private DraftedException tried(AlertEntry alert, String yaml, List<String> notes, JobProgress progress)
            throws IOException {
        Events events = workspace.events();
        List<AlertEntry> silenced = new ArrayList<>();
        int ofRule = 0;
        for (int i = 0; i < workspace.captures().size(); i++) {
            Map<Long, AlertEntry> raised = new HashMap<>();
            for (AlertEntry each : events.alerts()) {
                if (each.rule().equals(alert.rule()) && events.capture(each.row()) == i) {
                    raised.put(each.number(), each);
                }
            }
            ofRule += raised.size();
            if (!raised.isEmpty()) {
                silenced.addAll(silenced(workspace.captures().get(i), raised, alert.rule(), yaml, progress));
            }
        }
        return new DraftedException(alert, yaml, notes, silenced, ofRule, progress.isCancelled());
    }

    /** Those of a rule's alerts that it does not raise with the draft. */
    private static List<AlertEntry> silenced(
            CaptureSession capture, Map<Long, AlertEntry> raised, String name, String yaml, JobProgress progress)
            throws IOException {
        StandardFields fields = new StandardFields();
        LoadedRules after = new RuleLoader(fields).loadPaths(capture.rules(), List.of(new RuleFile("the draft", yaml)));
        if (after.error().isPresent()) {
            throw new IOException("the draft does not load: "
                    + FindingText.brief(after.error().get()));
        }
        RuleSet rule = RuleSet.of(after.rules(), each -> each.name().equals(name), fields);
        List<AlertEntry> silenced = new ArrayList<>();
        int[] left = {raised.size()};
        capture.replay(progress, context -> {
            AlertEntry alert = raised.get(context.event().number());
            if (alert != null) {
                left[0]--;
                boolean still = Arrays.stream(rule.candidates(context.event()))
                        .anyMatch(planned -> planned.condition().test(context));
                if (!still) {
                    silenced.add(alert);
                }
            }
            return left[0] > 0;
        });
        return silenced;
    }
}
