package io.plumbline.application.customer;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.survey.Programmes;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** Says how satisfied a customer is, by the limits of the programme as they are now. */
@Component(service = MeasureSatisfaction.class)
public final class MeasureSatisfaction {
    private final CustomerQueries customers;
    private final Programmes programmes;

    @Activate
    public MeasureSatisfaction(@Reference CustomerQueries customers, @Reference Programmes programmes) {
        this.customers = customers;
        this.programmes = programmes;
    }

    /** Of nothing where there is no such customer at the site. */
    public Satisfaction of(Site site, Id customer) {
        return Satisfaction.of(customers.marks(site, customer), programmes.current().acceptance());
    }
}
