package lanner.recorder.syscall;

/** quotactl(2) packs command and type into one argument. */
final class Quota {
    private static final int TYPE_BITS = 8;

    private Quota() {}

    static final Source COMMAND = (call, param, decoding, out) ->
            out.number(param, KernelFlags.QUOTACTL_CMDS.translate((call.args[0] & 0xFFFFFFFFL) >>> TYPE_BITS));

    static final Source TYPE = (call, param, decoding, out) ->
            out.number(param, KernelFlags.QUOTACTL_TYPES.translate(call.args[0] & 0xFF));
}
