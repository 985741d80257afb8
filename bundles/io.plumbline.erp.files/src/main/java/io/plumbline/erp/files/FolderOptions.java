package io.plumbline.erp.files;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code etc/io.plumbline.erp.files-<name>.cfg}. They arrive as text; {@link ConfiguredFolder} reads them. */
@ObjectClassDefinition(name = "Plumbline: drop folder", description = "Reads deliveries from files that an ERP drops")
@interface FolderOptions {
    @AttributeDefinition(required = false, description = "Name of the stream; without it, what follows the first dash in the file's name")
    String name();

    @AttributeDefinition(description = "The folder, as an absolute path; files are moved to done/ and failed/ below it")
    String directory();

    @AttributeDefinition(required = false, description = "Wait between two looks, 1s to 1d")
    String every() default "30s";

    @AttributeDefinition(required = false, description = "How long a file must have been left alone before it is taken, 0s to 1h")
    String settle() default "10s";

    @AttributeDefinition(required = false, description = "Decimal sign in CSV files: auto, comma or point")
    String decimal() default "auto";
}
