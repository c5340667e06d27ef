package lanner.build;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Gives lambdas and method references classes of their own. Up to JDK 23 the virtual machine makes the class of each at every
 * start, or takes it from its archive and then links it by running Java code: with 500 of them that is a seventh of what a start
 * computes. A class that lies in the jar is loaded from the archive as any other.
 */
public final class LambdaClasses {
    /** The tag of a class in the constant pool (JVMS 4.4). */
    private static final int CONSTANT_CLASS = 7;

    private static final String MARK = "java/lang/invoke/LambdaMetafactory";

    /** Since this version of class files those of a nest call what is private in others of it (JVMS 5.4.4). */
    private static final int NESTS = Opcodes.V11;

    private static final Pattern NAME = Pattern.compile("(.+)\\$\\$Lambda([0-9]{1,6})");
    private static final String SUFFIX = ".class";
    private static final String UNFINISHED = ".new";

    private final Path root;
    /** Classes that change, by name. */
    private final Map<String, ClassNode> changed = new TreeMap<>();

    private final Map<String, ClassNode> made = new TreeMap<>();

    private LambdaClasses(Path root) {
        this.root = root;
    }

    /**
     * Rewrites the classes in directories.
     *
     * @param arguments directories; one that is not there has no classes
     * @throws IOException if a file cannot be read or written, or holds a class that this cannot rewrite
     */
    public static void main(String... arguments) throws IOException {
        for (String argument : arguments) {
            rewrite(Path.of(argument));
        }
    }

    /** How many lambdas got a class. What was rewritten before stays as it is. */
    static int rewrite(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        LambdaClasses classes = new LambdaClasses(root);
        for (Path file : classes.files(SUFFIX)) {
            byte[] bytes = Files.readAllBytes(file);
            if (new String(bytes, StandardCharsets.ISO_8859_1).contains(MARK)) {
                classes.take(file, bytes);
            }
        }
        classes.write();
        classes.sweep();
        return classes.made.size();
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private void take(Path file, byte[] bytes) throws IOException {
        ClassNode owner = read(bytes);
        if ((owner.version & 0xFFFF) < NESTS || !file(owner.name).equals(file)) {
            throw new IOException(file + ": a class of before Java 11, or in another place than its name says");
        }
        // It may be the host of a nest that has changed already.
        owner = changed.getOrDefault(owner.name, owner);
        int number = firstNumber(bytes, owner.name);
        for (MethodNode method : owner.methods) {
            for (AbstractInsnNode instruction : method.instructions.toArray()) {
                if (LambdaClass.isLambda(instruction)) {
                    Optional<LambdaClass> lambda = LambdaClass.of(owner, (InvokeDynamicInsnNode) instruction, number);
                    if (lambda.isPresent()) {
                        number++;
                        method.instructions.set(instruction, lambda.get().creation());
                        add(owner, lambda.get().node());
                    }
                }
            }
        }
    }

    /** Behind those that an earlier build has given classes. */
    private static int firstNumber(byte[] owner, String name) {
        int first = 0;
        for (String each : named(owner)) {
            Matcher lambda = NAME.matcher(each);
            if (lambda.matches() && lambda.group(1).equals(name)) {
                first = Math.max(first, Integer.parseInt(lambda.group(2)) + 1);
            }
        }
        return first;
    }

    /** The classes that a class names. */
    private static Set<String> named(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        char[] buffer = new char[reader.getMaxStringLength()];
        Set<String> names = new HashSet<>();
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item > 0 && reader.readByte(item - 1) == CONSTANT_CLASS) {
                names.add(reader.readUTF8(item, buffer));
            }
        }
        return names;
    }

    private void add(ClassNode owner, ClassNode lambda) throws IOException {
        made.put(lambda.name, lambda);
        changed.put(owner.name, owner);
        ClassNode host = changed.get(lambda.nestHostClass);
        if (host == null) {
            Path file = file(lambda.nestHostClass);
            if (!Files.exists(file)) {
                throw new IOException(
                        file + " is not there, of which " + owner.name + " is a part: build anew (mvn clean)");
            }
            host = read(Files.readAllBytes(file));
            changed.put(host.name, host);
        }
        if (host.nestMembers == null) {
            host.nestMembers = new ArrayList<>();
        }
        if (!host.nestMembers.contains(lambda.name)) {
            host.nestMembers.add(lambda.name);
        }
    }

    /**
     * A class is written whole, and behind those that it names: lambdas, then hosts of nests, then their members. A build that is
     * stopped here is taken up by the next.
     */
    private void write() throws IOException {
        for (ClassNode lambda : made.values()) {
            Path file = file(lambda.name);
            if (Files.exists(file) && !isMade(file)) {
                throw new IOException(file + " is in the place of a lambda's class");
            }
            write(lambda, ClassWriter.COMPUTE_MAXS);
        }
        for (boolean areHosts : new boolean[] {true, false}) {
            for (ClassNode owner : changed.values()) {
                if (owner.nestHostClass == null == areHosts) {
                    write(owner, 0);
                }
            }
        }
    }

    private void write(ClassNode node, int flags) throws IOException {
        ClassWriter writer = new ClassWriter(flags);
        node.accept(writer);
        Path file = file(node.name);
        Path whole = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.write(whole, writer.toByteArray());
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether a class is no source's. */
    private static boolean isMade(Path file) throws IOException {
        return (new ClassReader(Files.readAllBytes(file)).getAccess() & Opcodes.ACC_SYNTHETIC) != 0;
    }

    /** Removes what earlier builds made of lambdas that are no more, and what they did not finish. */
    private void sweep() throws IOException {
        for (Path file : files(SUFFIX + UNFINISHED)) {
            Files.delete(file);
        }
        for (Path file : files(SUFFIX)) {
            String name = root.relativize(file).toString().replace(File.separatorChar, '/');
            Matcher lambda = NAME.matcher(name.substring(0, name.length() - SUFFIX.length()));
            if (lambda.matches() && isMade(file)) {
                Path owner = file(lambda.group(1));
                if (!Files.exists(owner) || !named(Files.readAllBytes(owner)).contains(lambda.group())) {
                    Files.delete(file);
                }
            }
        }
    }

    private Path file(String name) {
        return root.resolve(name + SUFFIX);
    }

    private static ClassNode read(byte[] bytes) {
        ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, 0);
        return node;
    }
}
