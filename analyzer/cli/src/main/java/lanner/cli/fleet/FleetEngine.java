package lanner.cli.fleet;

import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;
import lanner.product.InputException;

/** Asks many captures at once, on one machine or on a cluster. It is large, so it is installed apart from the rest. */
public interface FleetEngine {
    /** What to do where there is none. */
    String NOT_INSTALLED =
            "fleet needs a part that is not installed: unpack lanner-VERSION-fleet.tar.gz over this installation";

    /** The one on the class path. */
    static Optional<FleetEngine> installed() {
        return ServiceLoader.load(FleetEngine.class).findFirst();
    }

    /**
     * Finds the captures and starts what reads them.
     *
     * @throws InputException when a path leads to no capture
     * @throws FleetException when nothing can be started: a master that does not answer, a setting that is none
     */
    FleetSession open(FleetPlace place) throws IOException, InputException, FleetException;
}
