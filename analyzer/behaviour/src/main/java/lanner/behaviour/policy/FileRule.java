package lanner.behaviour.policy;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One rule of an AppArmor profile about files (apparmor.d(5)).
 *
 * @param pattern ASCII without blanks: no quotes are needed
 * @param permissions not empty
 */
record FileRule(String pattern, Set<Permission> permissions, Need need) {
    /** What a rule lets a program do, in the order in which profiles are written. */
    enum Permission {
        MAP("m"),
        READ("r"),
        WRITE("w"),
        LOCK("k"),
        LINK("l"),
        /** Below the same profile. */
        EXECUTE("ix");

        private final String letters;

        Permission(String letters) {
            this.letters = letters;
        }
    }

    FileRule {
        permissions = Set.copyOf(permissions);
    }

    String letters() {
        return EnumSet.copyOf(permissions).stream()
                .map(permission -> permission.letters)
                .collect(Collectors.joining());
    }
}
