package io.plumbline.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The .kar of a version that is not there yet: the present one under the next number, in its name, its features and its bundles. */
final class NewerKar {
    private static final String NOW = "0.1.0-SNAPSHOT";
    private static final String NEXT = "0.1.1-SNAPSHOT";

    private NewerKar() {
    }

    static Path of(Path kar, Path newer) throws IOException {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(kar)); OutputStream file = Files.newOutputStream(newer)) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().replaceAll((name, value) -> value.toString().replace(NOW, NEXT));
            copy(in, manifest, file, true);
        }
        return newer;
    }

    private static void copy(JarInputStream in, Manifest manifest, OutputStream file, boolean archive) throws IOException {
        try (JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                if (!entry.isDirectory()) {
                    out.putNextEntry(new JarEntry(archive ? entry.getName().replace(NOW, NEXT) : entry.getName()));
                    out.write(archive ? content(entry.getName(), in) : in.readAllBytes());
                    out.closeEntry();
                }
            }
        }
    }

    private static byte[] content(String name, InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        if (name.startsWith("repository/io/plumbline/") && name.endsWith(".jar")) {
            return bundle(bytes);
        }
        boolean features = name.startsWith("repository/io/plumbline/") && name.endsWith(".xml");
        return features ? new String(bytes, StandardCharsets.UTF_8).replace(NOW, NEXT).getBytes(StandardCharsets.UTF_8) : bytes;
    }

    private static byte[] bundle(byte[] jar) throws IOException {
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar)); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Manifest manifest = in.getManifest();
            Attributes attributes = manifest.getMainAttributes();
            attributes.putValue("Bundle-Version", attributes.getValue("Bundle-Version").replace("0.1.0", "0.1.1"));
            copy(in, manifest, out, false);
            return out.toByteArray();
        }
    }
}
