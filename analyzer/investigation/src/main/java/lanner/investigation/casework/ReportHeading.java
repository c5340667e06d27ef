package lanner.investigation.casework;

/**
 * What stands over a report about a case.
 *
 * @param number of the case; empty for none
 * @param analyst who had it written; empty for nobody
 */
public record ReportHeading(String number, String analyst) {
    /** As the case has it, and whoever works on it now. */
    public static ReportHeading of(CaseFile file) {
        return new ReportHeading(file.number(), file.analyst());
    }
}
