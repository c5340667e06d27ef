package lanner.behaviour.shape;

import java.util.List;
import lanner.behaviour.fact.Aspect;

/**
 * A fact without what differs from run to run: facts of the same aspect and text are the same.
 *
 * @param text bytes, one character each
 * @param rules the names of the rules that changed it, in the order of their work
 */
public record Shape(Aspect aspect, String text, List<String> rules) {
    public Shape {
        rules = List.copyOf(rules);
    }
}
