package lanner.capture.event;

/** What tells of events that are none of the kernel's, by the numbers of Falco's registry of plugins. */
public final class PluginIds {
    /** The audit log of a Kubernetes API server. */
    public static final int K8S_AUDIT = 1;

    private PluginIds() {}
}
