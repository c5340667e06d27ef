package lanner.fleet;

import java.net.URI;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A file system that is not this machine's, as a fleet sees it: {@code store:///...}. */
public final class StoreFileSystem extends RawLocalFileSystem {
    @Override
    public String getScheme() {
        return "store";
    }

    @Override
    public URI getUri() {
        return URI.create("store:///");
    }
}
