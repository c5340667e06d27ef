/** Background jobs, each with a name, progress and a way to cancel it. Nothing here knows captures. */
package lanner.viewer.task;
