package io.plumbline.domain.nonconformity;

import java.util.Optional;

import io.plumbline.domain.Id;

/** What was said when cases were filed. Every method runs in the transaction of its caller. */
public interface Intakes {
    /** Stores one. A second one for the same case fails and rolls the transaction back. */
    void add(Intake intake);

    /** Of the case; empty for cases that a low answer made. */
    Optional<Intake> of(Id nonconformity);
}
