package io.plumbline.web.mailbox;

import java.util.Optional;
import java.util.Set;

import javax.ws.rs.core.Application;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import io.plumbline.application.mail.CaughtMails;
import io.plumbline.http.JaxrsPath;
import io.plumbline.web.Pages;
import io.plumbline.web.Refusals;

/** The mailbox of the demo: not found unless something catches mail. */
@Component(service = Application.class)
@JaxrsPath("/mailbox")
public final class MailboxApplication extends Application {
    private final Set<Object> singletons;

    @Activate
    public MailboxApplication(@Reference Pages pages,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY) CaughtMails mails) {
        singletons = Set.of(new MailboxResource(pages, Optional.ofNullable(mails)), new Refusals(pages));
    }

    @Override
    public Set<Object> getSingletons() {
        return singletons;
    }
}
