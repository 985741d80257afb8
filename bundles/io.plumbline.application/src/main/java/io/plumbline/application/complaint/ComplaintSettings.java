package io.plumbline.application.complaint;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import io.plumbline.application.Options;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.domain.complaint.ComplaintDeadlines;

/** Reads {@code etc/io.plumbline.complaints.cfg}. */
@Component(service = ComplaintRules.class, configurationPid = ComplaintSettings.PID)
@Designate(ocd = ComplaintSettings.Config.class)
public final class ComplaintSettings implements ComplaintRules {
    static final String PID = "io.plumbline.complaints";

    @ObjectClassDefinition(name = "Plumbline: complaints")
    @interface Config {
        @AttributeDefinition(description = "Working days after the day of receipt within which a complaint is acknowledged")
        String acknowledgeWithin() default "2";

        @AttributeDefinition(description = "Days after the day of receipt within which a complaint is answered")
        String answerWithin() default "14";
    }

    private final ComplaintDeadlines deadlines;

    @Activate
    public ComplaintSettings(Config config, @Reference ConfigurationProblems problems) {
        Options options = new Options("etc/" + PID + ".cfg");
        ComplaintDeadlines standard = ComplaintDeadlines.DEFAULT;
        deadlines = new ComplaintDeadlines(options.number("acknowledgeWithin", config.acknowledgeWithin(), standard.acknowledgeWithin(), 1, 30),
                options.number("answerWithin", config.answerWithin(), standard.answerWithin(), 1, 365));
        problems.report(PID, options.problems());
    }

    @Override
    public ComplaintDeadlines deadlines() {
        return deadlines;
    }
}
