package lanner.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
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
    private static final byte[] MARK = "java/lang/invoke/LambdaMetafactory".getBytes(StandardCharsets.ISO_8859_1);

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
     * @throws IOException if a file cannot be read or written
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
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            if (holds(bytes, MARK)) {
                classes.take(bytes);
            }
        }
        classes.write();
        return classes.made.size();
    }

    private static boolean holds(byte[] bytes, byte[] wanted) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    private void take(byte[] bytes) throws IOException {
        ClassNode owner = read(bytes);
        // It may be the host of a nest that has changed already.
        owner = changed.getOrDefault(owner.name, owner);
        int number = 0;
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

    private void add(ClassNode owner, ClassNode lambda) throws IOException {
        made.put(lambda.name, lambda);
        changed.put(owner.name, owner);
        ClassNode host = changed.get(lambda.nestHostClass);
        if (host == null) {
            host = read(Files.readAllBytes(file(lambda.nestHostClass)));
            changed.put(host.name, host);
        }
        if (host.nestMembers == null) {
            host.nestMembers = new ArrayList<>();
        }
        if (!host.nestMembers.contains(lambda.name)) {
            host.nestMembers.add(lambda.name);
        }
    }

    private void write() throws IOException {
        for (ClassNode owner : changed.values()) {
            if (made.containsKey(owner.name + "$$Lambda0")) {
                removeOld(owner);
            }
            ClassWriter writer = new ClassWriter(0);
            owner.accept(writer);
            Files.write(file(owner.name), writer.toByteArray());
        }
        for (ClassNode lambda : made.values()) {
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            lambda.accept(writer);
            Files.write(file(lambda.name), writer.toByteArray());
        }
    }

    /** The owner was compiled anew: what an earlier build made of its lambdas is of the old one. */
    private void removeOld(ClassNode owner) throws IOException {
        Path directory = file(owner.name).getParent();
        String begin = owner.name.substring(owner.name.lastIndexOf('/') + 1) + "$$Lambda";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory, file -> file.getFileName().toString().startsWith(begin))) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private Path file(String name) {
        return root.resolve(name + ".class");
    }

    private static ClassNode read(byte[] bytes) {
        ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, 0);
        return node;
    }
}
