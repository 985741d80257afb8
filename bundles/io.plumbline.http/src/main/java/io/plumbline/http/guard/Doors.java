package io.plumbline.http.guard;

import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import io.plumbline.application.Organisation;
import io.plumbline.application.access.ResumeSession;
import io.plumbline.application.access.SetUpFirstOperator;
import io.plumbline.http.ErrorPages;
import io.plumbline.http.access.BasicLogin;

/**
 * What the guard asks, as far as it is there at this moment. These come and go with the database and with configuration; the guard
 * stays, and refuses meanwhile. That is why they are fields and no constructor arguments.
 */
@Component(service = Doors.class)
public final class Doors {
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile ResumeSession sessions;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile BasicLogin basic;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile SetUpFirstOperator setUp;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile Organisation.Current organisation;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile ErrorPages errorPages;

    @Activate
    public Doors() {
    }

    Doors(ResumeSession sessions, BasicLogin basic, SetUpFirstOperator setUp, Organisation.Current organisation, ErrorPages errorPages) {
        this.sessions = sessions;
        this.basic = basic;
        this.setUp = setUp;
        this.organisation = organisation;
        this.errorPages = errorPages;
    }

    Optional<ResumeSession> sessions() {
        return Optional.ofNullable(sessions);
    }

    Optional<BasicLogin> basic() {
        return Optional.ofNullable(basic);
    }

    Optional<SetUpFirstOperator> setUp() {
        return Optional.ofNullable(setUp);
    }

    Optional<Organisation> organisation() {
        return Optional.ofNullable(organisation).map(Organisation.Current::get);
    }

    /** Null while there is none. */
    ErrorPages errorPages() {
        return errorPages;
    }
}
