package lanner.exchange.scap;

/** The blocks of a scap file by their numbers, those of unpublished old versions included. */
final class Blocks {
    static final int SECTION = 0x0A0D0D0A;
    static final int SECTION_MAGIC = 0x1A2B3C4D;
    static final int MACHINE = 0x201;
    static final int INTERFACES = 0x219;
    static final int USERS = 0x220;
    static final int PROCESSES = 0x215;
    static final int DESCRIPTORS = 0x218;
    static final int EVENT = 0x216;
    static final int EVENT_LARGE = 0x221;
    static final int EVENT_FLAGS = 0x217;
    static final int EVENT_FLAGS_LARGE = 0x222;

    private Blocks() {}

    static boolean isMachine(int type) {
        return type == MACHINE || type == 0x8002ABCD;
    }

    /** The version of a list of processes, 1 to 9; 0 for another block. */
    static int processListVersion(int type) {
        return switch (type) {
            case 0x202, 0x8000ABCD -> 1;
            case 0x207, 0x8013ABCD -> 2;
            case 0x209, 0x8014ABCD -> 3;
            case 0x210 -> 4;
            case 0x211 -> 5;
            case 0x212 -> 6;
            case 0x213 -> 7;
            case 0x214 -> 8;
            case PROCESSES -> 9;
            default -> 0;
        };
    }

    /** The version of a list of descriptors, 1 or 2; 0 for another block. */
    static int descriptorListVersion(int type) {
        return switch (type) {
            case 0x203, 0x8001ABCD -> 1;
            case DESCRIPTORS -> 2;
            default -> 0;
        };
    }

    /** The version of a list of interfaces, 1 or 2; 0 for another block. */
    static int interfaceListVersion(int type) {
        return switch (type) {
            case 0x205, 0x8011ABCD -> 1;
            case INTERFACES -> 2;
            default -> 0;
        };
    }

    /** The version of a list of users, 1 or 2; 0 for another block. */
    static int userListVersion(int type) {
        return switch (type) {
            case 0x206, 0x8012ABCD -> 1;
            case USERS -> 2;
            default -> 0;
        };
    }

    /** The version of an event's header, 1 or 2; 0 for another block. */
    static int eventVersion(int type) {
        return switch (type) {
            case 0x204, 0x8010ABCD, 0x208 -> 1;
            case EVENT, EVENT_FLAGS, EVENT_LARGE, EVENT_FLAGS_LARGE -> 2;
            default -> 0;
        };
    }

    /** Whether an event block says something about the event before it. */
    static boolean hasFlags(int type) {
        return type == 0x208 || type == EVENT_FLAGS || type == EVENT_FLAGS_LARGE;
    }
}
