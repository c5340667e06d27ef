package lanner.capture.event;

/** Positions of the parameters of an event that is none of the kernel's. */
@PositionsOf(EventType.PLUGINEVENT)
public final class PluginParams {
    public static final int PLUGIN_ID = 0;
    public static final int EVENT_DATA = 1;

    private PluginParams() {}
}
