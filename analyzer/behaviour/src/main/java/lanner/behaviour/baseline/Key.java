package lanner.behaviour.baseline;

import lanner.behaviour.fact.Aspect;
import lanner.behaviour.shape.Shape;
import lanner.engine.json.JsonText;

/**
 * What tells facts apart that have lost what differs from run to run.
 *
 * @param text of a {@link lanner.behaviour.shape.Shape}; bytes, one character each
 */
public record Key(Aspect aspect, String text) implements Comparable<Key> {
    /** That of a shape. Bytes that are no UTF-8 do not come through a file: they are lost at once, in recordings and files alike. */
    public static Key of(Shape shape) {
        return new Key(shape.aspect(), JsonText.latin(JsonText.characters(shape.text())));
    }

    /** The same in every run, other than that of an enum. */
    @Override
    public int hashCode() {
        return text.hashCode() * 31 + aspect.word().hashCode();
    }

    @Override
    public int compareTo(Key other) {
        int byAspect = aspect.compareTo(other.aspect);
        return byAspect != 0 ? byAspect : text.compareTo(other.text);
    }
}
