package io.plumbline.domain.mail;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;

/** The mails. Every method runs in the transaction of its caller. */
public interface Mails {
    Optional<Mail> of(Mail.Purpose purpose, Id subject, Id recipient);

    /** The newest mail of the purpose to the recipient. */
    Optional<Mail> newest(Mail.Purpose purpose, Id recipient);

    Optional<Mail> byId(Id id);

    /** Every mail about the subject, oldest first. */
    List<Mail> about(Id subject);

    void add(Mail mail);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Mail mail);
}
