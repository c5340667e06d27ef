package lanner.viewer.paint;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Arrays;
import java.util.Optional;
import javafx.scene.paint.Color;

/** The colours that canvases paint with, and the style sheet of the controls beside them. Safe for the colour-blind: what a
 * colour says, a mark or a word says too. */
public enum Theme {
    LIGHT("Light", new PrimerLight().getUserAgentStylesheet(), false),
    DARK("Dark", new PrimerDark().getUserAgentStylesheet(), true),
    HIGH_CONTRAST("High contrast", Theme.class.getResource("high-contrast.css").toExternalForm(), true);

    /** Colours that are told apart with every kind of colour blindness, by the names that people call them. */
    public enum Tint {
        ORANGE("orange", "#e69f00"),
        SKY("sky blue", "#56b4e9"),
        GREEN("green", "#009e73"),
        YELLOW("yellow", "#f0e442"),
        BLUE("blue", "#0072b2"),
        VERMILION("vermilion", "#d55e00"),
        PURPLE("purple", "#cc79a7");

        private final String words;
        private final String colour;

        Tint(String words, String colour) {
            this.words = words;
            this.colour = colour;
        }

        public String words() {
            return words;
        }

        /** As style sheets have it. */
        public String colour() {
            return colour;
        }

        /** Whether black letters are read on it more easily than white ones. */
        public boolean isLight() {
            Color own = Color.web(colour);
            return 0.299 * own.getRed() + 0.587 * own.getGreen() + 0.114 * own.getBlue() > 0.45;
        }

        /**
         * That of one of several captures; a letter says which, for there are more captures than colours.
         *
         * @param capture its place in the workspace, from 0
         */
        public static Tint ofCapture(int capture) {
            return values()[capture % values().length];
        }

        public static Optional<Tint> byName(String name) {
            return Arrays.stream(values())
                    .filter(tint -> tint.name().equals(name))
                    .findFirst();
        }
    }

    private final String words;
    private final String styleSheet;
    private final boolean dark;

    Theme(String words, String styleSheet, boolean dark) {
        this.words = words;
        this.styleSheet = styleSheet;
        this.dark = dark;
    }

    public String words() {
        return words;
    }

    public String styleSheet() {
        return styleSheet;
    }

    public boolean isDark() {
        return dark;
    }

    private Color pick(String light, String darkColour, String contrast) {
        return Color.web(
                switch (this) {
                    case LIGHT -> light;
                    case DARK -> darkColour;
                    case HIGH_CONTRAST -> contrast;
                });
    }

    public Color ground() {
        return pick("#ffffff", "#0d1117", "#000000");
    }

    public Color stripe() {
        return pick("#f6f8fa", "#161b22", "#101010");
    }

    public Color header() {
        return pick("#eaeef2", "#21262d", "#202020");
    }

    public Color line() {
        return pick("#d0d7de", "#30363d", "#8c8c8c");
    }

    public Color text() {
        return pick("#1f2328", "#e6edf3", "#ffffff");
    }

    public Color quiet() {
        return pick("#656d76", "#8b949e", "#d0d0d0");
    }

    public Color selected() {
        return pick("#b6d7ff", "#1f4b82", "#0050d0");
    }

    public Color selectedQuiet() {
        return pick("#ddf0ff", "#172f4f", "#003070");
    }

    public Color accent() {
        return pick("#0969da", "#4493f8", "#60b0ff");
    }

    public Color alert() {
        return pick("#cf222e", "#ff7b72", "#ff9090");
    }

    public Color failed() {
        return pick("#9a6700", "#d29922", "#ffd060");
    }

    public Color bookmark() {
        return pick("#8250df", "#bc8cff", "#d0a0ff");
    }

    public Color gap() {
        return pick("#bc4c00", "#f0883e", "#ffb070");
    }

    /** A condition that held. */
    public Color held() {
        return pick("#1a7f37", "#3fb950", "#80ff90");
    }

    /** Data that a process sent or wrote. */
    public Color outward() {
        return pick("#0550ae", "#79c0ff", "#90d0ff");
    }

    /** Data that a process received or read. */
    public Color inward() {
        return pick("#953800", "#ffa657", "#ffd090");
    }

    /** Of a whole row: so pale that text stands on it. */
    public Color pale(Tint tint) {
        return ground().interpolate(Color.web(tint.colour), dark ? 0.3 : 0.2);
    }

    /** Of a small thing. */
    public Color strong(Tint tint) {
        return ground().interpolate(Color.web(tint.colour), dark ? 0.75 : 0.85);
    }

    /** Of a letter on {@link #strong}. */
    public Color on(Tint tint) {
        Color below = strong(tint);
        double light = 0.299 * below.getRed() + 0.587 * below.getGreen() + 0.114 * below.getBlue();
        return light > 0.45 ? Color.BLACK : Color.WHITE;
    }

    /** A call that is under way. */
    public Color underWay() {
        return pick("#a5c8f5", "#2a4a73", "#3060a0");
    }

    /** How a lane looks where much happens, from 0 to 1. */
    public Color heat(double much) {
        double part = Math.max(0, Math.min(1, much));
        return part == 0 ? ground() : stripe().interpolate(accent(), 0.25 + 0.75 * part);
    }
}
