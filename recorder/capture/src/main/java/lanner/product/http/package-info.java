/** A small server for figures and for whether a process is well: asked by whoever can connect. */
@NullMarked
package lanner.product.http;

import org.jspecify.annotations.NullMarked;
