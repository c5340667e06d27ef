package lanner.capture.queue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.Wire;
import net.openhft.chronicle.wire.WireType;
import net.openhft.posix.PosixAPI;

/**
 * The initialization of Chronicle Queue's classes, which takes longer than all else that a capture begins with. One thread does
 * it, others wait for its end: its classes refer to each other, and two threads that begin at two of them may wait for each other.
 */
final class QueueLoading {
    private static final FutureTask<Boolean> LOADING = new FutureTask<>(QueueLoading::load);

    private QueueLoading() {}

    /** Returns when it is done, by this thread or another. */
    static void await() {
        LOADING.run();
        boolean interrupted = false;
        while (true) {
            try {
                LOADING.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException("Chronicle Queue could not be loaded", e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean load() {
        // What the queue asks of the C library is advice, and msync(2) with MS_ASYNC, which does nothing: files are
        // forced by us.
        PosixAPI.useNoOpPosixApi();
        Jvm.disableDebugHandler();
        Jvm.disablePerfHandler();
        Wire wire = WireType.BINARY_LIGHT.apply(Bytes.allocateElasticOnHeap());
        wire.bytes().releaseLast();
        SingleChronicleQueueBuilder.addAliases();
        return true;
    }
}
