package lanner.fleet.task;

import java.util.Collections;
import java.util.Iterator;
import lanner.behaviour.baseline.Baseline;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/** Puts what the captures of a share did together, where they were read: less is sent then. */
public final class MergedBaselines implements FlatMapFunction<Iterator<Found>, Found> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Found> call(Iterator<Found> answers) {
        Baseline.Learning learning = new Baseline.Learning();
        @Nullable String first = null;
        while (answers.hasNext()) {
            if (answers.next() instanceof Found.OfBaseline learned) {
                first = first == null ? learned.capture() : first;
                learning.add(learned.baseline());
            }
        }
        return first == null
                ? Collections.emptyIterator()
                : Collections.<Found>singleton(new Found.OfBaseline(first, SentBaseline.of(learning.baseline())))
                        .iterator();
    }
}
