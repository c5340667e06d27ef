package lanner.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import lanner.cli.fleet.FleetEngine;
import lanner.cli.fleet.FleetException;
import lanner.cli.fleet.FleetPlace;
import lanner.cli.fleet.FleetSession;
import lanner.product.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who reads the captures of a fleet. */
final class FleetOptions {
    private static final Pattern MASTER =
            Pattern.compile("local|local\\[(\\*|[1-9][0-9]{0,3})(, *[1-9][0-9]{0,3})?]|yarn|(spark|k8s)://\\S+");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "Who gives out the work: local[N] for N threads of this process, local[*] for one a processor, "
                            + "spark://HOST:PORT, yarn, k8s://... (default: that of spark-submit, else local[*]).")
    private @Nullable String master;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of Spark, such as spark.executor.memory=4g; may be given several times.")
    private List<String> settings = List.of();

    /** Checks what was given, finds the captures and starts what reads them. */
    FleetSession open(List<String> paths) throws IOException, InputException, FleetException {
        String given = master;
        if (given != null && !MASTER.matcher(given).matches()) {
            throw wrong(
                    "--master is local, local[N], local[*], spark://HOST:PORT, yarn or k8s://..., not '" + given + "'");
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1 || !setting.startsWith("spark.")) {
                throw wrong("--conf takes spark.NAME=VALUE, not '" + setting + "'");
            }
            named.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return FleetEngine.installed()
                .orElseThrow(() -> wrong(FleetEngine.NOT_INSTALLED))
                .open(new FleetPlace(paths, Optional.ofNullable(given), named));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
