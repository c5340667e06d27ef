package lanner.behaviour.fact;

import java.util.Set;

/**
 * Errors that say something about what a program may do, or has too little of. All others are part of how programs ask:
 * whether a file is there, whether more can be read.
 */
public final class Refusals {
    private static final Set<String> TOLD =
            Set.of("EPERM", "EACCES", "EROFS", "ENOSYS", "ENOSPC", "EDQUOT", "EMFILE", "ENFILE", "ENOMEM", "EFBIG");

    private Refusals() {}

    /** @param error a name of an error, {@code EPERM} */
    public static boolean isOne(String error) {
        return TOLD.contains(error);
    }
}
