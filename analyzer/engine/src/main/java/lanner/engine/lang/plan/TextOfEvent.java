package lanner.engine.lang.plan;

import lanner.engine.field.Extractor;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/** A field's text, read once for all that ask for it about an event: directory and file name are cut out of a path each time. */
final class TextOfEvent implements Extractor.OfText {
    private final Extractor.OfText field;
    private long serial = -1;
    private @Nullable String text;

    TextOfEvent(Extractor.OfText field) {
        this.field = field;
    }

    @Override
    public @Nullable String get(EventContext context) {
        if (serial != context.serial()) {
            text = field.get(context);
            serial = context.serial();
        }
        return text;
    }
}
