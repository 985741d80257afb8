package io.plumbline.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.plumbline.rest.openapi.OpenApiDocument;

/** Writes the OpenAPI document to a file, for the build and for whoever generates a client without a running Plumbline. */
public final class ExportDocument {
    private ExportDocument() {
    }

    /** @param arguments the file */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(new OpenApiDocument(RestApplication.resources(), RestApplication.VERSION).json()));
    }
}
