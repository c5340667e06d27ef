/**
 * The state that events build up: processes, threads, descriptors, sockets, users. Handlers, one a family of calls,
 * write it; fields, rules and views only read.
 */
@NullMarked
package lanner.engine.state;

import org.jspecify.annotations.NullMarked;
