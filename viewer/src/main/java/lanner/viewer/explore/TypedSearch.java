package lanner.viewer.explore;

import java.util.Locale;
import javafx.scene.input.KeyEvent;
import lanner.engine.json.JsonText;

/** The beginning of a word, typed letter by letter; a pause begins another. */
final class TypedSearch {
    private static final long PAUSE_NANOS = 1_500_000_000L;

    private String text = "";
    private long typedAt;
    private boolean missed;

    /** What was typed; empty for nothing. */
    String text() {
        return text;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether nothing begins with it. */
    boolean isMissed() {
        return missed;
    }

    void missed(boolean nothingBeginsSo) {
        missed = nothingBeginsSo;
    }

    /** Whether a key is a letter of a word. A blank is none that begins one. */
    boolean takes(KeyEvent event) {
        String letter = event.getCharacter();
        boolean is = letter.length() == 1 && !Character.isISOControl(letter.charAt(0));
        return is && !event.isShortcutDown() && !event.isAltDown() && !(letter.isBlank() && text.isEmpty());
    }

    /** @return whether the letter begins a word */
    boolean type(String letter) {
        long now = System.nanoTime();
        boolean more = !text.isEmpty() && now - typedAt < PAUSE_NANOS;
        typedAt = now;
        text = more ? text + letter : letter;
        return !more;
    }

    /** Whether a text begins with it, in whatever case. */
    boolean begins(String other) {
        return other.toLowerCase(Locale.ROOT).startsWith(JsonText.latin(text).toLowerCase(Locale.ROOT));
    }

    void forget() {
        text = "";
        missed = false;
    }
}
