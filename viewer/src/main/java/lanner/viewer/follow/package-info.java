/** What passed through one descriptor or socket. */
package lanner.viewer.follow;
