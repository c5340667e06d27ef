package lanner.behaviour.baseline;

import lanner.behaviour.fact.Aspect;

/**
 * What tells facts apart that have lost what differs from run to run.
 *
 * @param text of a {@link lanner.behaviour.shape.Shape}; bytes, one character each
 */
public record Key(Aspect aspect, String text) implements Comparable<Key> {
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
