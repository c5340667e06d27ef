package lanner.cli.tui.text;

import lanner.engine.json.JsonText;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Makes a line of so many columns from left to right. Whatever is added is escaped, and cut where the line ends. */
public final class LineBuilder {
    /** Bytes of a text that is cut to a column: beyond them nothing can be in view. */
    private static final int BYTES_A_COLUMN = 16;

    private final AttributedStringBuilder out = new AttributedStringBuilder();
    private final Look look;
    private final int columns;
    private int used;
    /** How the whole line looks, whatever its parts are. */
    private Role whole = Role.PLAIN;

    public LineBuilder(Look look, int columns) {
        this.look = look;
        this.columns = Math.max(0, columns);
    }

    /** The line as a whole is at hand: its parts look alike from here on. */
    public LineBuilder as(Role role) {
        whole = role;
        return this;
    }

    /** How many columns are left. */
    public int room() {
        return columns - used;
    }

    /** Characters, as many as fit. */
    public LineBuilder add(Role role, String characters) {
        return column(role, characters, room(), 0);
    }

    /** Bytes of a capture, one character each, as many as fit. */
    public LineBuilder bytes(Role role, String latin) {
        return add(role, characters(latin, room()));
    }

    /** The same from some way into the text. */
    public LineBuilder bytes(Role role, String latin, int from) {
        return bytes(role, from == 0 ? latin : latin.substring(Math.min(from, latin.length())));
    }

    /** Characters in a column of its own, and a space behind it. */
    public LineBuilder column(Role role, String characters, int width) {
        return column(role, characters, width, width).skip(1);
    }

    /** Bytes in a column of its own, and a space behind it. */
    public LineBuilder byteColumn(Role role, String latin, int width) {
        return column(role, characters(latin, width), width);
    }

    /** Characters at the right of a column, and a space behind it. */
    public LineBuilder right(Role role, String characters, int width) {
        return skip(width - characters.length()).add(role, characters).skip(1);
    }

    private static String characters(String latin, int width) {
        long most = (long) width * BYTES_A_COLUMN;
        return JsonText.characters(latin.length() > most ? latin.substring(0, (int) most) : latin);
    }

    private LineBuilder column(Role role, String characters, int width, int padded) {
        int room = Math.min(width, room());
        if (room <= 0) {
            return this;
        }
        ShownText shown = ShownText.of(characters, 0, room, look.unicode());
        boolean isCut = shown.read() < characters.length();
        String more = look.sign(Glyph.MORE);
        if (isCut) {
            shown = ShownText.of(characters, 0, room - more.length(), look.unicode());
        }
        put(role, shown.text() + (isCut ? more : ""));
        used += shown.columns() + (isCut ? more.length() : 0);
        return skip(Math.min(padded, room) - shown.columns() - (isCut ? more.length() : 0));
    }

    private void put(Role role, String safe) {
        Role own = isWhole() || role == Role.PLAIN ? whole : role;
        out.style(look.style(own)).append(safe);
    }

    /** Whether all parts look as the line does. */
    private boolean isWhole() {
        return whole == Role.SELECTED || whole == Role.FOCUSED || whole == Role.HEADING;
    }

    /**
     * The letter of a tag in its colour, where it fits.
     *
     * @param letter one letter or digit of ASCII
     * @param colour its name, see {@link Look#tag}
     */
    public LineBuilder tag(String letter, String colour) {
        if (room() > 0) {
            out.style(isWhole() ? look.style(whole) : look.tag(colour)).append(letter);
            used++;
        }
        return this;
    }

    /** A sign, where it fits. */
    public LineBuilder sign(Role role, Glyph glyph) {
        String sign = look.sign(glyph);
        if (sign.length() <= room()) {
            put(role, sign);
            used += sign.length();
        }
        return this;
    }

    /** Empty columns. */
    public LineBuilder skip(int more) {
        int some = Math.min(more, room());
        if (some > 0) {
            put(Role.PLAIN, " ".repeat(some));
            used += some;
        }
        return this;
    }

    /** Empty to the end. */
    public LineBuilder fill() {
        return skip(room());
    }

    public AttributedString line() {
        return out.toAttributedString();
    }
}
