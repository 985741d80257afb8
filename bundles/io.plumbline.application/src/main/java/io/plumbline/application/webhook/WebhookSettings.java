package io.plumbline.application.webhook;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import io.plumbline.application.Options;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.domain.webhook.ReceiverRule;

/** Reads {@code etc/io.plumbline.webhooks.cfg}; a change holds from the next call on. */
@Component(service = WebhookRules.Current.class, configurationPid = WebhookSettings.PID)
@Designate(ocd = WebhookSettings.Config.class)
public final class WebhookSettings implements WebhookRules.Current {
    static final String PID = "io.plumbline.webhooks";

    @ObjectClassDefinition(name = "Plumbline: webhooks")
    @interface Config {
        @AttributeDefinition(description = "Whether endpoints may have an http:// address")
        String allowHttp() default "false";

        @AttributeDefinition(description = "Private networks whose addresses may be called, separated by commas; empty for none")
        String allowPrivate() default "";

        @AttributeDefinition(description = "How long a connection may take")
        String connectTimeout() default "5s";

        @AttributeDefinition(description = "How long a call may take in all")
        String timeout() default "20s";

        @AttributeDefinition(description = "How long the secret before signs, too, after a rotation")
        String overlap() default "24h";

        @AttributeDefinition(description = "File with certificates (PEM) to trust beside Java's own")
        String trust() default "";
    }

    private final ConfigurationProblems problems;
    private volatile WebhookRules rules;

    @Activate
    public WebhookSettings(Config config, @Reference ConfigurationProblems problems) {
        this.problems = problems;
        configure(config);
    }

    @Modified
    void configure(Config config) {
        Options options = new Options("etc/" + PID + ".cfg");
        List<ReceiverRule.Network> networks = options.parsed("allowPrivate", config.allowPrivate(), List.of(),
                "networks such as 10.1.2.0/24, 192.168.7.9, fd00:7::/64, separated by commas", text -> ReceiverRule.networks(text).orElse(null));
        Duration timeout = options.duration("timeout", config.timeout(), Duration.ofSeconds(20), Duration.ofMillis(100), Duration.ofMinutes(1));
        rules = new WebhookRules(new ReceiverRule(options.yes("allowHttp", config.allowHttp(), false), networks),
                options.duration("connectTimeout", config.connectTimeout(), Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofMinutes(1)), timeout,
                options.duration("overlap", config.overlap(), Duration.ofHours(24), Duration.ZERO, Duration.ofDays(30)),
                options.parsed("trust", config.trust(), null, "the path of a file with certificates in PEM form", WebhookSettings::path));
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
    public WebhookRules get() {
        return rules;
    }
}
