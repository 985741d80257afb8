package io.plumbline.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Reports;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.LedgerLine.Asked;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.NotAsked;

public class LedgerLineTest {
    private static final Instant NOW = Reports.NOW;
    private static final Id ORDER = Reports.id(50);
    private static final Id THIS = Reports.id(1);
    private static final Id OTHER = Reports.id(2);
    private final Delivery delivered = new Delivery.Delivered(Reports.facts(Reports.good(), THIS));

    private static Invitation.Facts carriedBy(Id delivery) {
        return new Invitation.Facts(Reports.id(7), Site.MAIN, "delivery", ORDER, delivery, Reports.id(91), Language.EN, NOW, NOW, 1);
    }

    private static LedgerLine.Line line(Delivery delivery, Invitation invitation) {
        return LedgerLine.of(delivery, List.of(new Asked(ORDER, Optional.ofNullable(invitation), false))).line();
    }

    @Test
    public void theDeliveryThatCarriesTheInvitationStandsWhereTheInvitationStands() {
        assertThat(line(delivered, new Invitation.Scheduled(carriedBy(THIS), NOW))).isEqualTo(Line.WAITING);
        assertThat(line(delivered, new Invitation.Sent(carriedBy(THIS), NOW, NOW))).isEqualTo(Line.ASKED);
        assertThat(line(delivered, new Invitation.Expired(carriedBy(THIS), NOW, NOW))).isEqualTo(Line.SILENT);
        assertThat(line(delivered, new Invitation.Bounced(carriedBy(THIS), NOW, NOW))).isEqualTo(Line.BOUNCED);
        assertThat(line(delivered, new Invitation.Answered(carriedBy(THIS), NOW, NOW, NOW))).isEqualTo(Line.ANSWERED);
    }

    @Test
    public void reasonsComeWithTheLine() {
        LedgerLine line = LedgerLine.of(delivered, List.of(new Asked(ORDER, Optional.of(new Invitation.Suppressed(carriedBy(THIS), NotAsked.TOO_OLD)), false)));
        assertThat(line).isEqualTo(new LedgerLine(Line.NOT_ASKED, NotAsked.TOO_OLD, Reports.id(7), ORDER));
        LedgerLine back = LedgerLine.of(delivered, List.of(new Asked(ORDER, Optional.of(new Invitation.Withdrawn(carriedBy(THIS), NotAsked.OPTED_OUT)), false)));
        assertThat(back).isEqualTo(new LedgerLine(Line.WITHDRAWN, NotAsked.OPTED_OUT, Reports.id(7), ORDER));
    }

    @Test
    public void anotherDeliveryOfTheOrderIsPartOfIt() {
        assertThat(line(delivered, new Invitation.Sent(carriedBy(OTHER), NOW, NOW))).isEqualTo(Line.PART_OF_ORDER);
        assertThat(line(delivered, new Invitation.Suppressed(carriedBy(OTHER), NotAsked.TOO_OLD))).isEqualTo(Line.PART_OF_ORDER);
    }

    @Test
    public void beforeAnythingIsDecidedItWaits() {
        assertThat(line(delivered, null)).isEqualTo(Line.WAITING);
        assertThat(line(delivered, new Invitation.Held(carriedBy(null), NOW))).isEqualTo(Line.WAITING);
    }

    @Test
    public void aCancelledOrReturnedDeliveryIsNotAskedAboutUnlessItCarriesTheInvitation() {
        Delivery cancelled = new Delivery.Cancelled(delivered.facts());
        Delivery reversed = new Delivery.Reversed(delivered.facts());
        assertThat(LedgerLine.of(cancelled, List.of())).isEqualTo(new LedgerLine(Line.NOT_ASKED, NotAsked.CANCELLED, null, null));
        assertThat(line(cancelled, new Invitation.Sent(carriedBy(OTHER), NOW, NOW))).isEqualTo(Line.NOT_ASKED);
        assertThat(line(reversed, new Invitation.Answered(carriedBy(THIS), NOW, NOW, NOW))).isEqualTo(Line.ANSWERED);
    }

    @Test
    public void onlySuspectAnswersMakeItSuspectUntilAHumanAnswers() {
        Invitation sent = new Invitation.Sent(carriedBy(THIS), NOW, NOW);
        assertThat(LedgerLine.of(delivered, List.of(new Asked(ORDER, Optional.of(sent), true))).line()).isEqualTo(Line.SUSPECT);
    }

    @Test
    public void aCollectiveDespatchStandsOnItsMostTellingLine() {
        Asked waiting = new Asked(ORDER, Optional.empty(), false);
        Asked answered = new Asked(Reports.id(51), Optional.of(new Invitation.Answered(carriedBy(THIS), NOW, NOW, NOW)), false);
        assertThat(LedgerLine.of(delivered, List.of(waiting, answered)).line()).isEqualTo(Line.ANSWERED);
    }
}
