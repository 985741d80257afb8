package io.plumbline.itests;

import java.net.URI;
import java.nio.file.Path;

/** A Plumbline that runs, as its guests find it. */
public interface Running {
    /** An address on its HTTP port, for instance {@code at("/health/ready")}. */
    URI at(String path);

    /** Its directory: {@code etc}, {@code data/log/karaf.log}, {@code db}. */
    Path home();
}
