package lanner.engine.state;

/**
 * Paths put together as text, as Falco does, without asking a file system: {@code a/../b} is {@code b} even where
 * {@code a} is a symbolic link.
 */
public final class Paths {
    /** The directory that {@link #isNormal} answered yes of last: many paths in a row start from one. Whichever thread writes it. */
    private static String normalDirectory = "/";

    private Paths() {}

    /** An absolute path: {@code path} from {@code directory} if it is relative, without {@code //}, {@code .} and {@code ..}. */
    public static String resolve(String directory, String path) {
        if (path.startsWith("/")) {
            return normalize(path);
        }
        if (path.isEmpty()) {
            return normalize(directory);
        }
        if (directory.isEmpty()) {
            return normalize(path);
        }
        String joined = join(directory, path);
        return isNormal(path) && isKnownNormal(directory) ? joined : normalize(joined);
    }

    private static String join(String directory, String path) {
        boolean slash = directory.charAt(directory.length() - 1) == '/';
        StringBuilder joined = new StringBuilder(directory.length() + 1 + path.length()).append(directory);
        return (slash ? joined : joined.append('/')).append(path).toString();
    }

    @SuppressWarnings("ReferenceEquality") // a short cut: what is another object is looked at
    private static boolean isKnownNormal(String directory) {
        if (directory == normalDirectory) {
            return true;
        }
        if (!isNormal(directory)) {
            return false;
        }
        normalDirectory = directory;
        return true;
    }

    /** Whether this is the name of something in a directory: one component, neither {@code .} nor {@code ..}. */
    public static boolean isName(String path) {
        return path.indexOf('/') < 0
                && !path.isEmpty()
                && (path.charAt(0) != '.' || !path.equals(".") && !path.equals(".."));
    }

    /** A path whose root is {@code directory}: {@code /} begins there, and {@code ..} does not lead out of it. */
    static String within(String directory, String path) {
        String inside = normalize("/" + path);
        return inside.equals("/") ? normalize(directory) : normalize(directory + inside);
    }

    /** The same path without empty components, {@code .} and {@code x/..}. */
    public static String normalize(String path) {
        if (isNormal(path)) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length());
        boolean absolute = path.startsWith("/");
        int at = 0;
        while (at < path.length()) {
            while (at < path.length() && path.charAt(at) == '/') {
                at++;
            }
            int end = path.indexOf('/', at);
            if (end < 0) {
                end = path.length();
            }
            int length = end - at;
            if (length == 2 && path.startsWith("..", at) && (absolute || out.length() > 0)) {
                int slash = out.lastIndexOf("/");
                out.setLength(Math.max(slash, 0));
            } else if (length > 0 && !(length == 1 && path.charAt(at) == '.')) {
                if (out.length() > 0 || absolute) {
                    out.append('/');
                }
                out.append(path, at, end);
            }
            at = end;
        }
        return out.length() == 0 ? absolute ? "/" : "." : out.toString();
    }

    private static boolean isNormal(String path) {
        int length = path.length();
        if (length > 1 && path.charAt(length - 1) == '/') {
            return false;
        }
        for (int slash = path.indexOf('/'); slash >= 0 && slash + 1 < length; slash = path.indexOf('/', slash + 1)) {
            char next = path.charAt(slash + 1);
            if (next == '/' || next == '.') {
                return false;
            }
        }
        return length > 0 && path.charAt(0) != '.';
    }
}
