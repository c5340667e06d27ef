package lanner.investigation.casework;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;

/**
 * A tactic of MITRE ATT&CK that rules' tags name, and when alerts tell of it.
 *
 * @param name as ATT&CK has it
 * @param rows of the events whose alerts name it
 * @param first the first of these rows
 * @param alerts how many alerts name it
 * @param course how many of them fall into each of {@link CaseSummary#PARTS} parts of the time
 */
public record Tactic(String name, BitSet rows, int first, long alerts, int[] course) {
    /** What Falco's rules have in front of a tactic's name in a tag. */
    private static final String FALCO = "mitre_";

    /** In the order of ATT&CK's matrix for enterprises, by what tags call them. */
    private static final List<Map.Entry<String, String>> TACTICS = List.of(
            Map.entry("reconnaissance", "Reconnaissance"),
            Map.entry("resource_development", "Resource development"),
            Map.entry("initial_access", "Initial access"),
            Map.entry("execution", "Execution"),
            Map.entry("persistence", "Persistence"),
            Map.entry("privilege_escalation", "Privilege escalation"),
            Map.entry("defense_evasion", "Defense evasion"),
            Map.entry("credential_access", "Credential access"),
            Map.entry("discovery", "Discovery"),
            Map.entry("lateral_movement", "Lateral movement"),
            Map.entry("collection", "Collection"),
            Map.entry("command_and_control", "Command and control"),
            Map.entry("exfiltration", "Exfiltration"),
            Map.entry("impact", "Impact"));

    /** The tactics that alerts name, in the order in which they were first seen. */
    public static List<Tactic> of(Events events) {
        if (events.rows() == 0) {
            return List.of();
        }
        long from = events.axis(0);
        double scale = CaseSummary.PARTS / (double) Math.max(1, events.axis(events.rows() - 1) - from + 1);
        Map<String, List<AlertEntry>> byTag = new TreeMap<>();
        for (AlertEntry alert : events.alerts()) {
            for (String tag : alert.tags()) {
                String name = tag.startsWith(FALCO) ? tag.substring(FALCO.length()) : tag;
                byTag.computeIfAbsent(name, key -> new ArrayList<>()).add(alert);
            }
        }
        List<Tactic> found = new ArrayList<>();
        for (Map.Entry<String, String> each : TACTICS) {
            List<AlertEntry> alerts = byTag.getOrDefault(each.getKey(), List.of());
            if (!alerts.isEmpty()) {
                found.add(of(each.getValue(), alerts, events, from, scale));
            }
        }
        // Those that begin at the same event stay in the order of the matrix.
        found.sort(Comparator.comparingInt(Tactic::first));
        return found;
    }

    private static Tactic of(String name, List<AlertEntry> alerts, Events events, long from, double scale) {
        BitSet rows = new BitSet();
        int[] course = new int[CaseSummary.PARTS];
        for (AlertEntry alert : alerts) {
            rows.set(alert.row());
            course[Math.min(CaseSummary.PARTS - 1, (int) ((events.axis(alert.row()) - from) * scale))]++;
        }
        return new Tactic(name, rows, rows.nextSetBit(0), alerts.size(), course);
    }
}
