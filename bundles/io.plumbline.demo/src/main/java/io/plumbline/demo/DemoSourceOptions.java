package io.plumbline.demo;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code etc/io.plumbline.erp.demo-<name>.cfg}. They arrive as text; {@link DemoSource} and the pull engine read them. */
@ObjectClassDefinition(name = "Plumbline: the demo ERP as a source")
@interface DemoSourceOptions {
    @AttributeDefinition(required = false, description = "Name of the stream; without it, what follows the first dash in the file's name")
    String name();

    @AttributeDefinition(description = "Where the demo ERP is")
    String url();

    @AttributeDefinition(required = false, description = "What it asks of its callers, as ${env:NAME}; or key.file")
    String key();

    @AttributeDefinition(required = false, description = "Path of a file that holds only that; or key")
    String key_file();

    @AttributeDefinition(required = false, description = "Wait between two looks, 1s to 1d")
    String every() default "1m";

    @AttributeDefinition(required = false, description = "How long a change must have been written before it is read, 0s to 1h")
    String lag() default "2m";

    @AttributeDefinition(required = false, description = "How far each look reaches back into the one before, 0s to 7d")
    String overlap() default "30m";

    @AttributeDefinition(required = false, description = "Documents per page, 1 to 500")
    String page() default "100";

    @AttributeDefinition(required = false, description = "Changes before this day or moment are never read")
    String startAt();
}
