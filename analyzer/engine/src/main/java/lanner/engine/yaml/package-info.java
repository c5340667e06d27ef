/** YAML files of ours other than rules, read within bounds; what is wrong with one is one sentence with its place. */
@NullMarked
package lanner.engine.yaml;

import org.jspecify.annotations.NullMarked;
