package lanner.viewer.model;

import java.util.Optional;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import lanner.investigation.casework.CaseText;
import lanner.investigation.rows.TimeFormat;
import lanner.product.TerminalText;
import lanner.viewer.model.NamedTexts.Kind;
import lanner.viewer.paint.Theme;

/** How a person wants it: colours, times, size. Kept for the next time, unless nothing shall be kept. */
public final class Settings {
    public static final double LEAST_SCALE = 0.8;
    public static final double MOST_SCALE = 2;

    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final ObjectProperty<TimeFormat> time = new SimpleObjectProperty<>(TimeFormat.UTC);
    private final DoubleProperty scale = new SimpleDoubleProperty(1);

    private final ObjectProperty<Density> density = new SimpleObjectProperty<>(Density.COMFORTABLE);
    private final BooleanProperty linearBars = new SimpleBooleanProperty();
    private final StringProperty analyst = new SimpleStringProperty("");
    private final TableColumns columns = new TableColumns();
    private final ColourRules colours = new ColourRules();
    private final KeptSizes sizes = new KeptSizes();
    private final ObjectProperty<Optional<WindowBounds>> window = new SimpleObjectProperty<>(Optional.empty());

    private final RecentCaptures recent;
    private final NamedTexts filters;
    private final NamedTexts layouts;

    private Settings(RecentCaptures recent, NamedTexts filters, NamedTexts layouts) {
        this.recent = recent;
        this.filters = filters;
        this.layouts = layouts;
    }

    /** Settings that are not kept. */
    public static Settings ofThisRun() {
        return new Settings(
                RecentCaptures.ofThisRun(), NamedTexts.ofThisRun(Kind.FILTER), NamedTexts.ofThisRun(Kind.LAYOUT));
    }

    /**
     * The same for one capture: a change of either is one of both. Listeners of these end with the capture's screens, those
     * of the settings themselves with the program.
     */
    public Settings forCapture() {
        Settings same = new Settings(recent, filters, layouts);
        same.theme.bindBidirectional(theme);
        same.time.bindBidirectional(time);
        same.scale.bindBidirectional(scale);
        same.density.bindBidirectional(density);
        same.linearBars.bindBidirectional(linearBars);
        same.analyst.bindBidirectional(analyst);
        same.columns.follow(columns);
        same.sizes.follow(sizes);
        same.colours.follow(colours);
        return same;
    }

    /** The user's own. */
    public static Settings ofUser() {
        return in(Preferences.userRoot().node("lanner/viewer"));
    }

    /** @param kept where they are kept; what is no setting there is passed over */
    static Settings in(Preferences kept) {
        Settings settings = new Settings(
                RecentCaptures.in(kept.node("recent")),
                NamedTexts.in(Kind.FILTER, kept.node("filters")),
                NamedTexts.in(Kind.LAYOUT, kept.node("layouts")));
        settings.theme.set(read(Theme.class, kept.get("theme", ""), Theme.LIGHT));
        settings.time.set(read(TimeFormat.class, kept.get("time", ""), TimeFormat.UTC));
        settings.scale.set(within(kept.getDouble("scale", 1)));
        settings.density.set(read(Density.class, kept.get("density", ""), Density.COMFORTABLE));
        settings.density.addListener((property, before, now) -> keep(kept, "density", now.name()));
        settings.linearBars.set(kept.getBoolean("linear", false));
        settings.linearBars.addListener((property, before, now) -> keep(kept, "linear", now.toString()));
        String name = kept.get("analyst", "").strip();
        settings.analyst.set(CaseText.problem(name).isEmpty() ? name : "");
        settings.analyst.addListener((property, before, now) -> keep(kept, "analyst", now));
        settings.colours.read(kept.get("colours", ""));
        settings.colours
                .list()
                .addListener((property, before, now) -> keep(kept, "colours", settings.colours.written()));
        settings.colours.on().addListener((property, before, now) -> keep(kept, "colours", settings.colours.written()));
        settings.columns.read(kept.get("columns", ""));
        settings.columns
                .list()
                .addListener((property, before, now) -> keep(kept, "columns", settings.columns.written()));
        settings.sizes.read(kept.get("sizes", ""));
        settings.sizes.all().addListener((property, before, now) -> keep(kept, "sizes", settings.sizes.written()));
        settings.window.set(WindowBounds.read(kept.get("window", "")));
        settings.window.addListener((property, before, now) ->
                keep(kept, "window", now.map(WindowBounds::written).orElse("")));
        settings.theme.addListener((property, before, now) -> keep(kept, "theme", now.name()));
        settings.time.addListener((property, before, now) -> keep(kept, "time", now.name()));
        settings.scale.addListener((property, before, now) -> keep(kept, "scale", now.toString()));
        return settings;
    }

    /** The nearest size that there is. */
    public static double within(double scale) {
        return Math.max(LEAST_SCALE, Math.min(MOST_SCALE, scale));
    }

    private static <E extends Enum<E>> E read(Class<E> type, String name, E otherwise) {
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return otherwise;
    }

    private static void keep(Preferences kept, String key, String value) {
        kept.put(key, value);
        try {
            kept.flush();
        } catch (BackingStoreException e) {
            // The home directory cannot be written: the setting holds for this run.
            System.err.println("lanner: the setting '" + key + "' cannot be kept: "
                    + TerminalText.visible(String.valueOf(e.getMessage())));
        }
    }

    public ObjectProperty<Theme> theme() {
        return theme;
    }

    public ObjectProperty<TimeFormat> time() {
        return time;
    }

    /** Of all sizes, from {@link #LEAST_SCALE} to {@link #MOST_SCALE}. */
    public DoubleProperty scale() {
        return scale;
    }

    /** Of the rows of all lists. */
    public ObjectProperty<Density> density() {
        return density;
    }

    /** Whether the bars of the time line are as high as there are events, rather than by the logarithm of it. */
    public BooleanProperty linearBars() {
        return linearBars;
    }

    /** Who writes into cases; empty for nobody. Nothing is put here that {@link CaseText#problem} objects to. */
    public StringProperty analyst() {
        return analyst;
    }

    /** Of the table of events. */
    public TableColumns columns() {
        return columns;
    }

    /** Of the rows of that table. */
    public ColourRules colours() {
        return colours;
    }

    /** The captures that were opened last. */
    public RecentCaptures recent() {
        return recent;
    }

    /** Conditions that were given a name. */
    public NamedTexts filters() {
        return filters;
    }

    /** Layouts that were given a name, see {@link Layout}. */
    public NamedTexts layouts() {
        return layouts;
    }

    /** Of panes, and of the columns of lists. */
    public KeptSizes sizes() {
        return sizes;
    }

    /** Where the window was when it was closed; empty before that. */
    public ObjectProperty<Optional<WindowBounds>> window() {
        return window;
    }
}
