package io.plumbline.domain.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * One change, as the journal keeps it for ever.
 *
 * @param recordedAt when Plumbline learned of it
 * @param action     what happened, noun and past participle: {@code delivery.recorded}
 * @param objectType the state table's noun: {@code delivery}, {@code order}, {@code invitation}, …
 * @param object     which row changed
 * @param version    the row's version after the change; versions of one object follow one another without a gap from 1
 * @param reason     why, in words; empty where the action says it all
 * @param facts      what the row holds now, by name; never personal data
 * @param personal   personal data of the change, by name: only a salted commitment enters the journal
 */
public record Entry(Site site, Instant recordedAt, Actor actor, String action, String objectType, Id object, long version, String reason,
        Map<String, String> facts, Map<String, Personal> personal) {
    public Entry {
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(recordedAt, "recordedAt");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(objectType, "objectType");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(reason, "reason");
        facts = Map.copyOf(facts);
        personal = Map.copyOf(personal);
    }

    /**
     * A value about a person.
     *
     * @param subject the contact, customer or user whose erasure makes the commitment meaningless
     */
    public record Personal(Id subject, String value) {
        public Personal {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(value, "value");
        }
    }
}
