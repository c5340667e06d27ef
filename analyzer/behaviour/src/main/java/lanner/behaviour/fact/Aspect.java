package lanner.behaviour.fact;

/** What a fact is about, the weightiest first. */
public enum Aspect {
    ALERT("alert", "Alerts"),
    PRIVILEGE("privilege", "Privileges"),
    USER("user", "Users"),
    PEER("peer", "Peers"),
    LISTENER("listener", "Listening ports"),
    PROGRAM("program", "Programs"),
    FILE_EXECUTE("file-execute", "Files executed"),
    FILE_MAP("file-map", "Files mapped as code"),
    FILE_CREATE("file-create", "Files created"),
    FILE_WRITE("file-write", "Files opened for writing"),
    FILE_DELETE("file-delete", "Files removed"),
    FILE_METADATA("file-metadata", "Files whose mode, owner or attributes were changed"),
    COMMAND("command", "Command lines"),
    CALL("call", "System calls"),
    ERROR("error", "Refusals by the kernel"),
    FILE_READ("file-read", "Files read"),
    FILE_LIST("file-list", "Directories opened"),
    FILE_LOCK("file-lock", "Files locked"),
    /** Questions about a file that is then not opened, and opens of files that are not there. */
    FILE_LOOKUP("file-lookup", "Files looked for");

    private final String word;
    private final String title;

    Aspect(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** The word that options and JSON have: {@code file-write}. */
    public String word() {
        return word;
    }

    /** The heading over such facts. */
    public String title() {
        return title;
    }

    public boolean isFile() {
        return word.startsWith("file-");
    }
}
