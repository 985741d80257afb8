package io.plumbline.erp.tryton;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.plumbline.application.delivery.SourceFault;
import io.plumbline.domain.delivery.DeliveredOrder.ContactRef;
import io.plumbline.domain.delivery.DeliveredOrder.CustomerRef;
import io.plumbline.domain.delivery.DeliveredOrder.Role;

/**
 * Who ordered and whom to ask. The order's own contact is asked, otherwise the customer's first e-mail address in the order in which
 * Tryton keeps them; nothing that was archived. Only that one contact is handed on, with the first telephone number, for those who
 * want to be called.
 */
final class People {
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final String EMAIL = "email";
    private static final List<String> PHONES = List.of("phone", "mobile");
    /** Tryton sorts what has no sequence first. */
    private static final Comparator<Row> AS_KEPT = Comparator.comparing((Row m) -> m.number("sequence"), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Row::id);

    private final Map<Long, Row> parties;
    private final Map<Long, List<Row>> mechanisms;

    private People(Map<Long, Row> parties, Map<Long, List<Row>> mechanisms) {
        this.parties = parties;
        this.mechanisms = mechanisms;
    }

    /** The people behind these orders. */
    static People of(TrytonRpc rpc, Collection<Row> orders) throws SourceFault {
        Map<Long, Row> parties = parties(rpc, orders);
        Map<Long, List<Row>> mechanisms = new HashMap<>();
        // Tryton leaves out what was archived, unless it is asked for
        rpc.in("party.contact_mechanism", "party", parties.keySet(), List.of(List.of("type", "in", List.of(EMAIL, PHONES.get(0), PHONES.get(1)))),
                List.of("party", "type", "value", "name", "sequence", "active", "language.code")).stream().filter(m -> m.is("active")).sorted(AS_KEPT)
                .forEach(m -> mechanisms.computeIfAbsent(m.ref("party"), id -> new ArrayList<>()).add(m));
        return new People(parties, mechanisms);
    }

    /** The customers of these orders, by party. */
    static Map<Long, CustomerRef> customers(TrytonRpc rpc, Collection<Row> orders) throws SourceFault {
        Map<Long, CustomerRef> customers = new HashMap<>();
        parties(rpc, orders).forEach((id, party) -> customers.put(id, customerRef(party)));
        return customers;
    }

    /** Who ordered; null when the party is not to be seen. Goods may go to another. */
    CustomerRef customer(Row order) {
        Row party = parties.get(order.ref("party"));
        return party == null ? null : customerRef(party);
    }

    /** Whom to ask about the order: one contact, or none. */
    List<ContactRef> contacts(Row order) {
        Row party = parties.get(order.ref("party"));
        List<Row> known = mechanisms.getOrDefault(order.ref("party"), List.of());
        String phone = known.stream().filter(m -> PHONES.contains(m.text("type"))).map(m -> m.text("value")).filter(Objects::nonNull).findFirst().orElse(null);
        String language = party == null ? null : party.text("lang.code");
        if (order.is("contact.active") && EMAIL.equals(order.text("contact.type")) && order.text("contact.value") != null) {
            return List.of(contact(order, "contact", "contact.", phone, language));
        }
        return known.stream().filter(m -> EMAIL.equals(m.text("type")) && m.text("value") != null).findFirst()
                .map(m -> List.of(contact(m, "id", "", phone, language))).orElse(List.of());
    }

    private static ContactRef contact(Row row, String id, String prefix, String phone, String partyLanguage) {
        String own = row.text(prefix + "language.code");
        return new ContactRef(Role.BUYER, Long.toString(row.ref(id)), row.text(prefix + "name"), row.text(prefix + "value"), phone,
                language(own == null ? partyLanguage : own), false);
    }

    private static CustomerRef customerRef(Row party) {
        String name = party.text("name") == null ? party.text("code") : party.text("name");
        return new CustomerRef(Long.toString(party.id()), party.text("code"), name, null, null);
    }

    /** BCP 47, or null where Tryton's code is of no use. */
    private static String language(String code) {
        if (code == null) {
            return null;
        }
        Locale locale = Locale.forLanguageTag(code.replace('_', '-'));
        return LANGUAGES.contains(locale.getLanguage()) ? locale.toLanguageTag() : null;
    }

    /** ISO 3166-1, or null where Tryton's code is of no use. */
    static String country(String code) {
        return code != null && COUNTRIES.contains(code) ? code : null;
    }

    private static Map<Long, Row> parties(TrytonRpc rpc, Collection<Row> orders) throws SourceFault {
        Map<Long, Row> parties = new LinkedHashMap<>();
        List<Long> ids = orders.stream().map(o -> o.ref("party")).filter(Objects::nonNull).distinct().sorted().toList();
        rpc.byIds("party.party", ids, List.of(List.of("active", "in", List.of(true, false))), List.of("code", "name", "lang.code"))
                .forEach(party -> parties.put(party.id(), party));
        return parties;
    }
}
