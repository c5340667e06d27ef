package lanner.viewer.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import lanner.product.TerminalText;

/** Conditions that a person gave names, by name. Kept with the user's settings; or for this run alone. */
public final class SavedFilters {
    static final int MOST = 40;
    static final int LONGEST_NAME = 60;
    static final int LONGEST_CONDITION = 4000;

    /** A condition, as it was typed, under a name. */
    public record Saved(String name, String condition) {}

    private final Optional<Preferences> kept;
    private final ReadOnlyObjectWrapper<List<Saved>> list = new ReadOnlyObjectWrapper<>(List.of());

    private SavedFilters(Optional<Preferences> kept) {
        this.kept = kept;
        kept.ifPresent(node -> {
            for (int i = 0; i < MOST; i++) {
                String[] parts = node.get(key(i), "").split("\n", 2);
                if (parts.length == 2 && problem(parts[0], parts[1]).isEmpty()) {
                    put(new Saved(parts[0], parts[1]));
                }
            }
        });
    }

    /** A list that is not kept. */
    public static SavedFilters ofThisRun() {
        return new SavedFilters(Optional.empty());
    }

    /** @param node where filters are kept, one a key; what is none there is passed over */
    public static SavedFilters in(Preferences node) {
        return new SavedFilters(Optional.of(node));
    }

    /** Sorted by name; an immutable list. */
    public ReadOnlyObjectProperty<List<Saved>> list() {
        return list.getReadOnlyProperty();
    }

    /**
     * Keeps a condition, in the place of one of the same name.
     *
     * @return why not; empty if it is there now
     */
    public Optional<String> save(String name, String condition) {
        Saved saved = new Saved(name.strip(), condition.strip());
        Optional<String> problem = problem(saved.name(), saved.condition());
        if (problem.isEmpty()) {
            put(saved);
            write();
        }
        return problem;
    }

    public void remove(String name) {
        list.set(list.get().stream().filter(saved -> !saved.name().equals(name)).toList());
        write();
    }

    private Optional<String> problem(String name, String condition) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || hasControl(name)) {
            return Optional.of("a filter's name has 1 to " + LONGEST_NAME + " characters");
        }
        if (condition.isEmpty() || condition.length() > LONGEST_CONDITION || condition.indexOf('\0') >= 0) {
            return Optional.of("only a condition of 1 to " + LONGEST_CONDITION + " characters can be saved");
        }
        boolean isNew = list.get().stream().noneMatch(saved -> saved.name().equals(name));
        if (isNew && list.get().size() >= MOST) {
            return Optional.of("there are " + MOST + " saved filters already: delete one first");
        }
        return Optional.empty();
    }

    private static boolean hasControl(String name) {
        return name.chars().anyMatch(Character::isISOControl);
    }

    private void put(Saved saved) {
        List<Saved> more = new ArrayList<>(list.get());
        more.removeIf(each -> each.name().equals(saved.name()));
        more.add(saved);
        more.sort(Comparator.comparing(Saved::name));
        list.set(List.copyOf(more));
    }

    private static String key(int number) {
        return "filter" + number;
    }

    private void write() {
        kept.ifPresent(node -> {
            for (int i = 0; i < MOST; i++) {
                if (i < list.get().size()) {
                    Saved saved = list.get().get(i);
                    node.put(key(i), saved.name() + "\n" + saved.condition());
                } else {
                    node.remove(key(i));
                }
            }
            try {
                node.flush();
            } catch (BackingStoreException e) {
                System.err.println("lanner: the saved filters cannot be kept: "
                        + TerminalText.visible(String.valueOf(e.getMessage())));
            }
        });
    }
}
