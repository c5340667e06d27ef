package lanner.fleet;

import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.rpc.RpcEnv;

/** Spark's master as a process of its own, at a free port of loopback, which it prints. It ends with its standard input. */
final class StartedMaster {
    private StartedMaster() {}

    public static void main(String[] arguments) throws Exception {
        RpcEnv master = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, new SparkConf())
                ._1();
        System.out.println(master.address().port());
        System.out.flush();
        while (System.in.read() >= 0) {
            // Nobody writes: the end of the starter ends it.
        }
        Runtime.getRuntime().halt(0);
    }
}
