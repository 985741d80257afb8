package io.plumbline.application.operation;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Nothing to wait for. */
@Component(service = StartGate.class, property = StartGate.PROPERTY + "=" + StartGate.OPEN)
public final class OpenGate implements StartGate {
    @Activate
    public OpenGate() {
    }
}
