package lanner.behaviour.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths of facts and of their shapes as patterns of AppArmor (apparmor.d(5), "Globbing"). */
final class FilePatterns {
    /** What rules of shapes put in the place of something: {@code <pid>}. */
    private static final Pattern PLACEHOLDER = Pattern.compile("<[a-z-]{1,20}>");

    private static final String PLAIN = "/._+%:~-";

    /** Directories of the root that are links into /usr on some systems and not on others (file-hierarchy(7)). */
    private static final Pattern MERGED = Pattern.compile("^/(bin|sbin|lib|lib32|lib64|libx32)/");

    private FilePatterns() {}

    /** The same for systems where such directories are links: AppArmor asks for what they lead to. */
    static String merged(String pattern) {
        return MERGED.matcher(pattern).replaceFirst("/{,usr/}$1/");
    }

    /** A path as it is: what means something in a pattern, or is no plain ASCII, matches any one byte. */
    static String of(String path) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            pattern.append(isPlain(path.charAt(i)) ? path.charAt(i) : '?');
        }
        return pattern.toString();
    }

    /**
     * A path's shape: each thing that rules put into it matches any name or part of one.
     *
     * @param path as recorded
     * @param shape what rules made of it
     */
    static String of(String path, String shape) {
        if (shape.equals(path)) {
            return of(path);
        }
        StringBuilder pattern = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(shape);
        int from = 0;
        while (placeholder.find()) {
            pattern.append(of(shape.substring(from, placeholder.start())));
            if (pattern.length() == 0 || pattern.charAt(pattern.length() - 1) != '*') {
                pattern.append('*');
            }
            from = placeholder.end();
        }
        return pattern.append(of(shape.substring(from))).toString();
    }

    private static boolean isPlain(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
    }

    /** The pattern of the directory that a path lies in, with its slash; {@code /} for one below the root. */
    static String directory(String pattern) {
        return pattern.substring(0, pattern.lastIndexOf('/') + 1);
    }
}
