package io.plumbline.store.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.application.action.AnsweredDeliveries.Answered;
import io.plumbline.application.action.FollowUpQueries.Asked;
import io.plumbline.application.action.FollowUpQueries.Round;
import io.plumbline.application.customer.CustomerQueries.Marks;
import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.Response;
import io.plumbline.store.Store;
import io.plumbline.store.TestDatabase;

@RunWith(Parameterized.class)
public class FollowUpQueriesTest {
    private static final Site NORTH = new Site("NORTH");

    private final TestDatabase database;
    private Store store;
    private Scene scene;
    private SqlFollowUpQueries queries;
    private Customer customer;
    private Contact contact;
    private Order order;
    private Delivery delivery;
    private Invitation first;
    private CaseNumber number;
    private FollowUp round;

    public FollowUpQueriesTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void aCaseWhoseCustomerIsAskedOnceMore() throws Exception {
        store = database.emptied();
        scene = new Scene(store);
        queries = new SqlFollowUpQueries(store.sql());
        customer = scene.customer(Site.MAIN, "C-1", "Braun KG");
        contact = scene.contact(customer, "Eva Braun", "eva@braun.example");
        order = scene.order(customer, "SO-1");
        delivery = scene.delivery("main-erp", "D-1", null, LocalDate.of(2026, 11, 2), contact, order);
        first = scene.answered(order, delivery, contact);
        Response low = scene.response(new Response.Accepted(scene.said(first, 1, OptionalInt.empty(), "zerkratzt")));
        Nonconformity found = scene.filed(order, delivery, contact, low, "Scratched", Severity.MINOR, Nonconformity.AwaitingEffectiveness::new);
        number = found.facts().number();
        round = new FollowUp(scene.id(), Site.MAIN, found.facts().id(), 1, "Wir verpacken jetzt in \"Folie\".", "quality", scene.now());
        store.transactions().run(() -> store.followUps().add(round));
    }

    private Invitation.Facts once(Order about) {
        Invitation.Facts f = scene.asking(about, delivery, contact);
        return new Invitation.Facts(f.id(), f.site(), FollowUp.PROGRAMME, f.order(), f.carrier(), f.contact(), Language.DE, round.id(), f.createdAt(), f.changedAt(), 1);
    }

    private Invitation answered() {
        return scene.invitation(new Invitation.Answered(once(order), scene.now(), scene.now().plus(Duration.ofDays(30)), scene.now()));
    }

    private Asked asked() {
        return queries.of(Site.MAIN, number).get(0).asked().get(0);
    }

    @Test
    public void whatTheCustomerSaidBeforeAndSaysNowStandsSideBySide() {
        Invitation again = answered();
        assertThat(asked()).isEqualTo(new Asked(again.facts().id(), order.facts().id(), "SO-1", customer.id(), "Braun KG", "Answered", null, asked().sentAt(), 1, null, null));

        Response low = scene.response(new Response.Accepted(scene.said(again, 2, OptionalInt.empty(), "")));
        scene.response(new Response.Later(scene.said(again, 5, OptionalInt.empty(), "")));
        assertThat(asked().after()).as("the answer that counts").isEqualTo(2);
        Nonconformity filed = scene.filed(order, delivery, contact, low, "Still scratched", Severity.MINOR, Nonconformity.Reported::new);
        assertThat(asked().caseNumber()).isEqualTo(filed.facts().number().toString());

        Round only = queries.of(Site.MAIN, number).get(0);
        assertThat(only.followUp()).isEqualTo(round);
        assertThat(List.of(only.sent(), only.answered(), only.satisfied(), only.better())).containsExactly(1L, 1L, 0L, 1L);
        assertThat(queries.of(NORTH, number)).as("another site's").isEmpty();
    }

    @Test
    public void whoWasNotAskedAfterAllCountsNowhereAndHasAReason() {
        scene.invitation(new Invitation.Suppressed(once(order), NotAsked.FATIGUE));
        assertThat(asked().why()).isEqualTo(NotAsked.FATIGUE);
        Round only = queries.of(Site.MAIN, number).get(0);
        assertThat(List.of(only.sent(), only.answered(), only.satisfied(), only.better())).containsExactly(0L, 0L, 0L, 0L);
    }

    @Test
    public void whatIsSaidThenIsNeitherComparedNorPartOfTheCustomersFigures() {
        Invitation again = answered();
        scene.response(new Response.Accepted(scene.said(again, 5, OptionalInt.of(10), "besser")));
        List<Answered> compared = new ArrayList<>();
        new SqlAnsweredDeliveries(store.sql(), store.deliveries()).each(Site.MAIN, LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30), compared::add);
        assertThat(compared).extracting(a -> a.order().value() + " " + a.answer().satisfaction()).containsExactly(order.facts().id() + " 1");
        assertThat(scene.customers.marks(Site.MAIN, customer.id())).containsExactly(new Marks(1, null, 1));
        assertThat(scene.customers.list(Site.MAIN, null, null, 10).items()).extracting(c -> c.answers()).containsExactly(1L);
    }

    @Test
    public void listsNameTheCaseThatAsks() {
        Invitation again = answered();
        Response said = scene.response(new Response.Accepted(scene.said(again, 4, OptionalInt.empty(), "")));
        assertThat(scene.survey.invitations(Site.MAIN, null, null, null, 10).items()).extracting(InvitationRow::id, InvitationRow::followUpOf)
                .containsExactly(tuple(again.facts().id(), number.toString()), tuple(first.facts().id(), null));
        assertThat(scene.survey.response(Site.MAIN, said.facts().id()).map(ResponseRow::followUpOf)).contains(number.toString());
    }

    @Test
    public void anOrderIsAskedAboutOnceMoreAndNeverAgain() {
        answered();
        Invitation third = new Invitation.Scheduled(once(order), scene.now(), true);
        assertThatThrownBy(() -> scene.invitation(third)).hasStackTraceContaining("invitation_once");
        Order other = scene.order(customer, "SO-2");
        Invitation ofOther = scene.invitation(new Invitation.Scheduled(once(other), scene.now(), true));
        assertThat(store.transactions().required(() -> store.invitations().byId(ofOther.facts().id()))).contains(ofOther);
    }
}
