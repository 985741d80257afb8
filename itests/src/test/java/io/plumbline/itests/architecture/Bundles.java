package io.plumbline.itests.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The bundles as the reactor built them: their compiled classes, manifests and sources, read from their folders. */
final class Bundles {
    /** Repackaged jars; no code of ours worth guarding. */
    private static final String REPACKAGED = "io.plumbline.thirdparty.";
    private static final Path PROJECT = project();

    private Bundles() {
    }

    private static Path project() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("bundles")) ? here : here.getParent();
    }

    static Path project(String below) {
        return PROJECT.resolve(below);
    }

    /** The names of all bundles with code of ours. */
    static List<String> names() {
        try (Stream<Path> folders = Files.list(project("bundles"))) {
            return folders.filter(f -> Files.isRegularFile(f.resolve("pom.xml"))).map(f -> f.getFileName().toString()).filter(n -> !n.startsWith(REPACKAGED)).sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a bundle's classes, its manifest and what else goes into its jar lie. */
    static Path output(String bundle) {
        Path classes = project("bundles").resolve(bundle).resolve("target/classes");
        if (!Files.isRegularFile(classes.resolve("META-INF/MANIFEST.MF"))) {
            throw new IllegalStateException(bundle + " is not built: run mvn verify from the top, or with -pl itests -am");
        }
        return classes;
    }

    static JavaClasses classes(String bundle) {
        return ours(new ClassFileImporter().importPath(output(bundle)));
    }

    static JavaClasses allClasses() {
        return ours(new ClassFileImporter().importPaths(names().stream().map(Bundles::output).toList()));
    }

    /** Without what a bundle embeds. */
    private static JavaClasses ours(JavaClasses all) {
        return all.that(JavaClass.Predicates.resideInAPackage("io.plumbline.."));
    }

    /** The XML files directly in one folder of each bundle, such as OSGI-INF. */
    static List<Document> xml(String folder) {
        List<Document> found = new ArrayList<>();
        for (String bundle : names()) {
            Path below = output(bundle).resolve(folder);
            if (Files.isDirectory(below)) {
                try (Stream<Path> files = Files.list(below)) {
                    files.filter(f -> f.toString().endsWith(".xml")).sorted().forEach(f -> found.add(xml(f)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return found;
    }

    private static Document xml(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(file + " is no XML", e);
        }
    }

    static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
    }

    static Manifest manifest(String bundle) {
        try (InputStream in = Files.newInputStream(output(bundle).resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which bundle a package belongs to: a bundle is named like its root package, and one may begin like another. */
    static Optional<String> owning(String packageName) {
        return names().stream().filter(n -> packageName.equals(n) || packageName.startsWith(n + ".")).max((a, b) -> Integer.compare(a.length(), b.length()));
    }
}
