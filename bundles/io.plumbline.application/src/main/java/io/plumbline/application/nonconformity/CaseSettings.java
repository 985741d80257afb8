package io.plumbline.application.nonconformity;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import io.plumbline.application.Options;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.domain.access.Role;

/** Reads {@code etc/io.plumbline.cases.cfg}. A change is taken over in place. */
@Component(service = CaseRules.Current.class, configurationPid = CaseSettings.PID)
@Designate(ocd = CaseSettings.Config.class)
public final class CaseSettings implements CaseRules.Current {
    static final String PID = "io.plumbline.cases";
    private static final int KIB = 1024;

    @ObjectClassDefinition(name = "Plumbline: work on cases")
    @interface Config {
        @AttributeDefinition(description = "Largest attachment in KiB")
        String attachmentLimit() default "10240";

        @AttributeDefinition(description = "How many attachments a case may have")
        String attachments() default "50";

        @AttributeDefinition(description = "Days that an action is overdue before others than its owner are told")
        String escalateAfter() default "14";

        @AttributeDefinition(description = "The role of those who are told then")
        String escalateTo() default "quality-manager";
    }

    private final ConfigurationProblems problems;
    private volatile CaseRules rules;

    @Activate
    public CaseSettings(Config config, @Reference ConfigurationProblems problems) {
        this.problems = problems;
        take(config);
    }

    @Modified
    void take(Config config) {
        Options options = new Options("etc/" + PID + ".cfg");
        CaseRules usual = CaseRules.USUAL;
        rules = new CaseRules(options.number("attachmentLimit", config.attachmentLimit(), usual.attachmentBytes() / KIB, 1, usual.attachmentBytes() / KIB) * KIB,
                options.number("attachments", config.attachments(), usual.attachments(), 1, usual.attachments()),
                options.number("escalateAfter", config.escalateAfter(), usual.escalateAfter(), 1, 365),
                options.parsed("escalateTo", config.escalateTo(), usual.escalateTo(), "one of " + Arrays.stream(Role.values()).map(Role::code).collect(Collectors.joining(", ")),
                        text -> Role.of(text).orElse(null)));
        problems.report(PID, options.problems());
    }

    @Override
    public CaseRules get() {
        return rules;
    }
}
