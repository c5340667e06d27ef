package lanner.viewer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** How large a person made what can be made larger: where dividers stand, how wide columns of lists are. For the JavaFX
 * thread. */
public final class KeptSizes {
    private static final int MOST = 40;
    private static final int MOST_VALUES = 16;
    private static final double LARGEST = 4000;
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3})?");

    private final ReadOnlyObjectWrapper<Map<String, List<Double>>> all = new ReadOnlyObjectWrapper<>(Map.of());

    /** Binds these to others: a change of one is a change of both. */
    void follow(KeptSizes others) {
        all.bindBidirectional(others.all);
    }

    /** By what they are of; an immutable map. */
    public ReadOnlyObjectProperty<Map<String, List<Double>>> all() {
        return all.getReadOnlyProperty();
    }

    /** The sizes of something; empty where they are as they were at first, or were of another number of parts. */
    public Optional<double[]> of(String id, int parts) {
        List<Double> sizes = all.get().getOrDefault(id, List.of());
        return sizes.size() == parts
                ? Optional.of(sizes.stream().mapToDouble(Double::doubleValue).toArray())
                : Optional.empty();
    }

    /**
     * Keeps the sizes of something.
     *
     * @param id lower-case letters, digits and dashes, at most 40
     * @param sizes from 0 to 4000, at most 16; of dividers as a part of the whole
     */
    public void keep(String id, double... sizes) {
        List<Double> kept = new ArrayList<>();
        for (double size : sizes) {
            kept.add(Math.rint(Math.max(0, Math.min(LARGEST, size)) * 1000) / 1000);
        }
        put(id, kept);
    }

    private void put(String id, List<Double> sizes) {
        Map<String, List<Double>> more = new TreeMap<>(all.get());
        if (ID.matcher(id).matches() && sizes.size() <= MOST_VALUES && (more.containsKey(id) || more.size() < MOST)) {
            more.put(id, List.copyOf(sizes));
            all.set(Map.copyOf(more));
        }
    }

    /** Everything as large as at first. */
    public void reset() {
        all.set(Map.of());
    }

    /** One thing a line, its sizes behind it; by name. */
    String written() {
        return new TreeMap<>(all.get())
                .entrySet().stream()
                        .map(each -> each.getKey()
                                + each.getValue().stream()
                                        .map(size -> String.format(Locale.ROOT, " %.3f", size))
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining("\n"));
    }

    /** Takes what {@link #written} wrote in the place of what there is; lines that say nothing are passed over. */
    void read(String text) {
        KeptSizes read = new KeptSizes();
        for (String line : text.split("\n", MOST + 1)) {
            String[] words = line.split(" ", MOST_VALUES + 2);
            List<Double> sizes = new ArrayList<>();
            boolean sound = words.length > 1;
            for (int i = 1; i < words.length && sound; i++) {
                sound = NUMBER.matcher(words[i]).matches();
                if (sound) {
                    sizes.add(Math.min(LARGEST, Double.parseDouble(words[i])));
                }
            }
            if (sound) {
                read.put(words[0], sizes);
            }
        }
        all.set(read.all.get());
    }
}
