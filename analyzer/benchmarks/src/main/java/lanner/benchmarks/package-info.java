/** Benchmarks of single parts, a class for each question. Nothing depends on this package; {@code benchmarks/run} runs it. */
package lanner.benchmarks;
