package io.plumbline.application.survey;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import io.plumbline.application.Options;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.domain.Site;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Programme;
import io.plumbline.domain.survey.Programme.AcceptanceLimits;

/** Reads {@code etc/io.plumbline.programme.cfg}. */
@Component(service = Programmes.class, configurationPid = ProgrammeSettings.PID)
@Designate(ocd = ProgrammeSettings.Config.class)
public final class ProgrammeSettings implements Programmes {
    static final String PID = "io.plumbline.programme";

    @ObjectClassDefinition(name = "Plumbline: the survey programme")
    @interface Config {
        @AttributeDefinition(description = "One word, part of each ledger line")
        String name() default "delivery";

        @AttributeDefinition(description = "From the delivery that made the order whole to the mail")
        String delay() default "2d";

        @AttributeDefinition(description = "Deliveries older than this when first seen are not asked about; never: no limit")
        String askWithin() default "14d";

        @AttributeDefinition(description = "Orders that are not whole after this time are asked about all the same; never: wait for ever")
        String fallback() default "30d";

        @AttributeDefinition(description = "Time between two invitations to one person; never: no limit")
        String quietPeriod() default "30d";

        @AttributeDefinition(description = "How long an invitation can be answered")
        String expiry() default "30d";

        @AttributeDefinition(description = "Share of whole orders that are asked, in percent")
        String samplePercent() default "100";

        @AttributeDefinition(description = "Language where the ERP names none that Plumbline speaks: en or de")
        String defaultLanguage() default "en";

        @AttributeDefinition(description = "A satisfaction of this or less makes a case: 0 (none does) to 5")
        String lowSatisfaction() default "2";

        @AttributeDefinition(description = "A recommendation of this or less makes a case: -1 (none does) to 10")
        String lowRecommendation() default "3";
    }

    private final Programme programme;

    @Activate
    public ProgrammeSettings(Config config, @Reference ConfigurationProblems problems) {
        Options options = new Options("etc/" + PID + ".cfg");
        programme = new Programme(
                options.parsed("name", config.name(), "delivery", "one word of 1 to 20 small letters other than " + FollowUp.PROGRAMME,
                        text -> text.matches("[a-z]{1,20}") && !FollowUp.PROGRAMME.equals(text) ? text : null),
                Site.MAIN,
                options.duration("delay", config.delay(), Duration.ofDays(2), Duration.ZERO, Duration.ofDays(365)),
                options.optionalDuration("askWithin", config.askWithin(), Optional.of(Duration.ofDays(14))),
                options.optionalDuration("fallback", config.fallback(), Optional.of(Duration.ofDays(30))),
                options.optionalDuration("quietPeriod", config.quietPeriod(), Optional.of(Duration.ofDays(30))),
                options.duration("expiry", config.expiry(), Duration.ofDays(30), Duration.ofHours(1), Duration.ofDays(365)),
                options.percent("samplePercent", config.samplePercent(), BigDecimal.valueOf(100)),
                options.parsed("defaultLanguage", config.defaultLanguage(), Language.EN, "en or de", text -> Language.of(text).orElse(null)),
                new AcceptanceLimits(options.number("lowSatisfaction", config.lowSatisfaction(), 2, 0, 5),
                        options.number("lowRecommendation", config.lowRecommendation(), 3, -1, 10)));
        problems.report(PID, options.problems());
    }

    @Override
    public Programme current() {
        return programme;
    }
}
