package io.plumbline.itests.inside;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.osgi.framework.BundleActivator;

/** Writes a bundle whose only class is its activator, for what a test has to do inside the distribution. */
public final class OneClassBundle {
    private OneClassBundle() {
    }

    /**
     * @param jar     where it is to lie; it appears whole, so that it may be a folder that Karaf watches
     * @param imports packages, with commas between, beside {@code org.osgi.framework}
     * @param headers what the activator finds in the headers of its bundle
     */
    public static void write(Path jar, Class<? extends BundleActivator> activator, String imports, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", jar.getFileName().toString());
        main.putValue("Bundle-Version", "0");
        main.putValue("Bundle-Activator", activator.getName());
        main.putValue("Import-Package", "org.osgi.framework," + imports);
        headers.forEach(main::putValue);
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        String name = activator.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(part), manifest); InputStream bytes = activator.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            bytes.transferTo(out);
        }
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
    }
}
