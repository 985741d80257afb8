package io.plumbline.rest;

import java.util.Set;

import javax.ws.rs.core.Application;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.jaxrs.json.JacksonJsonProvider;

import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.http.JaxrsPath;
import io.plumbline.rest.delivery.DeliveryResource;
import io.plumbline.rest.nonconformity.NonconformityResource;
import io.plumbline.rest.survey.InvitationResource;
import io.plumbline.rest.survey.ResponseResource;

/** The REST interface, version 1. */
@Component(service = Application.class)
@JaxrsPath("/api/v1")
public final class RestApplication extends Application {
    private final Set<Object> singletons;

    @Activate
    public RestApplication(@Reference DeliveryQueries deliveries, @Reference ReceiveDeliveries receive, @Reference SurveyQueries surveys,
            @Reference CaseQueries cases) {
        JsonMapper mapper = JsonMapper.builder().addModule(new JavaTimeModule()).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();
        singletons = Set.of(new DeliveryResource(deliveries, receive), new InvitationResource(surveys), new ResponseResource(surveys),
                new NonconformityResource(cases), new ProblemMapper(), new JacksonJsonProvider(mapper));
    }

    @Override
    public Set<Object> getSingletons() {
        return singletons;
    }
}
