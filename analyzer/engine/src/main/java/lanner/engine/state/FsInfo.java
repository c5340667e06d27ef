package lanner.engine.state;

/**
 * Where paths begin: working directory and root, the kernel's {@code fs_struct}. Threads and processes that CLONE_FS
 * joins share one. Paths are as its owners see them, from their root on.
 */
final class FsInfo {
    /** Ends with a slash. */
    String cwd = "/";
    /** As the recorder sees it, without a slash at its end but for the first root. */
    String root = "/";

    /** Whether the working directory is not under the root: its path then is the one from outside. */
    private boolean beyondRoot;

    FsInfo copy() {
        FsInfo copy = new FsInfo();
        copy.cwd = cwd;
        copy.root = root;
        copy.beyondRoot = beyondRoot;
        return copy;
    }

    void chdir(String path) {
        beyondRoot &= !path.startsWith("/");
        cwd = directory(Paths.resolve(cwd, path));
    }

    /** The working directory stays where it is: it may now be beyond the root. */
    void chroot(String path) {
        String here = outside(cwd, beyondRoot);
        root = outside(Paths.resolve(cwd, path), beyondRoot && !path.startsWith("/"));
        cwdFromOutside(here);
    }

    private String outside(String path, boolean isOutside) {
        return Paths.normalize(isOutside || root.equals("/") ? path : root + "/" + path);
    }

    /** Takes over a directory that was read from outside: what lies under the root begins there. */
    void cwdFromOutside(String path) {
        String from = directory(path);
        String top = directory(root);
        beyondRoot = !from.startsWith(top);
        cwd = beyondRoot ? from : from.substring(top.length() - 1);
    }

    /** A directory's path with a slash at its end. */
    static String directory(String path) {
        String normal = Paths.normalize(path.isEmpty() ? "/" : path);
        return normal.endsWith("/") ? normal : normal + "/";
    }
}
