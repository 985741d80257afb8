package io.plumbline.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.ws.rs.core.Application;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.http.JaxrsPath;
import io.plumbline.web.access.AccountResource;
import io.plumbline.web.access.LoginResource;
import io.plumbline.web.access.SetupResource;
import io.plumbline.web.access.UserResource;
import io.plumbline.web.complaint.ComplaintResource;
import io.plumbline.web.customer.CustomerResource;
import io.plumbline.web.delivery.DeliveryResource;
import io.plumbline.web.delivery.LedgerResource;
import io.plumbline.web.feedback.FeedbackResource;
import io.plumbline.web.nonconformity.AttachmentResource;
import io.plumbline.web.nonconformity.BoardResource;
import io.plumbline.web.nonconformity.CaseResource;
import io.plumbline.web.nonconformity.CategoryResource;
import io.plumbline.web.nonconformity.CauseCountResource;
import io.plumbline.web.nonconformity.CommentResource;
import io.plumbline.web.nonconformity.ExportResource;
import io.plumbline.web.nonconformity.InboxResource;
import io.plumbline.web.nonconformity.NewCaseResource;
import io.plumbline.web.nonconformity.OthersResource;
import io.plumbline.web.nonconformity.RecurrenceResource;
import io.plumbline.web.nonconformity.ReportResource;
import io.plumbline.web.nonconformity.SavedFilterResource;
import io.plumbline.web.nonconformity.WorkResource;
import io.plumbline.web.operation.OperationResource;
import io.plumbline.web.operation.QuarantineResource;
import io.plumbline.web.survey.ResponseResource;
import io.plumbline.web.survey.SurveyResource;
import io.plumbline.web.survey.UnsubscribeResource;
import io.plumbline.web.webhook.WebhookResource;

/** All pages, served from the root of the port. */
@Component(service = Application.class)
@JaxrsPath("/")
public final class WebApplication extends Application {
    private final Set<Object> singletons;

    @Activate
    public WebApplication(@Reference Pages pages, @Reference SurveyResource survey, @Reference UnsubscribeResource unsubscribe,
            @Reference LoginResource login, @Reference SetupResource setup, @Reference InboxResource inbox, @Reference CaseResource cases, @Reference AttachmentResource attachments, @Reference CommentResource comments, @Reference RecurrenceResource recurrences, @Reference NewCaseResource newCase, @Reference OthersResource others,
            @Reference DeliveryResource deliveries, @Reference LedgerResource ledger, @Reference CustomerResource customers, @Reference ResponseResource responses,
            @Reference FeedbackResource feedback, @Reference ComplaintResource complaints,
            @Reference OperationResource operation, @Reference QuarantineResource quarantine, @Reference UserResource users, @Reference AccountResource account,
            @Reference HelpResource help, @Reference WebhookResource webhooks, @Reference SavedFilterResource filters, @Reference BoardResource board,
            @Reference WorkResource work, @Reference ExportResource export, @Reference CauseCountResource causes, @Reference CategoryResource categories, @Reference ReportResource reports) {
        singletons = new LinkedHashSet<>(List.of(new Assets(), new Refusals(pages), survey, unsubscribe, login, setup, inbox, filters, board, work, export, causes, categories, reports, cases, attachments, comments, recurrences, newCase, others, deliveries, ledger, customers,
                responses, feedback, complaints, operation, quarantine, webhooks, users, account, help));
    }

    @Override
    public Set<Object> getSingletons() {
        return Set.copyOf(singletons);
    }
}
