package io.plumbline.domain.customer;

import java.time.Instant;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * A person who can be asked. The row through which cases and mails refer to a person, so that erasing it erases the person.
 *
 * @param customer whom they answer for
 * @param erpId    identity in the ERP; the address itself where the ERP gives none
 * @param name     personal data, or null
 * @param email    personal data, or null
 * @param phone    personal data, or null
 * @param language BCP 47, or null where the ERP does not say
 * @param optedOut whether the ERP says that they do not want to be asked; objections that reached us stand in {@link OptOuts}
 * @param version  counts up with each change, beginning with 1
 */
public record Contact(Id id, Site site, Id customer, String erpId, String name, String email, String phone, String language, boolean optedOut,
        Instant changedAt, long version) {
}
