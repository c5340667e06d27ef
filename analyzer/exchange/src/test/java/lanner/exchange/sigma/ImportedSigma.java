package lanner.exchange.sigma;

import java.util.List;
import lanner.engine.rules.read.RuleFile;

/** What an import makes of files. */
final class ImportedSigma {
    private ImportedSigma() {}

    static SigmaImport.Result of(List<RuleFile> files, Placeholders placeholders) {
        SigmaImport sigma = new SigmaImport(placeholders);
        files.forEach(sigma::survey);
        files.forEach(sigma::add);
        try {
            return sigma.result();
        } catch (SigmaImport.TooManyException e) {
            throw new AssertionError(e);
        }
    }
}
