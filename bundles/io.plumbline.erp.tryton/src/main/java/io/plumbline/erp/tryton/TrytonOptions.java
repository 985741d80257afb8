package io.plumbline.erp.tryton;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code etc/io.plumbline.erp.tryton-<name>.cfg}. They arrive as text; {@link TrytonSettings} and the pull engine read them. */
@ObjectClassDefinition(name = "Plumbline: Tryton", description = "Pulls what was delivered from a Tryton 6.0, and files cases as complaints")
@interface TrytonOptions {
    @AttributeDefinition(required = false, description = "Name of the stream; without it, what follows the first dash in the file's name")
    String name();

    @AttributeDefinition(description = "Where Tryton is, without the database: https://erp.example.org:8000")
    String url();

    @AttributeDefinition(description = "Name of the database")
    String database();

    @AttributeDefinition(description = "Login name of a user that only reads, or also writes complaints")
    String user();

    @AttributeDefinition(required = false, description = "Its password, as ${env:NAME}; or password.file")
    String password();

    @AttributeDefinition(required = false, description = "Path of a file that holds only the password; or password")
    String password_file();

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

    @AttributeDefinition(required = false, description = "Whether cases are filed as complaints about the sale: on or off")
    String complaints() default "off";

    @AttributeDefinition(required = false, description = "Name of the complaint type, one whose origin is Sale; needed where complaints is on")
    String complaintType();

    @AttributeDefinition(required = false, description = "How long one call may take, 1s to 10m")
    String timeout() default "60s";
}
