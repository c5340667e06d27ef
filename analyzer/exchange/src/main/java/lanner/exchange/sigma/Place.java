package lanner.exchange.sigma;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A place in a file of Sigma's.
 *
 * @param file its name as it was given
 * @param line counts from 1; 0 for the file as a whole
 * @param column counts from 1
 */
public record Place(String file, int line, int column) {
    static Place of(String file, Node node) {
        Mark mark = node.getStartMark();
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** {@code FILE:LINE:COLUMN}, or the file alone. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
