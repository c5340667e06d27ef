package lanner.recorder.delivery;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One attempt to hand a segment over. */
interface Handover {
    /**
     * @param goOn asked now and then; false ends the attempt
     * @return empty if the segment arrived, else why not
     */
    Optional<String> run(Path segment, BooleanSupplier goOn);
}
