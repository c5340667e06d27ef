package lanner.viewer.list;

/** Something that letters are typed into though it is no text field: keys without a modifier are its own. */
public interface TypingTarget {}
