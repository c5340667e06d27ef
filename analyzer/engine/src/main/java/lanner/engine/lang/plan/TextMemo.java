package lanner.engine.lang.plan;

import java.util.Arrays;
import java.util.function.Function;
import lanner.engine.state.EventContext;
import lanner.product.SeenHashes;

/**
 * Remembers verdicts about paths and other names. They come again and again, and rules ask much of each: for one that was
 * seen before each verdict is a bit. Newer names displace older ones of about the same hash; the table grows while that happens often.
 *
 * <p>Most names of a search through directories come once, in a few events that follow each other. One that is new is among the recent
 * ones, where it soon gives way and is garbage; it is taken into the table when it comes back.
 */
final class TextMemo implements Subject.Lasting {
    private static final int LEAST_SLOTS = 1 << 10;
    private static final int MOST_SLOTS = 1 << 15;
    /** Many rules need wide slots: then there are fewer of them, 4 MiB in all. */
    private static final int MOST_WORDS = 1 << 19;
    /** Longer texts are rare and would pin memory: what is found of one holds for its event. */
    private static final int LONGEST = 256;

    /** So many names of one hash are remembered. */
    private static final int WAYS = 4;

    /** The table grows once so large a part of it was displaced. */
    private static final int OFTEN = 4;

    /** A mask: one of 32 objects of a text that is known is taken in place of the one that is here. */
    private static final int SELDOM = 31;

    /** How many recent names there are; a power of two. */
    private static final int RECENT = 64;

    private static final int WORTH = 3;
    /** The golden ratio in 32 bits: multiplying by it spreads numbers, D. Knuth, The Art of Computer Programming, 6.4. */
    private static final int MIX = 0x9E3779B9;

    private static final long[] NOT_LAID_OUT = {};

    private final Function<EventContext, String> name;
    private final Function<EventContext, Object> kind;
    private String[] texts = new String[0];
    private int[] hashes = new int[0];
    private Object[] kinds = new Object[0];
    /** Of each slot: for each 64 questions, which verdicts are known and which of them are true; then what gates found. */
    private long[] bits = NOT_LAID_OUT;

    private final String[] recentTexts = new String[RECENT];
    private final int[] recentHashes = new int[RECENT];
    private final Object[] recentKinds = new Object[RECENT];
    private final SeenHashes seen = new SeenHashes();

    private int questions;
    private int gateWords;
    private int words;
    private int stride;
    private int displaced;
    private int renewed;
    private long serial = -1;
    private int slot;

    /**
     * @param name the text that verdicts are about; null for none
     * @param kind what they are about as well, one of a few constants
     */
    TextMemo(Function<EventContext, String> name, Function<EventContext, Object> kind) {
        this.name = name;
        this.kind = kind;
    }

    @Override
    public int worth() {
        return WORTH;
    }

    @Override
    public Predicate remember(Predicate asked) {
        layOutAnew();
        int number = questions++;
        int word = number >>> 6;
        long bit = 1L << number;
        return context -> {
            if (serial != context.serial()) {
                turn(context);
            }
            int at = slot * stride + word * 2;
            if ((bits[at] & bit) == 0) {
                // What it asks may ask this memo again, but of the same text: the slot stays.
                boolean verdict = asked.test(context);
                bits[at] |= bit;
                bits[at + 1] = verdict ? bits[at + 1] | bit : bits[at + 1] & ~bit;
                return verdict;
            }
            return (bits[at + 1] & bit) != 0;
        };
    }

    @Override
    public Candidates.Opener gate(Predicate[] parts) {
        layOutAnew();
        int many = Candidates.words(parts.length);
        int first = gateWords;
        gateWords += many;
        int question = questions;
        questions += many;
        return (context, word) -> {
            if (serial != context.serial()) {
                turn(context);
            }
            int known = slot * stride + (question + word >>> 6) * 2;
            int at = slot * stride + words * 2 + first + word;
            if ((bits[known] & 1L << question + word) == 0) {
                bits[at] = Candidates.ask(parts, word, context);
                bits[known] |= 1L << question + word;
            }
            return bits[at];
        };
    }

    /** Another question needs more room for each name; what is remembered is asked again. */
    private void layOutAnew() {
        bits = NOT_LAID_OUT;
        serial = -1;
    }

    /** Goes to the text of another event. */
    @SuppressWarnings("ReferenceEquality") // a short cut: equals decides
    private void turn(EventContext context) {
        if (bits == NOT_LAID_OUT) {
            words = (questions + 63) >>> 6;
            stride = words * 2 + gateWords;
            int slots = Math.max(LEAST_SLOTS, texts.length);
            while (slots > WAYS && !hasRoom(slots)) {
                slots /= 2;
            }
            room(slots);
        }
        serial = context.serial();
        String text = name.apply(context);
        if (text == null) {
            slot = texts.length;
            return;
        }
        if (text.length() > LONGEST) {
            slot = texts.length + 1;
            forget();
            return;
        }
        Object of = kind.apply(context);
        int hash = text.hashCode();
        int mixed = mixed(hash);
        int recent = mixed >>> 16 & RECENT - 1;
        if (recentHashes[recent] == hash && text.equals(recentTexts[recent]) && isSame(of, recentKinds[recent])) {
            slot = texts.length + 2 + recent;
            return;
        }
        int first = first(mixed);
        int free = -1;
        for (slot = first; slot < first + WAYS; slot++) {
            String there = texts[slot];
            if (there == null) {
                free = slot;
                break;
            }
            if (hashes[slot] == hash && isSame(of, kinds[slot])) {
                if (there == text) {
                    return;
                }
                if (there.equals(text)) {
                    // Whoever asks next may have this object. But a path that is put together for each call is a new
                    // object each time, which the collector would have to move: most are not taken.
                    if ((++renewed & SELDOM) == 0) {
                        texts[slot] = text;
                    }
                    return;
                }
            }
        }
        if (seen.isNew(mixed)) {
            recentTexts[recent] = text;
            recentHashes[recent] = hash;
            recentKinds[recent] = of;
            slot = texts.length + 2 + recent;
            forget();
            return;
        }
        if (free < 0 && ++displaced > texts.length / OFTEN && texts.length < MOST_SLOTS && hasRoom(texts.length * 2)) {
            grow();
            first = first(mixed);
            free = free(first);
        }
        slot = free < 0 ? first + (displaced & WAYS - 1) : free;
        texts[slot] = text;
        hashes[slot] = hash;
        kinds[slot] = of;
        forget();
    }

    /** Hashes of names that differ in a digit lie side by side. */
    private static int mixed(int hash) {
        int mixed = hash * MIX;
        return mixed ^ mixed >>> 16;
    }

    private int first(int mixed) {
        return mixed & texts.length - WAYS;
    }

    /** The first slot of those from here on that holds nothing; -1 for none. */
    private int free(int first) {
        for (int at = first; at < first + WAYS; at++) {
            if (texts[at] == null) {
                return at;
            }
        }
        return -1;
    }

    /** Mostly they are one and the same object, and then nothing of it has to be fetched from memory. */
    @SuppressWarnings("ReferenceEquality") // a short cut: equals decides
    private static boolean isSame(Object one, Object other) {
        return one == other || one.equals(other);
    }

    private void forget() {
        int from = slot * stride;
        for (int i = from; i < from + words * 2; i += 2) {
            bits[i] = 0;
        }
    }

    private boolean hasRoom(int slots) {
        return (long) slots * stride <= MOST_WORDS;
    }

    /** How much memory verdicts take, in words of eight bytes. */
    int size() {
        return bits.length;
    }

    /** Twice the room. What is remembered stays: half of the names of each slot go elsewhere, so there is room for all. */
    private void grow() {
        String[] oldTexts = texts;
        int[] oldHashes = hashes;
        Object[] oldKinds = kinds;
        long[] oldBits = bits;
        room(oldTexts.length * 2);
        for (int old = 0; old < oldTexts.length; old++) {
            if (oldTexts[old] != null) {
                int at = free(first(mixed(oldHashes[old])));
                texts[at] = oldTexts[old];
                hashes[at] = oldHashes[old];
                kinds[at] = oldKinds[old];
                System.arraycopy(oldBits, old * stride, bits, at * stride, stride);
            }
        }
    }

    /** An empty table. Behind its slots are one for events without the field, one for long texts, and those of recent names. */
    private void room(int slots) {
        texts = new String[slots];
        hashes = new int[slots];
        kinds = new Object[slots];
        bits = new long[(slots + 2 + RECENT) * stride];
        Arrays.fill(recentTexts, null);
        displaced = 0;
    }
}
