package io.plumbline.application;

import java.security.SecureRandom;
import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import io.plumbline.domain.Id;

/** New identities. */
@Component(service = Ids.class)
public final class Ids {
    private final SecureRandom random = new SecureRandom();

    @Activate
    public Ids() {
    }

    public Id next(Instant now) {
        return Id.at(now, random);
    }
}
