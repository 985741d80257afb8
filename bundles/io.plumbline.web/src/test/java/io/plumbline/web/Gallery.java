package io.plumbline.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.Response;

import io.plumbline.application.Ids;
import io.plumbline.application.Organisation;
import io.plumbline.application.Steps;
import io.plumbline.application.access.AccessRules;
import io.plumbline.application.access.ChangePassword;
import io.plumbline.application.access.ChangeUser;
import io.plumbline.application.access.CheckPassword;
import io.plumbline.application.access.ChooseOwnSettings;
import io.plumbline.application.access.CreateUser;
import io.plumbline.application.access.ListColleagues;
import io.plumbline.application.access.ListUsers;
import io.plumbline.application.access.ResetPassword;
import io.plumbline.application.access.SetUpFirstOperator;
import io.plumbline.application.action.AnsweredDeliveries;
import io.plumbline.application.action.AskAgain;
import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.action.CheckEffect;
import io.plumbline.application.action.ExtendAction;
import io.plumbline.application.action.PlanAction;
import io.plumbline.application.action.ReceivedDeliveries;
import io.plumbline.application.complaint.ComplaintQueries;
import io.plumbline.application.complaint.HandleComplaint;
import io.plumbline.application.complaint.TakeComplaint;
import io.plumbline.application.journal.JournalQueries;
import io.plumbline.application.nonconformity.AssignCase;
import io.plumbline.application.nonconformity.AttachFile;
import io.plumbline.application.nonconformity.CaseDesk;
import io.plumbline.application.nonconformity.CaseRules;
import io.plumbline.application.nonconformity.CommentCase;
import io.plumbline.application.nonconformity.DismissRecurrence;
import io.plumbline.application.nonconformity.FindCause;
import io.plumbline.application.nonconformity.FixCriterion;
import io.plumbline.application.nonconformity.GradeCase;
import io.plumbline.application.nonconformity.MoveCase;
import io.plumbline.application.nonconformity.ProposeRejection;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.application.nonconformity.TellCustomer;
import io.plumbline.application.customer.MeasureSatisfaction;
import io.plumbline.application.operation.OperatorActs;
import io.plumbline.application.operation.ReplayStep;
import io.plumbline.application.operation.SettleQuarantined;
import io.plumbline.application.operation.SteerStream;
import io.plumbline.application.operation.VerifyJournal;
import io.plumbline.application.survey.Addressees;
import io.plumbline.application.survey.DecideFollowUp;
import io.plumbline.application.webhook.ChangeWebhook;
import io.plumbline.application.webhook.ReplayWebhook;
import io.plumbline.application.webhook.WebhookRules;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.PasswordHashes;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.Sessions;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.action.Extensions;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.complaint.ComplaintDeadlines;
import io.plumbline.domain.complaint.Complaints;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.customer.OptOuts;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.feedback.Feedbacks;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.Attachment;
import io.plumbline.domain.nonconformity.Attachments;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Comment;
import io.plumbline.domain.nonconformity.Comments;
import io.plumbline.domain.nonconformity.FileType;
import io.plumbline.domain.nonconformity.Intakes;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Recurrences;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Notices;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.FollowUps;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Responses;
import io.plumbline.domain.webhook.ReceiverRule;
import io.plumbline.http.FormLogin;
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
import io.plumbline.web.nonconformity.CasePage;
import io.plumbline.web.nonconformity.CaseResource;
import io.plumbline.web.nonconformity.CategoryResource;
import io.plumbline.web.nonconformity.CauseCountResource;
import io.plumbline.web.nonconformity.CommentResource;
import io.plumbline.web.nonconformity.InboxResource;
import io.plumbline.web.nonconformity.NewCaseResource;
import io.plumbline.web.nonconformity.OthersResource;
import io.plumbline.web.nonconformity.BoardResource;
import io.plumbline.web.nonconformity.RecurrenceResource;
import io.plumbline.web.nonconformity.SavedFilterResource;
import io.plumbline.web.nonconformity.WorkResource;
import io.plumbline.web.operation.OperationResource;
import io.plumbline.web.operation.QuarantineResource;
import io.plumbline.web.survey.ResponseResource;
import io.plumbline.web.survey.SurveyPages;
import io.plumbline.web.webhook.WebhookResource;

/** Every page, made from samples. */
final class Gallery {
    private Gallery() {
    }

    static Map<String, Supplier<Response>> pages(Language language, Samples samples) {
        Pages pages = Fakes.pages();
        Map<String, Supplier<Response>> all = new LinkedHashMap<>();
        InboxResource inbox = new InboxResource(pages, samples.cases(), samples.kept(), samples.programmes(), samples.catalogue());
        all.put("inbox", () -> inbox.inbox(quality("/", language).get()));
        all.put("inbox-filtered", () -> inbox.inbox(quality("/", language).with("state", "Closed").with("severity", "MAJOR").with("q", samples.say("Brandt")).with("after", "NC-MAIN-2026-0002").get()));
        cases(all, pages, language, samples);
        all.put("inbox-sorted", () -> inbox.inbox(quality("/", language).with("owner", "me").with("overdue", "yes").with("age", "MONTH").with("sort", "due").with("dir", "down").with("after", "none.NC-MAIN-2026-0002").get()));
        SavedFilterResource filters = new SavedFilterResource(pages, samples.kept());
        all.put("filters", () -> filters.list(quality("/filters", language).with("severity", "MAJOR").with("q", samples.say("x")).get()));
        all.put("filters-nameless", () -> filters.save(quality("/filters", language).with("name", " ").with("sort", "due").get()));
        if (samples.kept().of(FakeRequest.USER).size() > 0) {
            all.put("filters-refused", () -> filters.save(quality("/filters", language).with("name", samples.say("Mine, overdue")).get()));
            all.put("filter-remove", () -> filters.askToRemove(quality("/filters/x/remove", language).get(), Samples.id(9900).value()));
        }
        CauseCountResource causes = new CauseCountResource(pages, samples.causeCounts());
        CategoryResource categories = new CategoryResource(pages, samples.catalogue());
        all.put("causes", () -> causes.pareto(quality("/causes", language).with("from", "2026-01-01").with("to", "2026-11-21").get()));
        all.put("causes-backwards", () -> causes.pareto(quality("/causes", language).with("from", "2026-11-21").with("to", "2026-01-01").get()));
        all.put("causes-noday", () -> causes.pareto(quality("/causes", language).with("from", samples.say("soon")).get()));
        all.put("causes-catalogue", () -> categories.categories(quality("/causes/categories", language).with("done", "category-retired").get()));
        all.put("causes-catalogue-read", () -> categories.categories(FakeRequest.to("/causes/categories").by(language, Role.AUDITOR).get()));
        all.put("causes-catalogue-refused", () -> categories.add(quality("/causes/categories", language).with("code", samples.say("No good")).with("name", samples.say("x".repeat(70))).get()));
        all.put("causes-catalogue-taken", () -> categories.add(quality("/causes/categories", language).with("code", "packaging").with("name", "x").with("bone", "MATERIAL").get()));
        all.put("inbox-cause", () -> inbox.inbox(quality("/", language).with("state", "all").with("cause", "cold-chain").with("confirmedFrom", "2026-01-01").with("confirmedTo", "2026-11-21").get()));
        BoardResource board = new BoardResource(pages, samples.cases(), samples.recurrenceFigures());
        all.put("board", () -> board.board(quality("/board", language).with("owner", "me").get()));
        WorkResource work = new WorkResource(pages, samples.work());
        all.put("work", () -> work.work(quality("/work", language).get()));
        NewCaseResource newCase = new NewCaseResource(pages, new ReportNonconformity(Fakes.AT_ONCE, Fakes.port(Nonconformities.class), Fakes.port(Feedbacks.class), Fakes.port(Deliveries.class),
                Fakes.port(Orders.class), Fakes.port(Customers.class), null), samples.deliveries(), samples.feedback(), new Ids());
        all.put("case-new", () -> newCase.blank(quality("/cases/new", language).get()));
        all.put("case-new-found", () -> newCase.blank(quality("/cases/new", language).with("find", samples.say("SO-4711")).get()));
        all.put("case-new-delivery", () -> newCase.blank(quality("/cases/new", language).with("delivery", Samples.id(4000).value()).get()));
        all.put("case-new-feedback", () -> newCase.blank(quality("/cases/new", language).with("feedback", Samples.id(9900).value()).get()));
        all.put("case-new-refused", () -> newCase.file(quality("/cases/new", language).with("source", "AUDIT").with("finding", samples.say("!")).with("title", "").with("severity", "CRITICAL")
                .with("delivery", Samples.id(4000).value()).with("line", "no").with("lot", "no").with("description", samples.say("x")).with("carrier", samples.say("x".repeat(121))).get()));
        OthersResource others = new OthersResource(pages, samples.others(), samples.similar());
        all.put("case-others", () -> others.others(quality("/cases/NC-MAIN-2026-0061/others", language).with("after", Samples.id(4050).value()).get(), "NC-MAIN-2026-0061"));
        caseWork(all, pages, language, samples);
        DeliveryResource deliveries = new DeliveryResource(pages, samples.deliveries(), samples.surveys(), samples.feedback(), samples.journals(), samples.streams(), Fakes.AT_ONCE, samples.programmes());
        all.put("deliveries", () -> deliveries.list(quality("/deliveries", language).get()));
        all.put("deliveries-filtered", () -> deliveries.list(quality("/deliveries", language).with("line", "NOT_ASKED").with("why", "FATIGUE").with("connector", samples.say("gone")).with("from", "2026-01-01").with("to", "2026-12-31").with("q", samples.say("x")).get()));
        for (int i = 0; i < 20; i++) {
            int n = i;
            all.put("delivery-" + i, () -> deliveries.one(quality("/deliveries/" + Samples.id(4000 + n), language).get(), Samples.id(4000 + n).value()));
        }
        LedgerResource ledger = new LedgerResource(pages, samples.deliveries(), samples.programmes());
        all.put("ledger", () -> ledger.show(quality("/ledger", language).get()));
        all.put("ledger-wrong", () -> ledger.show(quality("/ledger", language).with("from", "2026-12-01").with("to", "2026-01-01").get()));
        CustomerResource customers = new CustomerResource(pages, samples.customers(), samples.feedback(), new MeasureSatisfaction(samples.customers(), samples.programmes()));
        all.put("customers", () -> customers.list(quality("/customers", language).get()));
        all.put("customers-filtered", () -> customers.list(quality("/customers", language).with("q", samples.say("x")).get()));
        all.put("customer", () -> customers.one(quality("/customers/x", language).get(), Samples.id(2000).value()));
        ResponseResource surveys = new ResponseResource(pages, samples.surveys());
        all.put("responses", () -> surveys.responses(quality("/responses", language).get()));
        all.put("invitations", () -> surveys.invitations(quality("/invitations", language).get()));
        FeedbackResource feedback = new FeedbackResource(pages, samples.feedback());
        all.put("feedback", () -> feedback.list(quality("/feedback", language).get()));
        all.put("feedback-filtered", () -> feedback.list(quality("/feedback", language).with("state", "New").with("kind", "RECEIPT").get()));
        complaints(all, pages, language, samples);
        people(all, pages, language, samples);
        operation(all, pages, language, samples);
        customerPages(all, language, samples);
        Refusals refusals = new Refusals(pages);
        for (int status : new int[] {400, 403, 404, 405, 413, 418, 429, 500, 503}) {
            all.put("error-" + status, () -> refusals.show(quality("/x", language).get(), status));
        }
        return all;
    }

    private static void cases(Map<String, Supplier<Response>> all, Pages pages, Language language, Samples samples) {
        CaseResource cases = cases(pages, samples);
        // the last digit of the number says in which state the case is
        for (int state = 0; state < 9; state++) {
            String number = "NC-MAIN-2026-006" + state;
            all.put("case-" + state, () -> cases.story(quality("/cases/" + number, language).get(), number));
            for (String tab : List.of("containment", "causes", "plan", "effect", "follow-up", "moves", "signatures", "8d")) {
                all.put("case-" + state + "-" + tab, () -> cases.tab(quality("/cases/" + number + "/" + tab, language).get(), number, tab));
            }
        }
        for (String method : List.of("ISHIKAWA", "IS_IS_NOT", "FREE_TEXT")) {
            all.put("case-causes-" + method, () -> cases.tab(quality("/cases/NC-MAIN-2026-0061/causes", language).with("method", method).get(), "NC-MAIN-2026-0061", "causes"));
        }
        all.put("case-read", () -> cases.tab(FakeRequest.to("/cases/NC-MAIN-2026-0062/plan").by(language, Role.AUDITOR).get(), "NC-MAIN-2026-0062", "plan"));
        all.put("case-follow-up-read", () -> cases.tab(FakeRequest.to("/cases/NC-MAIN-2026-0065/follow-up").by(language, Role.AUDITOR).get(), "NC-MAIN-2026-0065", "follow-up"));
        all.put("case-follow-up-refused", () -> cases.askAgain(quality("/cases/NC-MAIN-2026-0065/follow-up", language).with("version", "1").with("message", samples.say("x".repeat(1001))).get(),
                "NC-MAIN-2026-0065"));
        all.put("case-stale", () -> cases.contain(quality("/cases/NC-MAIN-2026-0060/containment", language).with("version", "7").with("what", samples.say("New ones")).get(), "NC-MAIN-2026-0060"));
        all.put("case-wrong", () -> cases.contain(quality("/cases/NC-MAIN-2026-0060/containment", language).with("version", "1").with("quantity", samples.say("many")).get(), "NC-MAIN-2026-0060"));
        RecurrenceResource recurrences = new RecurrenceResource(pages, page(samples), new DismissRecurrence(Fakes.AT_ONCE, Fakes.port(Journal.class),
                samples.nonconformities(), samples.caseFiles(), samples.recurrences()));
        if (samples.rows() > 0) {
            all.put("case-recurrence-refused", () -> recurrences.dismiss(quality("/cases/NC-MAIN-2026-0066/recurrences/x/dismissal", language).with("reason", " ").get(), "NC-MAIN-2026-0066",
                Samples.id(8800).value()));
            all.put("case-recurrence-restore-refused", () -> recurrences.restore(quality("/cases/NC-MAIN-2026-0066/recurrences/x/restoration", language).with("reason", " ").get(), "NC-MAIN-2026-0066",
                Samples.id(8801).value()));
        }
        all.put("case-shut", () -> cases.move(quality("/cases/NC-MAIN-2026-0062/moves", language).with("version", "1").with("move", "PLAN").with("reason", samples.say("now")).get(), "NC-MAIN-2026-0062"));
    }

    static ReadCaseFile opened(Samples samples) {
        return new ReadCaseFile(Fakes.AT_ONCE, samples.nonconformities(), samples.caseFiles(), samples.intakes(), samples.complaintsOfCases(), samples.extensions(), samples.mails(),
                new ListColleagues(Fakes.AT_ONCE, samples.users()), samples.recurrences());
    }

    static CaseResource cases(Pages pages, Samples samples) {
        return cases(pages, samples, samples.nonconformities(), samples.caseFiles(), samples.extensions());
    }

    static CaseResource cases(Pages pages, Samples samples, Nonconformities nonconformities, CaseFiles caseFiles, Extensions extensions) {
        Journal journal = Fakes.port(Journal.class);
        ReadCaseFile files = new ReadCaseFile(Fakes.AT_ONCE, nonconformities, caseFiles, samples.intakes(), samples.complaintsOfCases(), extensions, samples.mails(), new ListColleagues(Fakes.AT_ONCE, samples.users()),
                samples.recurrences());
        CaseDesk desk = new CaseDesk(Fakes.AT_ONCE, journal, Fakes.port(JournalQueries.class), nonconformities, caseFiles);
        Ids ids = new Ids();
        CheckPassword passwords = new CheckPassword(Fakes.AT_ONCE, samples.users(), Fakes.port(PasswordHashes.class), journal, () -> null);
        CheckEffect check = new CheckEffect(desk, ids, caseFiles, Fakes.port(AnsweredDeliveries.class), Fakes.port(ReceivedDeliveries.class), samples.programmes());
        AskAgain again = again(samples, desk, nonconformities, caseFiles, check);
        return new CaseResource(pages, new CasePage(samples.cases(), files, samples.catalogue(), samples.followUps(), again),
                new MoveCase(desk, ids, nonconformities, caseFiles, Fakes.port(Attachments.class), extensions, passwords, new Steps(Fakes.port(WorkQueue.class))), new RecordContainment(desk, ids, caseFiles), new FindCause(desk, ids, caseFiles, samples.categories()),
                new FixCriterion(desk, ids, caseFiles), new PlanAction(desk, ids, caseFiles, samples.users()), new CarryOutAction(desk, caseFiles), new ExtendAction(Fakes.AT_ONCE, desk, ids, nonconformities, caseFiles, extensions),
                check, new ProposeRejection(desk, ids, caseFiles), new GradeCase(desk),
                new AssignCase(desk, samples.users()), new TellCustomer(desk, Fakes.port(Customers.class), samples.mails(), null, null, null, null), again);
    }

    static CasePage page(Samples samples) {
        CaseDesk desk = new CaseDesk(Fakes.AT_ONCE, Fakes.port(Journal.class), Fakes.port(JournalQueries.class), samples.nonconformities(), samples.caseFiles());
        CheckEffect check = new CheckEffect(desk, new Ids(), samples.caseFiles(), Fakes.port(AnsweredDeliveries.class), Fakes.port(ReceivedDeliveries.class), samples.programmes());
        return new CasePage(samples.cases(), opened(samples), samples.catalogue(), samples.followUps(), again(samples, desk, samples.nonconformities(), samples.caseFiles(), check));
    }

    /** Whoever is asked about a case alone: with few rows they do not want to be. */
    private static AskAgain again(Samples samples, CaseDesk desk, Nonconformities nonconformities, CaseFiles caseFiles, CheckEffect check) {
        Orders orders = Fakes.port(Orders.class, new Object() {
            public Optional<Order> byId(Id id) {
                return Optional.of(new Order.Complete(new Order.Facts(id, Site.MAIN, new OrderKey("demo", "-", "1"), samples.say("SO-4711"), null, null, "EUR", null, null, null, Samples.id(2000),
                        Fakes.NOW, Fakes.NOW, 1)));
            }
        });
        Deliveries deliveries = Fakes.port(Deliveries.class, new Object() {
            public List<Delivery> ofOrder(Id order) {
                DeliveredOrder report = new DeliveredOrder(new DeliveredOrder.SourceRef("demo", "-", "shipment", "1", "LS-1", null), DeliveredOrder.Kind.DELIVERY, DeliveredOrder.Status.DELIVERED,
                        List.of(), null, List.of(), null, null, null, null, null, null, null, List.of(), List.of(), Map.of());
                return List.of(new Delivery.Delivered(new Delivery.Facts(Samples.id(4000), Site.MAIN, report, "hash", Fakes.NOW, Fakes.NOW, null, Samples.id(6000), List.of(order), 1)));
            }
        });
        Customers customers = Fakes.port(Customers.class, new Object() {
            public Optional<Contact> contactById(Id id) {
                return Optional.of(samples.contact());
            }
        });
        OptOuts optOuts = Fakes.port(OptOuts.class, new Object() {
            public boolean has(String email) {
                return samples.rows() < 3;
            }
        });
        Organisation ours = new Organisation("Muster GmbH", URI.create("https://q.example.org"), "q@example.org", "", "", ZoneOffset.UTC, Site.MAIN);
        Ids ids = new Ids();
        DecideFollowUp policy = new DecideFollowUp(ids, label -> new byte[32], new Steps(Fakes.port(WorkQueue.class)), Fakes.port(Journal.class), orders, deliveries, Fakes.port(Invitations.class),
                Fakes.port(Nonconformities.class), Fakes.port(FollowUps.class), new Addressees(customers, optOuts, Fakes.port(Invitations.class), samples.programmes(), () -> ours), samples.programmes());
        return new AskAgain(desk, Fakes.AT_ONCE, ids, nonconformities, caseFiles, check, orders, customers, Fakes.port(Invitations.class), Fakes.port(Responses.class), samples.programmes(),
                Fakes.port(FollowUps.class), policy);
    }

    private static void complaints(Map<String, Supplier<Response>> all, Pages pages, Language language, Samples samples) {
        HandleComplaint handle = new HandleComplaint(Fakes.AT_ONCE, Fakes.port(Journal.class), Fakes.port(Complaints.class, new Object() {
            public Optional<Complaint> byId(Id id) {
                return samples.complaints().one(Site.MAIN, id).map(ComplaintQueries.ComplaintRow::complaint);
            }
        }), Fakes.port(Nonconformities.class), null);
        ComplaintResource complaints = new ComplaintResource(pages, samples.complaints(), new TakeComplaint(Fakes.AT_ONCE, new Ids(), Fakes.port(Journal.class), Fakes.port(Complaints.class),
                Fakes.port(Deliveries.class), Fakes.port(Orders.class), Fakes.port(Customers.class), () -> ComplaintDeadlines.DEFAULT, null), handle, samples.deliveries(), new Ids());
        all.put("complaints", () -> complaints.list(quality("/complaints", language).with("done", "complaint-entered").get()));
        all.put("complaints-filtered", () -> complaints.list(quality("/complaints", language).with("state", "overdue").get()));
        all.put("complaint-new", () -> complaints.blank(quality("/complaints/new", language).with("find", samples.say("SO-4711")).get()));
        all.put("complaint-new-delivery", () -> complaints.blank(quality("/complaints/new", language).with("delivery", Samples.id(4000).value()).get()));
        all.put("complaint-new-refused", () -> complaints.enter(quality("/complaints/new", language).with("token", "x").with("words", "").with("complainant", samples.say("x".repeat(201))).get()));
        for (int i = 0; i < 3; i++) {
            String id = Samples.id(9900 + i).value();
            all.put("complaint-" + i, () -> complaints.one(quality("/complaints/x", language).get(), id));
        }
        String received = Samples.id(9900).value();
        all.put("complaint-refused", () -> complaints.answer(quality("/complaints/x/answer", language).with("version", "1").with("answer", " ").get(), received));
        all.put("complaint-unlinked", () -> complaints.file(quality("/complaints/x/case", language).with("version", "1").with("number", samples.say("NC-MAIN-2026-0001")).get(), received));
        all.put("complaint-stale", () -> complaints.acknowledge(quality("/complaints/x/acknowledgement", language).with("version", "7").get(), received));
    }

    /** What people add to a case beside its way. */
    private static void caseWork(Map<String, Supplier<Response>> all, Pages pages, Language language, Samples samples) {
        String number = "NC-MAIN-2026-0061";
        Nonconformity.Facts facts = new Nonconformity.Facts(Samples.id(61), Site.MAIN, CaseNumber.parse(number).orElseThrow(), new Trigger(Trigger.Kind.HAND, Samples.id(61)), samples.say("Hinges stick"),
                List.of(), Severity.MAJOR, null, null, null, null, null, null, null, 0, 1, Fakes.NOW, Fakes.NOW, 3);
        Nonconformity found = new Nonconformity.Contained(facts);
        Cause cause = Cause.proposed(Samples.id(62), facts, new Analysis.FreeText(samples.say("The box is too weak")), null, "pia", Fakes.NOW);
        Nonconformities nonconformities = Fakes.port(Nonconformities.class, new Object() {
            public Optional<Nonconformity> byNumber(Site site, CaseNumber asked) {
                return Optional.of(found);
            }
        });
        CaseFiles files = Fakes.port(CaseFiles.class, new Object() {
            public CaseFile of(Nonconformity asked) {
                return new CaseFile(found, List.of(), List.of(cause), List.of(), List.of(), List.of(), null);
            }
        });
        Attachments attachments = Fakes.port(Attachments.class, new Object() {
            public List<Attachment> of(Id of) {
                return IntStream.range(0, samples.rows()).mapToObj(n -> new Attachment(Samples.id(6300 + n), Site.MAIN, facts.id(), n % 2 == 0 ? Attachment.About.CASE : Attachment.About.CAUSE,
                        n % 2 == 0 ? facts.id() : cause.id(), samples.say("crushed box.jpg"), FileType.JPEG, 1000 * n, "0123456789abcdef".repeat(4), "pia", Fakes.NOW)).toList();
            }
        });
        ReadCaseFile read = new ReadCaseFile(Fakes.AT_ONCE, nonconformities, files, Fakes.port(Intakes.class), Fakes.port(Complaints.class), Fakes.port(Extensions.class), samples.mails(), new ListColleagues(Fakes.AT_ONCE, samples.users()),
                Fakes.port(Recurrences.class));
        CaseDesk desk = new CaseDesk(Fakes.AT_ONCE, Fakes.port(Journal.class), samples.journals(), nonconformities, files);
        AttachmentResource resource = new AttachmentResource(pages, new AttachFile(Fakes.AT_ONCE, desk, new Ids(), nonconformities, attachments, () -> CaseRules.USUAL), read, () -> CaseRules.USUAL);
        comments(all, pages, language, samples, nonconformities, number);
        String path = "/cases/" + number + "/attachments";
        all.put("attachments", () -> resource.list(quality(path, language).get(), number));
        all.put("attachments-audited", () -> resource.list(FakeRequest.to(path).by(language, Role.AUDITOR).get(), number));
        all.put("attachments-refused", () -> resource.attach(quality(path, language).header("Content-Type", "multipart/form-data; boundary=b").get(), number,
                ("--b\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n3\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + samples.say("x").replace("\"", "%22")
                        + "\"\r\n\r\n<html>\r\n--b--").getBytes(StandardCharsets.UTF_8)));
    }

    private static void comments(Map<String, Supplier<Response>> all, Pages pages, Language language, Samples samples, Nonconformities nonconformities, String number) {
        Comments comments = Fakes.port(Comments.class, new Object() {
            public List<Comment> of(Id of) {
                return IntStream.range(0, samples.rows()).mapToObj(n -> new Comment(Samples.id(6400 + n), Site.MAIN, of, samples.say("Have a look"), n % 2 == 0 ? "quirin" : "pia", Fakes.NOW,
                        n % 3 == 2 ? Fakes.NOW : null, 1)).toList();
            }
        });
        CommentResource resource = new CommentResource(pages, new CommentCase(Fakes.AT_ONCE, new Ids(), new Steps(Fakes.port(WorkQueue.class)), Fakes.port(Journal.class), nonconformities, comments,
                Fakes.port(Notices.class), samples.users()));
        String path = "/cases/" + number + "/comments";
        all.put("comments", () -> resource.list(quality(path, language).get(), number));
        all.put("comments-refused", () -> resource.add(quality(path, language).with("text", samples.say("Look") + " @nobody.at-all").get(), number));
    }

    private static void people(Map<String, Supplier<Response>> all, Pages pages, Language language, Samples samples) {
        FormLogin logins = Fakes.port(FormLogin.class, new Object() {
            public FormLogin.Outcome logIn(HttpServletRequest request, String login, String password, Instant now) {
                return login.equals("many") ? new FormLogin.TooMany(Duration.ofMinutes(14)) : new FormLogin.Refused();
            }
        });
        LoginResource login = new LoginResource(pages, logins);
        String accept = language.code();
        all.put("login", () -> login.show(FakeRequest.to("/login").header("Accept-Language", accept).with("done", "logout").with("next", "/cases/NC-MAIN-2026-0001").get()));
        all.put("login-refused", () -> login.logIn(FakeRequest.to("/login").header("Accept-Language", accept).with("login", samples.say("quirin")).with("password", "x").get()));
        all.put("login-many", () -> login.logIn(FakeRequest.to("/login").header("Accept-Language", accept).with("login", "many").get()));
        Users users = samples.users();
        Journal journal = Fakes.port(Journal.class);
        Sessions sessions = Fakes.port(Sessions.class);
        PasswordHashes hashes = Fakes.port(PasswordHashes.class, new Object() {
            public String hash(CharSequence password) {
                return "hash";
            }
        });
        AccessRules.Current rules = () -> new AccessRules(Duration.ofHours(12), Duration.ofHours(1), null, 12, Path.of("target/setup-code-of-pages"));
        Users nobody = Fakes.port(Users.class);
        SetupResource setup = new SetupResource(pages, new SetUpFirstOperator(Fakes.AT_ONCE, nobody, hashes, journal, new Ids(), rules), rules);
        all.put("setup", () -> setup.show(FakeRequest.to("/setup").header("Accept-Language", accept).get()));
        all.put("setup-refused", () -> setup.setUp(FakeRequest.to("/setup").header("Accept-Language", accept).with("code", samples.say("wrong")).with("login", samples.say("Not One")).with("name", samples.say("N")).with("email", samples.say("e")).get()));
        ListUsers list = new ListUsers(Fakes.AT_ONCE, users);
        UserResource resource = new UserResource(pages, list, new CreateUser(Fakes.AT_ONCE, users, hashes, journal, new Ids()), new ChangeUser(Fakes.AT_ONCE, users, sessions, journal),
                new ResetPassword(Fakes.AT_ONCE, users, sessions, hashes, journal));
        all.put("users", () -> resource.list(operator("/users", language).get()));
        all.put("user-new", () -> resource.blank(operator("/users/new", language).get()));
        all.put("user-new-refused", () -> resource.create(operator("/users", language).with("login", samples.say("Not One")).with("name", samples.say("")).with("email", samples.say("nonsense")).with("roles", "auditor", "operator").get()));
        all.put("user-own", () -> resource.one(operator("/users/x", language).get(), FakeRequest.USER.value()));
        all.put("user-locked", () -> resource.one(operator("/users/x", language).get(), Samples.id(9500).value()));
        all.put("user-ended", () -> resource.one(operator("/users/x", language).get(), Samples.id(9501).value()));
        all.put("user-stale", () -> resource.lock(operator("/users/x", language).with("version", "1").get(), Samples.id(9502).value()));
        all.put("user-end", () -> resource.askToEnd(operator("/users/x", language).get(), Samples.id(9502).value()));
        all.put("user-password", () -> resource.password(operator("/users/x", language).get(), Samples.id(9502).value()));
        AccountResource account = new AccountResource(pages, list, new ChooseOwnSettings(Fakes.AT_ONCE, users, journal), new ChangePassword(Fakes.AT_ONCE, users, sessions, hashes, journal,
                new CheckPassword(Fakes.AT_ONCE, users, hashes, journal, rules), rules), logins, rules);
        all.put("account", () -> account.show(quality("/account", language).with("done", "settings").get()));
        all.put("account-refused", () -> account.password(quality("/account", language).with("present", "x").with("password", "short").with("repeated", "short").get()));
        HelpResource help = new HelpResource(pages, samples.programmes());
        all.put("help", () -> help.help(quality("/help", language).get()));
    }

    private static void operation(Map<String, Supplier<Response>> all, Pages pages, Language language, Samples samples) {
        boolean sound = language == Language.EN;
        Journal journal = Fakes.port(Journal.class, new Object() {
            public Journal.Verification verify() {
                return sound ? new Journal.Verification(4711, 3, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", List.of())
                        : new Journal.Verification(4711, 0, "", List.of(new Journal.Finding(Journal.Kind.ALTERED, 17, samples.say("entry 17 does not match its hash: it was altered"))));
            }
        });
        OperatorActs acts = new OperatorActs(Fakes.AT_ONCE, samples.users(), journal, new Ids());
        OperationResource operation = new OperationResource("0.1.0", pages, Fakes.AT_ONCE, samples.operation(), samples.streams(), samples.quarantine(), samples.health(), samples.problems(),
                new SteerStream(acts, samples.streams()), new ReplayStep(acts, Fakes.port(WorkQueue.class)), new VerifyJournal(acts, Fakes.AT_ONCE, journal));
        all.put("operation", () -> operation.show(operator("/operation", language).get()));
        all.put("operation-verified", () -> operation.verify(operator("/operation/journal/verify", language).get()));
        QuarantineResource quarantine = new QuarantineResource(pages, Fakes.AT_ONCE, samples.quarantine(), new SettleQuarantined(acts, Fakes.AT_ONCE, samples.quarantine(), null));
        all.put("quarantine", () -> quarantine.list(operator("/operation/quarantine", language).get()));
        all.put("quarantine-one", () -> quarantine.one(operator("/operation/quarantine/x", language).get(), Samples.id(9000).value()));
        WebhookResource webhooks = webhooks(pages, samples, acts, journal);
        String endpoint = Samples.id(9700).value();
        all.put("webhooks", () -> webhooks.list(operator("/operation/webhooks", language).get()));
        all.put("webhook-new", () -> webhooks.blank(operator("/operation/webhooks/new", language).get()));
        all.put("webhook-new-refused", () -> webhooks.create(operator("/operation/webhooks", language).with("name", samples.say("")).with("url", samples.say("https://169.254.169.254/")).get()));
        all.put("webhook-created", () -> webhooks.create(operator("/operation/webhooks", language).with("name", samples.say("ERP")).with("url", "https://erp.example.org/hooks").with("types", "response.recorded").get()));
        all.put("webhook-rotated", () -> webhooks.rotate(operator("/operation/webhooks/x/secret", language).with("version", "1").get(), endpoint));
        for (int i = 0; i < 4; i++) {
            String id = Samples.id(9700 + i).value();
            all.put("webhook-" + i, () -> webhooks.one(operator("/operation/webhooks/x", language).get(), id));
        }
        all.put("webhook-stale", () -> webhooks.turnOff(operator("/operation/webhooks/x/off", language).with("version", "7").get(), endpoint));
        all.put("webhook-remove", () -> webhooks.askToRemove(operator("/operation/webhooks/x/remove", language).get(), endpoint));
        all.put("webhook-message", () -> webhooks.message(operator("/operation/webhooks/x/messages/y", language).get(), endpoint, Samples.id(9800).value()));
        all.put("quarantine-discard", () -> quarantine.askToGiveUp(operator("/operation/quarantine/x", language).get(), Samples.id(9000).value()));
    }

    private static WebhookResource webhooks(Pages pages, Samples samples, OperatorActs acts, Journal journal) {
        WebhookRules rules = new WebhookRules(ReceiverRule.STRICT, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofHours(24), null);
        return new WebhookResource(pages, Fakes.AT_ONCE, samples.webhooks(), samples.webhookMessages(),
                new ChangeWebhook(Fakes.AT_ONCE, acts, new Ids(), label -> new byte[32], journal, samples.webhooks(), () -> rules),
                new ReplayWebhook(Fakes.AT_ONCE, acts, Fakes.port(WorkQueue.class), samples.webhooks(), samples.webhookMessages(), null));
    }

    private static void customerPages(Map<String, Supplier<Response>> all, Language language, Samples samples) {
        SurveyPages survey = new SurveyPages(language, samples.say("Donaudampfschifffahrtsgesellschaft & Söhne GmbH"), samples.say("Deep groove ball bearing 6204, sealed, C3 clearance"));
        survey.pages().forEach(all::put);
    }

    private static FakeRequest operator(String path, Language language) {
        return FakeRequest.to(path).by(language, Role.OPERATOR, Role.QUALITY_MANAGER);
    }

    private static FakeRequest quality(String path, Language language) {
        return FakeRequest.to(path).by(language, Role.QUALITY_MANAGER);
    }
}
