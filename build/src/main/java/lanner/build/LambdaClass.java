package lanner.build;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.H_NEWINVOKESPECIAL;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.POP2;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The class in place of one lambda or method reference: what the virtual machine would make of it when the code is first reached
 * ({@code java.lang.invoke.LambdaMetafactory}). It is of the same nest as its owner, so that it may call what is private there.
 */
final class LambdaClass {
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String OBJECT = "java/lang/Object";
    private static final String INIT = "<init>";
    private static final String ONLY = "ONLY";
    private static final String OF = "of";

    private static final Map<Integer, String> BOXES = Map.of(
            Type.BOOLEAN, "java/lang/Boolean",
            Type.BYTE, "java/lang/Byte",
            Type.CHAR, "java/lang/Character",
            Type.SHORT, "java/lang/Short",
            Type.INT, "java/lang/Integer",
            Type.LONG, "java/lang/Long",
            Type.FLOAT, "java/lang/Float",
            Type.DOUBLE, "java/lang/Double");

    private final ClassNode node = new ClassNode();
    /** The interface: the type that the call had, so that its owner is verified without loading more than before. */
    private final Type type;

    private final String method;
    private final Type[] captured;
    /** What the interface's method has, with types erased, and what the lambda has of them. */
    private final Type erased;

    private final Type typed;
    private final Handle body;

    private LambdaClass(ClassNode owner, InvokeDynamicInsnNode call, int number) {
        type = Type.getReturnType(call.desc);
        method = call.name;
        captured = Type.getArgumentTypes(call.desc);
        erased = (Type) call.bsmArgs[0];
        body = (Handle) call.bsmArgs[1];
        typed = (Type) call.bsmArgs[2];
        node.version = owner.version;
        node.access = ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC;
        node.name = owner.name + "$$Lambda" + number;
        node.superName = OBJECT;
        node.interfaces.add(type.getInternalName());
        node.sourceFile = owner.sourceFile;
        node.nestHostClass = owner.nestHostClass == null ? owner.name : owner.nestHostClass;
    }

    static boolean isLambda(AbstractInsnNode instruction) {
        return instruction instanceof InvokeDynamicInsnNode call
                && call.bsm.getOwner().equals(METAFACTORY)
                && call.bsm.getName().equals("metafactory");
    }

    /**
     * The class in place of a lambda. Empty where values would have to be converted by more than a cast or a box that is put on or
     * taken off: few lambdas are so, and they stay as they are.
     *
     * @param number of the lambda in its owner
     */
    static Optional<LambdaClass> of(ClassNode owner, InvokeDynamicInsnNode call, int number) {
        LambdaClass made = new LambdaClass(owner, call, number);
        if (!made.isPlain()) {
            return Optional.empty();
        }
        made.addFields();
        made.addConstructor();
        made.addFactory();
        made.addMethod();
        return Optional.of(made);
    }

    ClassNode node() {
        return node;
    }

    /** What takes the place of the call that was replaced: the captured values are on the stack. */
    AbstractInsnNode creation() {
        return captured.length == 0
                ? new FieldInsnNode(GETSTATIC, node.name, ONLY, type.getDescriptor())
                : new MethodInsnNode(INVOKESTATIC, node.name, OF, Type.getMethodDescriptor(type, captured), false);
    }

    private boolean isConstructor() {
        return body.getTag() == H_NEWINVOKESPECIAL;
    }

    /** What the body takes, with the object that it is a method of. */
    private List<Type> parameters() {
        List<Type> parameters = new ArrayList<>();
        if (body.getTag() != H_INVOKESTATIC && !isConstructor()) {
            parameters.add(Type.getObjectType(body.getOwner()));
        }
        parameters.addAll(List.of(Type.getArgumentTypes(body.getDesc())));
        return parameters;
    }

    private Type result() {
        return isConstructor() ? Type.getObjectType(body.getOwner()) : Type.getReturnType(body.getDesc());
    }

    private boolean isPlain() {
        List<Type> parameters = parameters();
        Type[] given = erased.getArgumentTypes();
        if (body.getOwner().startsWith("[") || parameters.size() != captured.length + given.length) {
            return false;
        }
        for (int i = 0; i < given.length; i++) {
            Type taken = parameters.get(captured.length + i);
            Type known = typed.getArgumentTypes()[i];
            boolean isTaken = isObject(known) ? isObject(taken) || isBoxOf(taken, known) : known.equals(taken);
            if (isObject(given[i]) != isObject(known) || !isTaken) {
                return false;
            }
        }
        Type wanted = typed.getReturnType();
        Type result = result();
        return wanted.getSort() == Type.VOID
                || wanted.equals(result)
                || isObject(wanted) && (isObject(result) || BOXES.containsKey(result.getSort()));
    }

    private static boolean isBoxOf(Type value, Type box) {
        return box.getInternalName().equals(BOXES.get(value.getSort()));
    }

    private static boolean isObject(Type type) {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }

    private void addFields() {
        for (int i = 0; i < captured.length; i++) {
            node.fields.add(new FieldNode(ACC_PRIVATE | ACC_FINAL, field(i), captured[i].getDescriptor(), null, null));
        }
    }

    private static String field(int index) {
        return "captured" + index;
    }

    private MethodNode add(int access, String name, String descriptor) {
        MethodNode added = new MethodNode(access, name, descriptor, null, null);
        node.methods.add(added);
        return added;
    }

    private String constructor() {
        return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
    }

    private void addConstructor() {
        MethodNode code = add(ACC_PRIVATE, INIT, constructor());
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, OBJECT, INIT, "()V", false);
        int local = 1;
        for (int i = 0; i < captured.length; i++) {
            code.visitVarInsn(ALOAD, 0);
            code.visitVarInsn(captured[i].getOpcode(ILOAD), local);
            code.visitFieldInsn(PUTFIELD, node.name, field(i), captured[i].getDescriptor());
            local += captured[i].getSize();
        }
        code.visitInsn(RETURN);
    }

    /** What captures nothing is made once, when it is first asked for. */
    private void addFactory() {
        boolean isOne = captured.length == 0;
        MethodNode code = isOne
                ? add(ACC_STATIC, "<clinit>", "()V")
                : add(ACC_STATIC, OF, Type.getMethodDescriptor(type, captured));
        code.visitTypeInsn(NEW, node.name);
        code.visitInsn(DUP);
        int local = 0;
        for (Type each : captured) {
            code.visitVarInsn(each.getOpcode(ILOAD), local);
            local += each.getSize();
        }
        code.visitMethodInsn(INVOKESPECIAL, node.name, INIT, constructor(), false);
        if (isOne) {
            node.fields.add(new FieldNode(ACC_STATIC | ACC_FINAL, ONLY, type.getDescriptor(), null, null));
            code.visitFieldInsn(PUTSTATIC, node.name, ONLY, type.getDescriptor());
            code.visitInsn(RETURN);
        } else {
            code.visitInsn(ARETURN);
        }
    }

    private void addMethod() {
        MethodNode code = add(ACC_PUBLIC, method, erased.getDescriptor());
        if (isConstructor()) {
            code.visitTypeInsn(NEW, body.getOwner());
            code.visitInsn(DUP);
        }
        for (int i = 0; i < captured.length; i++) {
            code.visitVarInsn(ALOAD, 0);
            code.visitFieldInsn(GETFIELD, node.name, field(i), captured[i].getDescriptor());
        }
        List<Type> parameters = parameters();
        Type[] given = erased.getArgumentTypes();
        Type[] known = typed.getArgumentTypes();
        int local = 1;
        for (int i = 0; i < given.length; i++) {
            code.visitVarInsn(given[i].getOpcode(ILOAD), local);
            local += given[i].getSize();
            Type taken = parameters.get(captured.length + i);
            cast(code, given[i], known[i]);
            if (isObject(known[i]) && !isObject(taken)) {
                String value = taken.getClassName() + "Value";
                code.visitMethodInsn(
                        INVOKEVIRTUAL, known[i].getInternalName(), value, Type.getMethodDescriptor(taken), false);
            } else {
                cast(code, known[i], taken);
            }
        }
        code.visitMethodInsn(opcode(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
        leave(code);
    }

    private int opcode() {
        if (isConstructor()) {
            return INVOKESPECIAL;
        }
        if (body.getTag() == H_INVOKESTATIC) {
            return INVOKESTATIC;
        }
        // Of the same nest, so private methods as well (JVMS 5.4.6).
        return body.isInterface() ? INVOKEINTERFACE : INVOKEVIRTUAL;
    }

    private void leave(MethodNode code) {
        Type result = result();
        Type wanted = typed.getReturnType();
        if (wanted.getSort() == Type.VOID) {
            if (result.getSort() != Type.VOID) {
                code.visitInsn(result.getSize() == 2 ? POP2 : POP);
            }
        } else if (isObject(wanted) && !isObject(result)) {
            String box = BOXES.get(result.getSort());
            code.visitMethodInsn(INVOKESTATIC, box, "valueOf", "(" + result.getDescriptor() + ")L" + box + ";", false);
        } else {
            cast(code, result, erased.getReturnType());
        }
        code.visitInsn(erased.getReturnType().getOpcode(IRETURN));
    }

    private static void cast(MethodNode code, Type from, Type to) {
        if (isObject(to) && !to.equals(from) && !to.getInternalName().equals(OBJECT)) {
            code.visitTypeInsn(CHECKCAST, to.getInternalName());
        }
    }
}
