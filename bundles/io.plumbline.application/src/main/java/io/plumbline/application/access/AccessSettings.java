package io.plumbline.application.access;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import io.plumbline.application.Options;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.domain.access.LockOut;

/** Reads {@code etc/io.plumbline.access.cfg}. */
@Component(service = AccessRules.Current.class, configurationPid = AccessSettings.PID)
@Designate(ocd = AccessSettings.Config.class)
public final class AccessSettings implements AccessRules.Current {
    static final String PID = "io.plumbline.access";
    private static final String CODE_FILE = "db/setup-code";

    @ObjectClassDefinition(name = "Plumbline: logins")
    @interface Config {
        @AttributeDefinition(description = "After this, a login ends whatever is done with it")
        String sessionLifetime() default "12h";

        @AttributeDefinition(description = "After this without a request, a login ends")
        String sessionIdle() default "60m";

        @AttributeDefinition(description = "This many failed logins in a row lock the account")
        String lockAfter() default "5";

        @AttributeDefinition(description = "A failed login later than this after the one before begins a new count")
        String lockWithin() default "15m";

        @AttributeDefinition(description = "How long the account then stays locked")
        String lockFor() default "15m";

        @AttributeDefinition(description = "Characters that a new password needs at least")
        String passwordLength() default "12";

        @AttributeDefinition(description = "Where the one-time code for the first operator is written, readable by its owner only")
        String setupCodeFile() default CODE_FILE;
    }

    private final AccessRules rules;

    @Activate
    public AccessSettings(Config config, @Reference ConfigurationProblems problems) {
        Options options = new Options("etc/" + PID + ".cfg");
        rules = new AccessRules(
                options.duration("sessionLifetime", config.sessionLifetime(), Duration.ofHours(12), Duration.ofMinutes(5), Duration.ofDays(7)),
                options.duration("sessionIdle", config.sessionIdle(), Duration.ofMinutes(60), Duration.ofMinutes(1), Duration.ofDays(1)),
                new LockOut(options.number("lockAfter", config.lockAfter(), 5, 3, 20),
                        options.duration("lockWithin", config.lockWithin(), Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofDays(1)),
                        options.duration("lockFor", config.lockFor(), Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofDays(1))),
                options.number("passwordLength", config.passwordLength(), 12, 12, 100),
                options.parsed("setupCodeFile", config.setupCodeFile(), Path.of(CODE_FILE), "the path of a file", AccessSettings::path));
        problems.report(PID, options.problems());
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    @Override
    public AccessRules get() {
        return rules;
    }
}
