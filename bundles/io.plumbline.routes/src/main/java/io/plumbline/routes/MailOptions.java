package io.plumbline.routes;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code etc/io.plumbline.mail.cfg}. */
@ObjectClassDefinition(name = "Plumbline: the mail server")
@interface MailOptions {
    @AttributeDefinition(description = "Name or address of the mail server; empty while there is none, and then mails wait")
    String host() default "";

    @AttributeDefinition(description = "Port; empty for the usual one: 25 (none), 587 (starttls), 465 (tls)")
    String port() default "";

    @AttributeDefinition(description = "none, starttls or tls")
    String security() default "starttls";

    @AttributeDefinition(description = "Login; empty where the server asks for none")
    String user() default "";

    @AttributeDefinition(description = "Password, best as ${env:NAME}", type = AttributeType.PASSWORD)
    String password() default "";

    @AttributeDefinition(description = "File whose first line is the password, in place of password")
    String password_file() default "";

    @AttributeDefinition(description = "File with certificates (PEM) to trust in place of Java's own")
    String trust() default "";

    @AttributeDefinition(description = "How long to wait for a connection")
    String connectTimeout() default "10s";

    @AttributeDefinition(description = "How long to wait for an answer")
    String readTimeout() default "20s";

    @AttributeDefinition(description = "How long to wait until the server takes what is sent")
    String writeTimeout() default "20s";
}
