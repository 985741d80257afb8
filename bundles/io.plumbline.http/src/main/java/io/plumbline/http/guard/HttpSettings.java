package io.plumbline.http.guard;

import java.time.Duration;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import io.plumbline.application.Options;
import io.plumbline.application.operation.ConfigurationProblems;

/** Reads {@code etc/io.plumbline.http.cfg}. A change is taken over in place, so that the filter is never away. */
@Component(service = HttpRules.Current.class, configurationPid = HttpSettings.PID)
@Designate(ocd = HttpSettings.Config.class)
public final class HttpSettings implements HttpRules.Current {
    static final String PID = "io.plumbline.http";

    @ObjectClassDefinition(name = "Plumbline: the HTTP port")
    @interface Config {
        @AttributeDefinition(description = "Proxies whose X-Forwarded headers are believed: addresses or networks, comma-separated")
        String trustedProxies() default "";

        @AttributeDefinition(description = "true when people reach this port by HTTPS through a proxy that does not say so by itself")
        String behindHttps() default "false";

        @AttributeDefinition(description = "Largest body in KiB of services and of people who are logged in")
        String bodyLimit() default "1024";

        @AttributeDefinition(description = "Largest body in KiB of anybody else")
        String publicBodyLimit() default "64";

        @AttributeDefinition(description = "How long a body may take to arrive")
        String bodyTime() default "30s";

        @AttributeDefinition(description = "Failed logins in 15 minutes, for each address and for each account")
        String loginTries() default "10";

        @AttributeDefinition(description = "Unknown survey links in a minute, for each address")
        String tokenMisses() default "10";

        @AttributeDefinition(description = "Calls of services in a minute, for each account")
        String apiCalls() default "1000";

        @AttributeDefinition(description = "Other sites whose scripts may call the API: origins, comma-separated; none by default")
        String corsOrigins() default "";
    }

    private static final int KIB = 1024;
    private final ConfigurationProblems problems;
    private volatile HttpRules rules;

    @Activate
    public HttpSettings(Config config, @Reference ConfigurationProblems problems) {
        this.problems = problems;
        take(config);
    }

    @Modified
    void take(Config config) {
        Options options = new Options("etc/" + PID + ".cfg");
        rules = new HttpRules(
                options.parsed("trustedProxies", config.trustedProxies(), TrustedProxies.NONE,
                        "addresses or networks such as 127.0.0.1, 10.0.0.0/8, fd00::/8", TrustedProxies::of),
                options.yes("behindHttps", config.behindHttps(), false),
                options.number("bodyLimit", config.bodyLimit(), 1024, 16, 16_384) * KIB,
                options.number("publicBodyLimit", config.publicBodyLimit(), 64, 16, 1024) * KIB,
                options.duration("bodyTime", config.bodyTime(), Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(5)),
                options.number("loginTries", config.loginTries(), 10, 3, 1000),
                options.number("tokenMisses", config.tokenMisses(), 10, 3, 1000),
                options.number("apiCalls", config.apiCalls(), 1000, 10, 1_000_000),
                options.parsed("corsOrigins", config.corsOrigins(), Set.of(), "origins such as https://portal.example.org, comma-separated", ForeignScripts::origins));
        problems.report(PID, options.problems());
    }

    @Override
    public HttpRules get() {
        return rules;
    }
}
