package io.plumbline.rest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.ws.rs.core.Application;

import com.fasterxml.jackson.jaxrs.json.JacksonJsonProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.http.JaxrsPath;
import io.plumbline.rest.access.AccountResource;
import io.plumbline.rest.access.RoleResource;
import io.plumbline.rest.access.UserResource;
import io.plumbline.rest.complaint.ComplaintResource;
import io.plumbline.rest.customer.CustomerResource;
import io.plumbline.rest.delivery.DeliveryResource;
import io.plumbline.rest.delivery.LedgerResource;
import io.plumbline.rest.feedback.FeedbackResource;
import io.plumbline.rest.journal.VerificationResource;
import io.plumbline.rest.mail.MailResource;
import io.plumbline.rest.nonconformity.AttachmentResource;
import io.plumbline.rest.nonconformity.CaseFileResource;
import io.plumbline.rest.nonconformity.CategoryResource;
import io.plumbline.rest.nonconformity.CauseResource;
import io.plumbline.rest.nonconformity.CommentResource;
import io.plumbline.rest.nonconformity.ExtensionResource;
import io.plumbline.rest.nonconformity.FollowUpResource;
import io.plumbline.rest.nonconformity.NonconformityResource;
import io.plumbline.rest.nonconformity.OrderNoteResource;
import io.plumbline.rest.nonconformity.RecurrenceFiguresResource;
import io.plumbline.rest.nonconformity.RecurrenceResource;
import io.plumbline.rest.nonconformity.ReportResource;
import io.plumbline.rest.openapi.OpenApiResource;
import io.plumbline.rest.operation.OperationResource;
import io.plumbline.rest.operation.QuarantineResource;
import io.plumbline.rest.operation.QueueResource;
import io.plumbline.rest.operation.StreamResource;
import io.plumbline.rest.order.OrderResource;
import io.plumbline.rest.survey.InvitationResource;
import io.plumbline.rest.survey.ResponseResource;
import io.plumbline.rest.webhook.WebhookResource;

/** The REST interface, version 1. */
@Component(service = Application.class)
@JaxrsPath("/api/v1")
public final class RestApplication extends Application {
    /** Of the interface: counts up with what is added to it. */
    public static final String VERSION = "1.1.0";
    private static final List<Class<?>> RESOURCES = List.of(DeliveryResource.class, LedgerResource.class, OrderResource.class, CustomerResource.class,
            InvitationResource.class, ResponseResource.class, FeedbackResource.class, ComplaintResource.class, NonconformityResource.class, CaseFileResource.class, CauseResource.class, CategoryResource.class, ReportResource.class, OrderNoteResource.class, ExtensionResource.class, AttachmentResource.class, CommentResource.class, RecurrenceResource.class, FollowUpResource.class, RecurrenceFiguresResource.class, StreamResource.class, QueueResource.class, MailResource.class,
            QuarantineResource.class, OperationResource.class, VerificationResource.class, UserResource.class, RoleResource.class, AccountResource.class,
            WebhookResource.class, OpenApiResource.class);
    private final Set<Object> singletons;

    @Activate
    public RestApplication(@Reference DeliveryResource deliveries, @Reference LedgerResource ledger, @Reference OrderResource orders,
            @Reference CustomerResource customers, @Reference InvitationResource invitations, @Reference ResponseResource responses,
            @Reference NonconformityResource cases, @Reference CaseFileResource files, @Reference OrderNoteResource notes, @Reference ExtensionResource extensions, @Reference AttachmentResource attachments, @Reference CommentResource comments, @Reference RecurrenceResource recurrences, @Reference FollowUpResource followUps,
            @Reference RecurrenceFiguresResource recurrenceFigures, @Reference FeedbackResource feedback, @Reference ComplaintResource complaints,
            @Reference StreamResource streams, @Reference QueueResource queues, @Reference MailResource mails,
            @Reference QuarantineResource quarantine, @Reference OperationResource operation, @Reference VerificationResource journal, @Reference UserResource users,
            @Reference RoleResource roles, @Reference AccountResource account, @Reference WebhookResource webhooks, @Reference CauseResource causes, @Reference CategoryResource categories,
            @Reference ReportResource reports) {
        List<Object> all = new ArrayList<>(List.of(deliveries, ledger, orders, customers, invitations, responses, cases, files, causes, categories, reports, notes, extensions, attachments, comments, recurrences, followUps,
                recurrenceFigures, feedback, complaints, streams, queues, mails, quarantine,
                operation, journal, users, roles, account, webhooks, new OpenApiResource(RESOURCES, VERSION)));
        all.addAll(List.of(new ProblemMapper(), new AllowedMethods(RESOURCES), new Parameters(), new KnownParameters(), new Packing(), new JacksonJsonProvider(Json.MAPPER)));
        singletons = new LinkedHashSet<>(all);
    }

    /** The classes that the OpenAPI document tells of; a test holds them to what is served. */
    static List<Class<?>> resources() {
        return RESOURCES;
    }

    @Override
    public Set<Object> getSingletons() {
        return Set.copyOf(singletons);
    }
}
