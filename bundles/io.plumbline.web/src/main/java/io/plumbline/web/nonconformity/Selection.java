package io.plumbline.web.nonconformity;

import java.util.List;
import java.util.Locale;

import io.plumbline.application.nonconformity.CaseAge;
import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.Group;
import io.plumbline.application.nonconformity.CaseQueries.Whose;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.web.Address;
import io.plumbline.web.Visit;

/**
 * What somebody wants to see in the inbox, as it stands in the address. What cannot be used there is left out.
 *
 * @param state    a state, {@link #ALL}, or empty for what is open
 * @param severity or null for any
 * @param whose    {@code MINE} or {@code NOBODYS}, or null for anyone's
 * @param age      or null for any
 * @param recurring only those with which an earlier case came back
 * @param text     what is searched for, or empty
 * @param cause    or null for any
 */
record Selection(String state, Severity severity, Whose whose, boolean overdue, CaseAge age, boolean recurring, String text, CaseOrder order, Confirmed cause) {
    static final String ALL = "all";
    static final List<String> OPEN = NextStep.WAY.subList(0, NextStep.WAY.size() - 1);
    static final List<String> SETTLED = List.of("Closed", "Rejected", "Merged");
    private static final String ME = "me";
    private static final String NOBODY = "nobody";
    private static final String YES = "yes";

    static Selection of(Visit visit) {
        String state = visit.parameter("state");
        String owner = visit.parameter("owner");
        CaseOrder.By by = visit.parameter("sort").isEmpty() ? CaseOrder.By.NUMBER : constant(CaseOrder.By.class, visit.parameter("sort"), CaseOrder.By.NUMBER);
        return new Selection(OPEN.contains(state) || SETTLED.contains(state) || state.equals(ALL) ? state : "", visit.parameter("severity", Severity.class).orElse(null),
                owner.equals(ME) ? Whose.MINE : owner.equals(NOBODY) ? Whose.NOBODYS : null, visit.parameter("overdue").equals(YES), visit.parameter("age", CaseAge.class).orElse(null),
                visit.parameter("recurring").equals(YES), visit.parameter("q"), new CaseOrder(by, constant(CaseOrder.Direction.class, visit.parameter("dir"), by.usual())),
                Confirmed.of(visit).orElse(null));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word, E otherwise) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        return otherwise;
    }

    /** The same for another state. */
    Selection in(String other) {
        return new Selection(other, severity, whose, overdue, age, recurring, text, order, cause);
    }

    Address at(String path) {
        Address address = Address.of(path).with("state", state).with("severity", severity).with("owner", owner(whose)).with("overdue", overdue ? YES : "").with("age", age)
                .with("recurring", recurring ? YES : "");
        return sorted((cause == null ? address : cause.in(address)).with("q", text), order);
    }

    /** What stands behind the question mark; empty for the inbox as it begins. */
    String query() {
        String whole = at("/").toString();
        return whole.length() < 2 ? "" : whole.substring(2);
    }

    static String owner(Whose whose) {
        return whose == Whose.MINE ? ME : whose == Whose.NOBODYS ? NOBODY : "";
    }

    /** The order, as far as it is not the usual one. */
    static Address sorted(Address address, CaseOrder order) {
        return address.with("sort", order.by() == CaseOrder.By.NUMBER ? "" : order.by().name().toLowerCase(Locale.ROOT))
                .with("dir", order.direction() == order.by().usual() ? "" : order.direction().name().toLowerCase(Locale.ROOT));
    }

    CaseQueries.Filter filter(Visit visit) {
        List<String> states = state.isEmpty() ? OPEN : state.equals(ALL) ? List.of() : List.of(state);
        CaseQueries.Filter filter = new CaseQueries.Filter(visit.caller().site(), states, severity, null, text.isEmpty() ? null : text).aged(age, visit.now());
        filter = overdue ? filter.overdueOn(visit.look().formats().dayOf(visit.now())) : filter;
        filter = recurring ? filter.recurringOnly() : filter;
        filter = cause == null ? filter : filter.with(cause.asked(visit));
        return whose == null ? filter : filter.of(new CaseQueries.Owner(whose == Whose.MINE ? visit.caller().login() : null));
    }

    /** Whether what is shown is counted: open cases are, by more than their state, but not by whether an earlier one came back, nor by their causes. */
    boolean counted() {
        return !recurring && cause == null && (state.isEmpty() || OPEN.contains(state));
    }

    /** Whether there is a filter beside the state. */
    boolean narrowed() {
        return severity != null || whose != null || overdue || age != null || recurring || cause != null;
    }

    boolean fitsState(Group group) {
        return state.isEmpty() || state.equals(ALL) || group.state().equals(state);
    }

    boolean fitsSeverity(Group group) {
        return severity == null || group.severity() == severity;
    }

    boolean fitsWhose(Group group) {
        return whose == null || group.whose() == whose;
    }

    boolean fitsOverdue(Group group) {
        return !overdue || group.overdue();
    }

    boolean fitsAge(Group group) {
        return age == null || group.age() == age;
    }
}
