package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The named positions against the table. Classes are found by their name's end, so that a new one is among them. */
class PositionsOfTest {
    record Position(Field constant, EventType type) {
        @Override
        public String toString() {
            return constant.getDeclaringClass().getSimpleName() + "." + constant.getName() + " of " + type;
        }
    }

    @ParameterizedTest
    @MethodSource("positions")
    void aNamedPositionIsThatOfTheTablesParameter(Position position) throws IllegalAccessException {
        String wanted = position.constant().getName();
        List<String> names = position.type().params().stream()
                .map(param -> constantName(param.name()))
                .toList();
        assertThat(names).contains(wanted);
        assertThat(position.constant().getInt(null)).isEqualTo(names.indexOf(wanted));
    }

    @Test
    void everyPositionIsAConstantNumber() {
        assertThat(constants().toList())
                .hasSizeGreaterThan(250)
                .allMatch(constant -> constant.getType() == int.class)
                .allMatch(constant -> Modifier.isStatic(constant.getModifiers()))
                .allMatch(constant -> Modifier.isFinal(constant.getModifiers()));
    }

    @Test
    void everyPositionSaysForWhichEventsItHolds() {
        assertThat(constants().filter(constant -> holdsFor(constant).length == 0))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wholeRows")
    void aRowThatStandsAtAClassIsDescribedWhole(EventType type) {
        Set<String> named = positions()
                .filter(position -> position.type() == type)
                .map(position -> position.constant().getName())
                .collect(Collectors.toSet());
        assertThat(type.params().stream().skip(type.resultIsFirst() ? 1 : 0).map(param -> constantName(param.name())))
                .isSubsetOf(named);
    }

    static Stream<EventType> wholeRows() {
        return classes().stream()
                .map(type -> type.getAnnotation(PositionsOf.class))
                .filter(Objects::nonNull)
                .flatMap(whole -> Arrays.stream(whole.value()))
                .distinct();
    }

    static Stream<Position> positions() {
        return constants()
                .flatMap(constant -> Arrays.stream(holdsFor(constant)).map(type -> new Position(constant, type)));
    }

    private static Stream<Field> constants() {
        return classes().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> !field.isSynthetic());
    }

    private static EventType[] holdsFor(Field constant) {
        PositionsOf own = constant.getAnnotation(PositionsOf.class);
        PositionsOf whole = constant.getDeclaringClass().getAnnotation(PositionsOf.class);
        return own != null ? own.value() : whole != null ? whole.value() : new EventType[0];
    }

    private static List<Class<?>> classes() {
        try (Stream<Path> files = Files.list(
                Path.of(EventType.class.getResource("EventType.class").toURI()).getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Params.class") || name.endsWith("Record.class"))
                    .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(EventType.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code nativeID} and {@code exe_ino} as constants are written. */
    private static String constantName(String parameter) {
        return parameter.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
