package io.plumbline.domain.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import org.junit.Test;

import io.plumbline.domain.Reports;
import io.plumbline.domain.survey.SuspectRule.Signals;

public class SurveyTokenTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @Test
    public void theTokenIsTheFirstHalfOfTheHmac() throws Exception {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(KEY, "HmacSHA256"));
        byte[] full = mac.doFinal(Reports.id(1).value().getBytes(StandardCharsets.US_ASCII));
        byte[] token = Base64.getUrlDecoder().decode(SurveyToken.of(Reports.id(1), KEY).text());
        assertThat(token).hasSize(16).isEqualTo(java.util.Arrays.copyOf(full, 16));
    }

    @Test
    public void eachInvitationHasItsOwnAndKeepsIt() {
        assertThat(SurveyToken.of(Reports.id(1), KEY)).isEqualTo(SurveyToken.of(Reports.id(1), KEY)).isNotEqualTo(SurveyToken.of(Reports.id(2), KEY));
    }

    @Test
    public void onlyTextThatCanBeATokenIsOne() {
        String good = SurveyToken.of(Reports.id(1), KEY).text();
        assertThat(SurveyToken.from(good)).contains(new SurveyToken(good));
        assertThat(SurveyToken.from(good + "A")).isEmpty();
        assertThat(SurveyToken.from(good.substring(1) + "/")).isEmpty();
        assertThat(SurveyToken.from(good.substring(1) + "ä")).isEmpty();
        assertThat(SurveyToken.from(null)).isEmpty();
    }

    @Test
    public void theTokenDoesNotShowItselfInText() {
        SurveyToken token = SurveyToken.of(Reports.id(1), KEY);
        assertThat(token.toString()).doesNotContain(token.text());
    }

    @Test
    public void machinesAreSuspectAndPeopleAreNot() {
        assertThat(SuspectRule.why(Signals.HUMAN)).isEmpty();
        assertThat(SuspectRule.why(new Signals(false, false, Duration.ofMinutes(1)))).isPresent();
        assertThat(SuspectRule.why(new Signals(true, true, Duration.ofMinutes(1)))).isPresent();
        assertThat(SuspectRule.why(new Signals(true, false, Duration.ofMillis(699)))).isPresent();
        assertThat(SuspectRule.why(new Signals(true, false, Duration.ofMillis(700)))).isEmpty();
    }
}
