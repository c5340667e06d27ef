package lanner.engine.rules;

/** A version in three numbers. */
record Version(int major, int minor, int patch) {
    static Version parse(String text) {
        String[] parts = text.split("[-+]", 2)[0].split("\\.");
        return new Version(
                (int) Math.min(Long.parseLong(parts[0]), Integer.MAX_VALUE),
                (int) Math.min(Long.parseLong(parts[1]), Integer.MAX_VALUE),
                (int) Math.min(Long.parseLong(parts[2]), Integer.MAX_VALUE));
    }

    /** Whether this version serves where another is asked for: the same major, and not older. */
    boolean provides(Version asked) {
        return major == asked.major && (minor > asked.minor || minor == asked.minor && patch >= asked.patch);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
