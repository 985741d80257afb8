package io.plumbline.application;

import java.net.URI;
import java.time.ZoneId;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.domain.Site;

/** Reads {@code etc/io.plumbline.organisation.cfg}. */
@Component(service = Organisation.Current.class, configurationPid = OrganisationSettings.PID)
@Designate(ocd = OrganisationSettings.Config.class)
public final class OrganisationSettings implements Organisation.Current {
    static final String PID = "io.plumbline.organisation";

    @ObjectClassDefinition(name = "Plumbline: the organisation")
    @interface Config {
        @AttributeDefinition(description = "Name, as customers know it")
        String name() default "Our company";

        @AttributeDefinition(description = "Address under which people reach Plumbline; mailed links use nothing else")
        String publicUrl() default "http://localhost:8181";

        @AttributeDefinition(description = "Sender of every mail: address, or Name <address>")
        String mailFrom() default "quality@localhost";

        @AttributeDefinition(description = "Address for replies, read by a person; empty for none")
        String replyTo() default "";

        @AttributeDefinition(description = "Postal address and such, one line")
        String imprint() default "";

        @AttributeDefinition(description = "Time zone in which days begin and times are shown")
        String timeZone() default "UTC";
    }

    private final Organisation organisation;

    @Activate
    public OrganisationSettings(Config config, @Reference ConfigurationProblems problems) {
        Options options = new Options("etc/" + PID + ".cfg");
        organisation = new Organisation(
                line(options, "name", config.name(), "Our company"),
                options.url("publicUrl", config.publicUrl(), URI.create("http://localhost:8181")),
                address(options, "mailFrom", config.mailFrom(), "quality@localhost"),
                address(options, "replyTo", config.replyTo(), ""),
                line(options, "imprint", config.imprint(), ""),
                options.zone("timeZone", config.timeZone(), ZoneId.of("UTC")),
                Site.MAIN);
        problems.report(PID, options.problems());
    }

    private static String line(Options options, String key, String value, String standard) {
        return options.parsed(key, value, standard, "one line of at most 300 characters",
                text -> text.length() > 300 || text.chars().anyMatch(Character::isISOControl) ? null : text);
    }

    private static String address(Options options, String key, String value, String standard) {
        return options.parsed(key, value, standard, "an address such as quality@example.org or Name <quality@example.org>",
                text -> text.matches("([^<>@\\p{Cntrl}]{1,100} <[^\\s<>@]{1,64}@[^\\s<>@]{1,189}>|[^\\s<>@]{1,64}@[^\\s<>@]{1,189})") ? text : null);
    }

    @Override
    public Organisation get() {
        return organisation;
    }
}
