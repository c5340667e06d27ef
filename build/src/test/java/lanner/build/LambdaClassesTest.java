package lanner.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaClassesTest {
    /** What each case is made of; {@code %s} is its expression. */
    private static final String SOURCE = """
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;

            public class Case extends Base implements java.util.concurrent.Callable<Object> {
                private int field = 7;
                private static int add(int a, long b) { return (int) (a + b); }
                private String secret(String a) { return a + field; }
                private Case(int field) { this.field = field; }
                public Case() {}
                interface Wide { long of(byte a, short b, char c, float d, double e, long f, boolean g); }
                interface Absent<T> { T of(T a); }
                interface Typed<T extends Comparable<T>> { T of(T a); }
                interface Shape { private String hidden() { return "hidden"; } default Supplier<String> show() { return () -> hidden() + 1; }
                    static Supplier<String> make() { return () -> "static"; } }
                enum Kind { A, B; final Supplier<String> name = () -> name().toLowerCase(); }
                static final class Inner {
                    private static String quiet(Object a) { return "quiet " + a; }
                    Function<String, String> nested() { return x -> x + new Case(3).secret("n") + Inner.quiet(x); }
                }
                <T> T same(T a) { return a; }
                static int count;
                static int counted() { return ++count; }
                @Override protected String word() { return "own"; }
                Supplier<String> above() { return super::word; }
                static String thrown(Runnable run) {
                    try {
                        run.run();
                        return "nothing";
                    } catch (RuntimeException e) {
                        return e.getClass().getName();
                    }
                }
                @SuppressWarnings({"unchecked", "rawtypes"})
                static Function<Object, String> polluted() {
                    Map raw = new HashMap();
                    raw.put("k", 5);
                    Map<String, String> strings = raw;
                    Function<Object, String> get = strings::get;
                    return key -> String.valueOf((Object) ((Function) get).apply(key));
                }

                public Object call() throws Exception { return %s; }
            }

            class Mine$$Lambda1 {}

            class Taker { static String of(Case.Absent<String> a) { return a.of("x"); } }

            class Base { protected String word() { return "base"; } }
            """;

    @TempDir
    Path classes;

    @TempDir
    Path sources;

    private void compile(String expression) throws IOException {
        Path source = sources.resolve("Case.java");
        Files.writeString(source, SOURCE.formatted(expression));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-d", classes.toString(), source.toString());
        assertThat(status).as(expression).isZero();
    }

    private Object run() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            Callable<?> made =
                    (Callable<?>) loader.loadClass("Case").getConstructor().newInstance();
            return String.valueOf(made.call());
        }
    }

    private Set<String> lambdas() throws IOException {
        try (Stream<Path> files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("Case") && name.contains("$$Lambda"))
                    .collect(Collectors.toSet());
        }
    }

    private boolean makesAtRunTime(String name) throws IOException {
        return new String(Files.readAllBytes(classes.resolve(name)), StandardCharsets.ISO_8859_1)
                .contains("java/lang/invoke/LambdaMetafactory");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ((Supplier<String>) () -> "x").get()
                    ((Supplier<Integer>) () -> field).get()
                    ((IntSupplier) () -> field + 1).getAsInt()
                    ((Function<String, String>) this::secret).apply("a")
                    ((BiFunction<Case, String, String>) Case::secret).apply(this, "b")
                    ((IntFunction<Case>) Case::new).apply(9).field
                    ((Supplier<List<String>>) ArrayList::new).get()
                    ((ToIntFunction<String>) String::length).applyAsInt("four")
                    ((Function<String, Integer>) String::length).apply("four")
                    ((Wide) (a, b, c, d, e, f, g) -> (long) (a + b + c + d + e + f) + (g ? 1 : 0)).of((byte) 1, (short) 2, 'c', 4f, 5d, 6L, true)
                    ((Typed<String>) a -> a + a).of("t")
                    ((Typed<Integer>) this::same).of(5)
                    ((Consumer<String>) new ArrayList<String>()::add).getClass().getInterfaces().length
                    new Shape() {}.show().get() + Shape.make().get()
                    Arrays.stream(Kind.values()).map(k -> k.name.get()).collect(Collectors.joining(","))
                    new Inner().nested().apply("i")
                    Stream.of("b", "a").sorted(Comparator.comparing(x -> x)).toList()
                    Stream.of(1, 2, 3).mapToLong(x -> x * 2L).sum()
                    IntStream.range(0, 4).mapToObj(Integer::toString).collect(Collectors.toList())
                    ((Runnable) Case::counted).getClass().getInterfaces()[0]
                    above().get()
                    ((Function<Object[], Integer>) x -> x.length).apply(new String[] {"a"})
                    ((Supplier<Runnable>) () -> () -> {}).get() != null
                    ((BinaryOperator<Integer>) Math::max).apply(3, 4)
                    ((UnaryOperator<int[]>) int[]::clone).apply(new int[] {1, 2}).length
                    ((IntFunction<String[]>) String[]::new).apply(3).length
                    ((LongUnaryOperator) a -> a << 1).applyAsLong(1L << 40)
                    ((BinaryOperator<Long>) Long::sum).apply(3L, 4L)
                    ((BiPredicate<Character, Boolean>) (c, b) -> b && Character.isDigit(c)).test('5', true)
                    Stream.of("a", "a").collect(Collectors.toMap(x -> x, x -> 1L, Long::sum))
                    polluted().apply("k")
                    thrown(() -> ((BinaryOperator<Long>) Long::sum).apply(null, 4L))
                    thrown(() -> ((BinaryOperator) (BinaryOperator<Long>) Long::sum).apply(1, 4L))
                    ((ToLongFunction<Number>) Number::longValue).applyAsLong(2.5)
                    ((BiFunction<Byte, Short, Object>) Math::addExact).apply((byte) 1, (short) 2)
                    ((Function<Float, Integer>) Float::floatToIntBits).apply(1.5f)
                    ((DoubleFunction<Double>) Double::valueOf).apply(1)
                    ((DoubleBinaryOperator) (a, b) -> a * b + field).applyAsDouble(2, 3)
                    """)
    void aLambdaOfAClassOfItsOwnDoesTheSame(String expression) throws Exception {
        compile(expression);
        Object before = run();
        assertThat(LambdaClasses.rewrite(classes)).isPositive();
        assertThat(lambdas()).isNotEmpty();
        assertThat(run()).isEqualTo(before);
    }

    @Test
    void noneIsMadeAtRunTimeWhereAllHaveClasses() throws Exception {
        compile("((Supplier<String>) () -> secret(\"x\")).get()");
        assertThat(makesAtRunTime("Case.class")).isTrue();
        LambdaClasses.rewrite(classes);
        assertThat(makesAtRunTime("Case.class")).isFalse();
        assertThat(makesAtRunTime("Case$Inner.class")).isFalse();
        assertThat(makesAtRunTime("Case$Shape.class")).isFalse();
    }

    @Test
    void oneThatNeedsMoreThanACastStaysAsItIs() throws Exception {
        compile(
                "((ToLongFunction<Integer>) x -> x).applyAsLong(4) + ((ToLongFunction<String>) String::length).applyAsLong(\"a\")"
                        + " + ((Runnable & java.io.Serializable) () -> {}).getClass().getInterfaces().length");
        Object before = run();
        LambdaClasses.rewrite(classes);
        assertThat(makesAtRunTime("Case.class")).isTrue();
        assertThat(run()).isEqualTo(before);
    }

    @Test
    void whatCapturesNothingIsTheSameEachTime() throws Exception {
        compile("((Supplier<Supplier<Object>>) () -> () -> 1).get() == null");
        LambdaClasses.rewrite(classes);
        compile("Shape.make() == Shape.make() && above() != above()");
        LambdaClasses.rewrite(classes);
        assertThat(run()).isEqualTo("true");
    }

    @Test
    void aSecondTimeChangesNothing() throws Exception {
        compile("new Inner().nested().apply(\"i\")");
        LambdaClasses.rewrite(classes);
        List<byte[]> first = contents();
        assertThat(LambdaClasses.rewrite(classes)).isZero();
        assertThat(contents()).usingRecursiveComparison().isEqualTo(first);
    }

    private List<byte[]> contents() throws IOException {
        try (Stream<Path> files = Files.list(classes)) {
            return files.sorted().map(LambdaClassesTest::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @Test
    void aClassThatIsCompiledAnewKeepsNothingOfTheOldOne() throws Exception {
        compile("Stream.of(1, 2).map(x -> x + 1).filter(x -> x > 2).map(x -> \"\" + x).toList()");
        LambdaClasses.rewrite(classes);
        Set<String> many = lambdas();
        compile("((Supplier<String>) () -> \"x\").get()");
        LambdaClasses.rewrite(classes);
        assertThat(lambdas()).hasSize(many.size() - 2);
        assertThat(run()).isEqualTo("x");
        for (String file : List.of("Case$Inner.class", "Case$Shape.class")) {
            Files.delete(classes.resolve(file));
        }
        LambdaClasses.rewrite(classes);
        assertThat(lambdas()).noneMatch(name -> name.startsWith("Case$Inner") || name.startsWith("Case$Shape"));
        assertThat(run()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Case", "Case$Inner Case$Kind", "Case$Inner"})
    void aRewriteThatWasStoppedIsTakenUp(String left) throws Exception {
        compile("new Inner().nested().apply(\"i\") + Kind.A.name.get()");
        Object before = run();
        Map<Path, byte[]> compiled = new HashMap<>();
        for (String name : List.of("Case", "Case$Inner", "Case$Kind", "Case$Shape")) {
            Path file = classes.resolve(name + ".class");
            compiled.put(file, Files.readAllBytes(file));
        }
        LambdaClasses.rewrite(classes);
        // Members of a nest are written last, their host before them.
        for (Map.Entry<Path, byte[]> each : compiled.entrySet()) {
            String name = each.getKey().getFileName().toString().replace(".class", "");
            if (left.equals("Case") || List.of(left.split(" ")).contains(name)) {
                Files.write(each.getKey(), each.getValue());
            }
        }
        LambdaClasses.rewrite(classes);
        assertThat(run()).isEqualTo(before);
        assertThat(makesAtRunTime("Case.class")).isFalse();
        assertThat(makesAtRunTime("Case$Inner.class")).isFalse();
    }

    @Test
    void aClassIsLinkedWithoutAnInterfaceThatItsLambdaHas() throws Exception {
        compile("field > 7 ? Taker.of(x -> x) : \"none\"");
        LambdaClasses.rewrite(classes);
        Files.delete(classes.resolve("Case$Absent.class"));
        assertThat(run()).isEqualTo("none");
    }

    @Test
    void whatAnEarlierBuildDidNotFinishIsRemoved() throws Exception {
        compile("1");
        Files.write(classes.resolve("Case$Gone.class.new"), new byte[] {1});
        LambdaClasses.rewrite(classes);
        assertThat(classes.resolve("Case$Gone.class.new")).doesNotExist();
    }

    @Test
    void aClassOfASourceIsNeitherRemovedNorWrittenOver() throws Exception {
        compile("new Mine$$Lambda1().toString().isEmpty()");
        LambdaClasses.rewrite(classes);
        assertThat(run()).isEqualTo("false");
        Files.delete(classes.resolve("Case.class"));
        compile("1");
        Files.copy(
                classes.resolve("Mine$$Lambda1.class"),
                classes.resolve("Case$$Lambda0.class"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> LambdaClasses.rewrite(classes)).hasMessageContaining("Case$$Lambda0.class");
    }

    @Test
    void aPartWithoutItsWholeIsRefused() throws Exception {
        compile("1");
        Files.delete(classes.resolve("Case.class"));
        assertThatThrownBy(() -> LambdaClasses.rewrite(classes)).hasMessageContaining("Case.class is not there");
    }

    @Test
    void aClassThatItCannotRewriteIsRefusedByName() throws Exception {
        compile("((Supplier<String>) () -> \"x\").get()");
        Path elsewhere = classes.resolve("other/Case.class");
        Files.createDirectories(elsewhere.getParent());
        Files.copy(classes.resolve("Case.class"), elsewhere);
        assertThatThrownBy(() -> LambdaClasses.rewrite(classes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other/Case.class");
        Files.delete(elsewhere);
        byte[] old = Files.readAllBytes(classes.resolve("Case.class"));
        old[7] = 52;
        Files.write(classes.resolve("Case.class"), old);
        assertThatThrownBy(() -> LambdaClasses.rewrite(classes)).hasMessageContaining("Case.class");
    }

    @Test
    void aWrongTypeIsRefusedAsBefore() throws Exception {
        compile("((Function) (Function<String, Integer>) String::length).apply(5)");
        assertThatThrownBy(this::run).isInstanceOf(ClassCastException.class);
        LambdaClasses.rewrite(classes);
        assertThatThrownBy(this::run).isInstanceOf(ClassCastException.class);
    }

    @Test
    void aDirectoryThatIsNotThereHasNone() throws IOException {
        assertThat(LambdaClasses.rewrite(classes.resolve("none"))).isZero();
        LambdaClasses.main(classes.resolve("none").toString());
    }
}
