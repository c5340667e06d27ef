package lanner.fleet;

import java.io.IOException;
import lanner.cli.fleet.FleetEngine;
import lanner.cli.fleet.FleetException;
import lanner.cli.fleet.FleetPlace;
import lanner.cli.fleet.FleetSession;
import lanner.product.InputException;

/** Gives the work out by Spark. */
public final class SparkEngine implements FleetEngine {
    @Override
    public FleetSession open(FleetPlace place) throws IOException, InputException, FleetException {
        return SparkFleet.open(place);
    }
}
