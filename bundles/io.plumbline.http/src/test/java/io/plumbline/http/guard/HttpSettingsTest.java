package io.plumbline.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.time.Duration;

import org.junit.Test;

import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.domain.Problem;

public class HttpSettingsTest {
    private final ConfigurationProblems problems = new ConfigurationProblems();

    @Test
    public void aBadValueIsNamedAndTheRestIsUsed() {
        HttpSettings settings = new HttpSettings(new Values("127.0.0.1, 300.1.1.1", "huge", "45s"), problems);

        assertThat(problems.all()).extracting(Problem::text).containsExactly(
                "etc/io.plumbline.http.cfg: trustedProxies is \"127.0.0.1, 300.1.1.1\": expected addresses or networks such as 127.0.0.1, 10.0.0.0/8, fd00::/8; "
                        + "using none",
                "etc/io.plumbline.http.cfg: bodyLimit is \"huge\": expected a whole number from 16 to 16384; using 1024");
        assertThat(settings.get().bodyBytes()).isEqualTo(1024 * 1024);
        assertThat(settings.get().bodyTime()).isEqualTo(Duration.ofSeconds(45));

        settings.take(new Values("::1, 10.0.0.0/8", "16", "45s"));
        assertThat(problems.all()).isEmpty();
        assertThat(settings.get().bodyBytes()).isEqualTo(16 * 1024);
    }

    @Test
    public void networksAreReadOrRefused() {
        for (String good : new String[] {"127.0.0.1", "10.0.0.0/8", "fd00::/8", "::1", "0.0.0.0/0", "10.1.2.3 , 10.1.2.4"}) {
            assertThat(TrustedProxies.of(good)).as(good).isNotNull();
        }
        for (String bad : new String[] {"proxy.example.org", "10.0.0.0/33", "fd00::/129", "10.0.0/8", "10.0.0.0/-1", "1.2.3.4.5", "256.0.0.1"}) {
            assertThat(TrustedProxies.of(bad)).as(bad).isNull();
        }
    }

    @Test
    public void anIpv6NetworkCountsAsOneClient() {
        assertThat(key("2001:db8:1:2:aaaa::1")).isEqualTo(key("2001:db8:1:2:bbbb::2")).isNotEqualTo(key("2001:db8:1:3:aaaa::1"));
        assertThat(key("[2001:db8:1:2:aaaa::1]:443")).isEqualTo(key("2001:db8:1:2::9"));
        assertThat(key("192.0.2.7:5000")).isEqualTo("192.0.2.7");
        assertThat(key("192.0.2.8")).isNotEqualTo("192.0.2.7");
    }

    private static String key(String address) {
        return Address.of(address).orElseThrow().key();
    }

    private record Values(String trustedProxies, String bodyLimit, String bodyTime) implements HttpSettings.Config {
        @Override
        public String behindHttps() {
            return "false";
        }

        @Override
        public String publicBodyLimit() {
            return "64";
        }

        @Override
        public String loginTries() {
            return "10";
        }

        @Override
        public String tokenMisses() {
            return "10";
        }

        @Override
        public String corsOrigins() {
            return "";
        }

        @Override
        public String apiCalls() {
            return "1000";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return HttpSettings.Config.class;
        }
    }
}
