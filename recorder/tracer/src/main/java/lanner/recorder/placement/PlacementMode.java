package lanner.recorder.placement;

/** Where the tracer and the program run. */
public enum PlacementMode {
    /** On one processor, spread while several threads of the program compute. */
    GOVERNOR("on one processor, spread over all while several threads compute"),
    /** On one processor, always. */
    PIN("on one processor, always"),
    /** Where the scheduler puts them. */
    OFF("where the scheduler puts them");

    private final String description;

    PlacementMode(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }
}
