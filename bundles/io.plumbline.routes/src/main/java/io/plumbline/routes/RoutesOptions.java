package io.plumbline.routes;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code etc/io.plumbline.routes.cfg}. */
@ObjectClassDefinition(name = "Plumbline: the routes")
@interface RoutesOptions {
    @AttributeDefinition(description = "How often each queue is looked at")
    String pollInterval() default "500ms";

    @AttributeDefinition(description = "How many steps are taken from a queue at a time")
    String batch() default "50";

    @AttributeDefinition(description = "How many steps that send mail are taken from a queue at a time")
    String mailBatch() default "10";

    @AttributeDefinition(description = "What the routes wait for before they start")
    String gate_target() default RoutesSettings.OPEN;
}
