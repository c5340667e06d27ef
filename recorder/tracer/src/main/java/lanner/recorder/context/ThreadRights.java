package lanner.recorder.context;

/** The effective ids and the capabilities of a thread (proc(5)), ids as the recorder's user namespace has them. */
public record ThreadRights(long uid, long gid, long capInheritable, long capPermitted, long capEffective) {}
