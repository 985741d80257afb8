package io.plumbline.store.query;

import static io.plumbline.store.query.Scene.PROGRAMME;
import static io.plumbline.store.query.Scene.each;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.application.Page;
import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.Response;
import io.plumbline.store.TestDatabase;

@RunWith(Parameterized.class)
public class SurveyQueriesTest {
    private static final Site NORTH = new Site("NORTH");

    private final TestDatabase database;
    private Scene scene;
    private Customer customer;
    private Contact contact;
    private Order order;
    private Delivery delivery;

    public SurveyQueriesTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void aDeliveryOfACustomer() throws Exception {
        scene = new Scene(database.emptied());
        customer = scene.customer(Site.MAIN, "C-1", "Braun KG");
        contact = scene.contact(customer, "Eva Braun", "eva@braun.example");
        order = scene.order(customer, "SO-1");
        delivery = scene.delivery("main-erp", "D-1", null, LocalDate.of(2026, 11, 2), contact, order);
    }

    private Invitation another(String orderNumber, Customer of) {
        return scene.sent(scene.order(of, orderNumber), delivery, contact);
    }

    private List<String> orders(String state, Customer of) {
        return each(scene.survey.invitations(Site.MAIN, state, of == null ? null : of.id(), null, 50), InvitationRow::orderNumber);
    }

    @Test
    public void anInvitationRowSaysWhatAppliesToItsState() {
        Invitation.Answered sent = (Invitation.Answered) scene.answered(order, delivery, contact);
        assertThat(scene.survey.invitations(Site.MAIN, null, null, null, 10).items()).containsExactly(new InvitationRow(sent.facts().id(), PROGRAMME, "Answered",
                order.facts().id(), "SO-1", delivery.facts().id(), customer.id(), "Braun KG", "de", null, sent.sentAt(), sent.expiresAt(), sent.answeredAt(), null,
                sent.facts().createdAt(), 1, null));
    }

    @Test
    public void aReasonStandsOnlyWhereNobodyWasOrIsAsked() {
        Invitation.Scheduled scheduled = new Invitation.Scheduled(scene.asking(order, delivery, contact), scene.now().plus(Duration.ofDays(1)));
        scene.invitation(scheduled);
        assertThat(row(scheduled).dueAt()).isEqualTo(scheduled.dueAt());
        assertThat(row(scheduled).why()).isNull();

        Invitation.Suppressed suppressed = new Invitation.Suppressed(scheduled.facts().next(scene.now()), NotAsked.CANCELLED);
        scene.ports().transactions().run(() -> scene.ports().invitations().save(suppressed));
        assertThat(row(suppressed).why()).isEqualTo(NotAsked.CANCELLED);
        assertThat(row(suppressed).dueAt()).isNull();
        assertThat(row(suppressed).version()).isEqualTo(2);
    }

    private InvitationRow row(Invitation invitation) {
        return scene.survey.invitation(Site.MAIN, invitation.facts().id()).orElseThrow().row();
    }

    @Test
    public void invitationsAreFilteredAndPagedNewestFirst() {
        Customer other = scene.customer(Site.MAIN, "C-2", "Other");
        another("SO-2", customer);
        another("SO-3", other);
        scene.invitation(new Invitation.Held(scene.asking(scene.order(customer, "SO-4"), null, contact), Instant.MAX));
        another("SO-5", customer);
        assertThat(orders(null, null)).containsExactly("SO-5", "SO-4", "SO-3", "SO-2");
        assertThat(orders("Sent", null)).containsExactly("SO-5", "SO-3", "SO-2");
        assertThat(orders(null, customer)).containsExactly("SO-5", "SO-4", "SO-2");
        assertThat(orders("Sent", customer)).containsExactly("SO-5", "SO-2");
        Page<InvitationRow> first = scene.survey.invitations(Site.MAIN, "Sent", customer.id(), null, 1);
        assertThat(each(first, InvitationRow::orderNumber)).containsExactly("SO-5");
        Page<InvitationRow> second = scene.survey.invitations(Site.MAIN, "Sent", customer.id(), first.next(), 1);
        assertThat(each(second, InvitationRow::orderNumber)).containsExactly("SO-2");
        assertThat(second.next()).isNull();
    }

    @Test
    public void anInvitationShowsItsMailsAndAnswersAsTheyCame() {
        Invitation asked = scene.answered(order, delivery, contact);
        Mail mail = scene.mail(Mail.Purpose.INVITATION, asked.facts().id(), contact.id(), Mail.State.SENT, null);
        Response first = scene.response(new Response.Accepted(scene.said(asked, 5, OptionalInt.of(9), "fine")));
        Response second = scene.response(new Response.Later(scene.said(asked, 1, OptionalInt.empty(), "no longer")));
        InvitationView view = scene.survey.invitation(Site.MAIN, asked.facts().id()).orElseThrow();
        assertThat(view.mails()).containsExactly(mail);
        assertThat(view.responses()).extracting(ResponseRow::id).containsExactly(first.facts().id(), second.facts().id());
    }

    @Test
    public void anAnswerRowSaysWhatTheCustomerSaidAndWhatCameOfIt() {
        Invitation asked = scene.answered(order, delivery, contact);
        Response low = scene.response(new Response.Accepted(scene.said(asked, 1, OptionalInt.empty(), "zerkratzt")));
        Nonconformity found = scene.filed(order, delivery, contact, low, "Scratched", Severity.MINOR, Nonconformity.Reported::new);
        assertThat(scene.survey.response(Site.MAIN, low.facts().id())).contains(new ResponseRow(low.facts().id(), "Accepted", asked.facts().id(),
                order.facts().id(), "SO-1", customer.id(), "Braun KG", 1, null, "zerkratzt", true, "de", low.facts().receivedAt(), null,
                found.facts().number().toString(), 1, null));
    }

    @Test
    public void answersOfOneOrderArePagedNewestFirst() {
        Invitation asked = scene.answered(order, delivery, contact);
        Response first = scene.response(new Response.Accepted(scene.said(asked, 5, OptionalInt.of(9), "fine")));
        Response second = scene.response(new Response.Later(scene.said(asked, 1, OptionalInt.empty(), "no longer")));
        scene.response(new Response.Accepted(scene.said(scene.answered(scene.order(customer, "SO-2"), delivery, contact), 4, OptionalInt.empty(), "elsewhere")));
        Page<ResponseRow> page = scene.survey.responsesOfOrder(Site.MAIN, order.facts().id(), null, null, 1);
        assertThat(page.items()).extracting(ResponseRow::id).containsExactly(second.facts().id());
        Page<ResponseRow> next = scene.survey.responsesOfOrder(Site.MAIN, order.facts().id(), null, page.next(), 1);
        assertThat(next.items()).extracting(ResponseRow::id).containsExactly(first.facts().id());
        assertThat(next.next()).isNull();
        assertThat(scene.survey.responsesOfOrder(Site.MAIN, order.facts().id(), second.facts().receivedAt().plusMillis(1), null, 9).items()).isEmpty();
        assertThat(scene.survey.responsesOfOrder(new Site("OTHER"), order.facts().id(), null, null, 9).items()).isEmpty();
    }

    @Test
    public void answersAreFilteredAndPagedNewestFirst() {
        Invitation first = scene.answered(order, delivery, contact);
        Invitation second = another("SO-2", scene.customer(Site.MAIN, "C-2", "Other"));
        scene.response(new Response.Accepted(scene.said(first, 4, OptionalInt.of(8), "one")));
        scene.response(new Response.Suspect(scene.said(second, 5, OptionalInt.of(10), "two"), "answered within a second"));
        Instant since = scene.now();
        scene.response(new Response.Later(scene.said(first, 2, OptionalInt.of(0), "three")));
        assertThat(comments(null, null, null)).containsExactly("three", "two", "one");
        assertThat(comments("Suspect", null, null)).containsExactly("two");
        assertThat(comments(null, customer, null)).containsExactly("three", "one");
        assertThat(comments(null, null, since)).containsExactly("three", "two");
        assertThat(comments("Later", customer, since)).containsExactly("three");
        assertThat(comments("Accepted", customer, since)).isEmpty();
        Page<ResponseRow> page = scene.survey.responses(Site.MAIN, null, null, since, null, 1);
        assertThat(each(scene.survey.responses(Site.MAIN, null, null, since, page.next(), 1), ResponseRow::comment)).containsExactly("two");
        assertThat(scene.survey.responses(Site.MAIN, "Suspect", null, null, null, 1).items().get(0).suspectWhy()).isEqualTo("answered within a second");
    }

    private List<String> comments(String state, Customer of, Instant since) {
        return each(scene.survey.responses(Site.MAIN, state, of == null ? null : of.id(), since, null, 50), ResponseRow::comment);
    }

    @Test
    public void anotherSiteIsInvisible() {
        Customer northern = scene.customer(NORTH, "C-9", "Nord AG");
        Invitation there = scene.answered(scene.order(northern, "SO-9"), delivery, contact);
        Response said = scene.response(new Response.Accepted(scene.said(there, 1, OptionalInt.empty(), "")));
        assertThat(scene.survey.invitations(Site.MAIN, null, null, null, 10).items()).isEmpty();
        assertThat(scene.survey.invitations(Site.MAIN, null, northern.id(), null, 10).items()).isEmpty();
        assertThat(scene.survey.invitation(Site.MAIN, there.facts().id())).isEmpty();
        assertThat(scene.survey.responses(Site.MAIN, null, northern.id(), null, null, 10).items()).isEmpty();
        assertThat(scene.survey.response(Site.MAIN, said.facts().id())).isEmpty();
        assertThat(scene.survey.response(NORTH, said.facts().id())).isPresent();
        assertThat(scene.survey.invitation(NORTH, there.facts().id())).isPresent();
    }

    @Test
    public void afterWhatIsNoIdentityThereIsNothing() {
        Invitation asked = scene.answered(order, delivery, contact);
        scene.response(new Response.Accepted(scene.said(asked, 5, OptionalInt.empty(), "")));
        assertThat(scene.survey.invitations(Site.MAIN, null, null, "?", 10).items()).isEmpty();
        assertThat(scene.survey.responses(Site.MAIN, null, null, null, "?", 10).items()).isEmpty();
    }
}
