package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.Response;

/** Every state of every noun comes back as it was stored: a state that is added to the domain must find its place here. */
public class StatesTest extends PortContract {
    @Test
    public void everyStateOfAnOrder() {
        for (Class<?> state : Order.class.getPermittedSubclasses()) {
            Id id = Samples.id();
            Order order = build(Order.class, state, Samples.order(id, "o-" + id, Samples.id(), 1));
            store.orders().add(order);
            assertThat(store.orders().byId(id)).contains(order);
            Order later = build(Order.class, state, Samples.order(id, "o-" + id, Samples.id(), 2));
            store.orders().save(later);
            assertThat(store.orders().byKey(later.facts().key())).contains(later);
        }
    }

    @Test
    public void everyStateOfADelivery() {
        roundTrips(Delivery.class, id -> Samples.delivery(id, Samples.report("d-" + id, Status.DELIVERED, LocalDate.of(2026, 3, 29)), List.of(Samples.id(), Samples.id()), 1),
                d -> store.deliveries().add(d), id -> store.deliveries().byId(id).orElseThrow());
    }

    @Test
    public void everyStateOfAnInvitation() {
        roundTrips(Invitation.class, id -> Samples.invitation(id, Samples.id(), Samples.id(), 1),
                i -> store.invitations().add(i, Samples.tokenHash(i.facts().id())), id -> store.invitations().byId(id).orElseThrow());
    }

    @Test
    public void everyStateOfAnInvitationWhenItIsReachedByAMove() {
        for (Class<?> state : Invitation.class.getPermittedSubclasses()) {
            Id id = Samples.id();
            Id order = Samples.id();
            Id contact = Samples.id();
            store.invitations().add(new Invitation.Held(Samples.invitation(id, order, contact, 1), Instant.MAX), Samples.tokenHash(id));
            Invitation next = build(Invitation.class, state, Samples.invitation(id, order, contact, 2));
            store.invitations().save(next);
            assertThat(store.invitations().ofOrder(order, "delivery")).contains(next);
        }
    }

    @Test
    public void everyStateOfAnAnswer() {
        roundTrips(Response.class, id -> Samples.response(id, Samples.id(), Samples.NOW), r -> store.responses().add(r), id -> store.responses().byId(id).orElseThrow());
    }

    @Test
    public void everyStateOfACase() {
        int[] running = {0};
        roundTrips(Nonconformity.class, id -> Samples.nonconformity(id, new CaseNumber(Site.MAIN, 2026, ++running[0]), Samples.id(), Samples.id(), 1),
                n -> store.nonconformities().add(n), id -> store.nonconformities().byId(id).orElseThrow());
    }

    @Test
    public void everyStateOfACaseWhenItIsReachedByAMove() {
        int running = 0;
        for (Class<?> state : Nonconformity.class.getPermittedSubclasses()) {
            Id id = Samples.id();
            Id response = Samples.id();
            CaseNumber number = new CaseNumber(Site.MAIN, 2026, ++running);
            store.nonconformities().add(new Nonconformity.Reported(Samples.nonconformity(id, number, response, null, 1)));
            Nonconformity next = build(Nonconformity.class, state, Samples.nonconformity(id, number, response, null, 2));
            store.nonconformities().save(next);
            Nonconformity read = store.nonconformities().byNumber(number.site(), number).orElseThrow();
            assertThat(read.state()).isEqualTo(next.state());
            assertThat(read.facts().version()).isEqualTo(2);
            assertThat(read).usingRecursiveComparison().isEqualTo(next);
        }
    }

    @Test
    public void everyStateOfAnAction() {
        roundTrips(CorrectiveAction.class, id -> Samples.action(id, Samples.id(), 1), a -> store.caseFiles().add(a), id -> store.caseFiles().action(id).orElseThrow());
    }

    @Test
    public void everyStateOfAnActionWhenItIsReachedByAMove() {
        for (Class<?> state : CorrectiveAction.class.getPermittedSubclasses()) {
            Id id = Samples.id();
            Id nonconformity = Samples.id();
            store.caseFiles().add(new CorrectiveAction.Planned(Samples.action(id, nonconformity, 1)));
            CorrectiveAction next = build(CorrectiveAction.class, state, Samples.action(id, nonconformity, 2));
            store.caseFiles().save(next);
            assertThat(store.caseFiles().action(id)).contains(next);
        }
    }

    @Test
    public void everyStateOfAUser() {
        roundTrips(User.class, id -> Samples.user(id, "u" + id.value().substring(10).toLowerCase(java.util.Locale.ROOT), Set.of(Role.values()), 1), u -> store.users().add(u),
                id -> store.users().byId(id).orElseThrow());
    }

    private <T> void roundTrips(Class<T> noun, Function<Id, Object> facts, Consumer<T> add, Function<Id, T> read) {
        Class<?>[] states = noun.getPermittedSubclasses();
        assertThat(states).isNotEmpty();
        for (Class<?> state : states) {
            Id id = Samples.id();
            T stored = build(noun, state, facts.apply(id));
            add.accept(stored);
            assertThat(read.apply(id)).isEqualTo(stored);
        }
    }

    /** A state with its facts, and some value for whatever else it carries. */
    private static <T> T build(Class<T> noun, Class<?> state, Object facts) {
        RecordComponent[] components = state.getRecordComponents();
        Object[] values = Arrays.stream(components).map(c -> value(c, facts)).toArray();
        try {
            Constructor<?> constructor = state.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
            return noun.cast(constructor.newInstance(values));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(RecordComponent component, Object facts) {
        if (component.getType().isInstance(facts)) {
            return facts;
        }
        if (component.getType() == Instant.class) {
            return Samples.NOW.plusSeconds(component.getName().length());
        }
        if (component.getType() == NotAsked.class) {
            return NotAsked.FATIGUE;
        }
        if (component.getType() == Id.class) {
            return Samples.id();
        }
        if (component.getType() == boolean.class) {
            return true;
        }
        if (component.getType() == String.class) {
            return "because";
        }
        throw new IllegalStateException("a state carries a " + component.getType() + ": give it an example here");
    }
}
