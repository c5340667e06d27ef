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

/** Texts of a kind that a person gave names, by name. Kept with the user's settings; or for this run alone. */
public final class NamedTexts {
    static final int MOST = 40;
    static final int LONGEST_NAME = 60;

    /** What the texts are. */
    public enum Kind {
        FILTER("filter", "a condition", 4000),
        /** See {@link Layout}. */
        LAYOUT("layout", "a layout", 8000);

        private final String noun;
        private final String content;
        private final int longest;

        Kind(String noun, String content, int longest) {
            this.noun = noun;
            this.content = content;
            this.longest = longest;
        }

        /** In characters. */
        int longest() {
            return longest;
        }
    }

    /** A text under a name. */
    public record Named(String name, String text) {}

    private final Kind kind;
    private final Optional<Preferences> kept;
    private final ReadOnlyObjectWrapper<List<Named>> list = new ReadOnlyObjectWrapper<>(List.of());

    private NamedTexts(Kind kind, Optional<Preferences> kept) {
        this.kind = kind;
        this.kept = kept;
        kept.ifPresent(node -> {
            for (int i = 0; i < MOST; i++) {
                String[] parts = node.get(key(i), "").split("\n", 2);
                if (parts.length == 2 && problem(parts[0], parts[1]).isEmpty()) {
                    put(new Named(parts[0], parts[1]));
                }
            }
        });
    }

    /** A list that is not kept. */
    public static NamedTexts ofThisRun(Kind kind) {
        return new NamedTexts(kind, Optional.empty());
    }

    /** @param node where they are kept, one a key; what is none there is passed over */
    public static NamedTexts in(Kind kind, Preferences node) {
        return new NamedTexts(kind, Optional.of(node));
    }

    /** Sorted by name; an immutable list. */
    public ReadOnlyObjectProperty<List<Named>> list() {
        return list.getReadOnlyProperty();
    }

    /**
     * Keeps a text, in the place of one of the same name.
     *
     * @return why not; empty if it is there now
     */
    public Optional<String> save(String name, String text) {
        Named saved = new Named(name.strip(), text.strip());
        Optional<String> problem = problem(saved.name(), saved.text());
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

    private Optional<String> problem(String name, String text) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || hasControl(name)) {
            return Optional.of("a " + kind.noun + "'s name has 1 to " + LONGEST_NAME + " characters");
        }
        if (text.isEmpty() || text.length() > kind.longest || text.indexOf('\0') >= 0) {
            return Optional.of("only " + kind.content + " of 1 to " + kind.longest + " characters can be saved");
        }
        boolean isNew = list.get().stream().noneMatch(saved -> saved.name().equals(name));
        if (isNew && list.get().size() >= MOST) {
            return Optional.of("there are " + MOST + " saved " + kind.noun + "s already: delete one first");
        }
        return Optional.empty();
    }

    private static boolean hasControl(String name) {
        return name.chars().anyMatch(Character::isISOControl);
    }

    private void put(Named saved) {
        List<Named> more = new ArrayList<>(list.get());
        more.removeIf(each -> each.name().equals(saved.name()));
        more.add(saved);
        more.sort(Comparator.comparing(Named::name));
        list.set(List.copyOf(more));
    }

    private String key(int number) {
        return kind.noun + number;
    }

    private void write() {
        kept.ifPresent(node -> {
            for (int i = 0; i < MOST; i++) {
                if (i < list.get().size()) {
                    Named saved = list.get().get(i);
                    node.put(key(i), saved.name() + "\n" + saved.text());
                } else {
                    node.remove(key(i));
                }
            }
            try {
                node.flush();
            } catch (BackingStoreException e) {
                System.err.println("lanner: the saved " + kind.noun + "s cannot be kept: "
                        + TerminalText.visible(String.valueOf(e.getMessage())));
            }
        });
    }
}
