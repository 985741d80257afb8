package io.plumbline.rest;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.JAXRSServiceFactoryBean;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.utils.ResourceUtils;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.rules.ExternalResource;

import io.plumbline.application.Ids;
import io.plumbline.application.Keys;
import io.plumbline.application.Organisation;
import io.plumbline.application.Steps;
import io.plumbline.application.access.AccessRules;
import io.plumbline.application.access.ChangePassword;
import io.plumbline.application.access.ChangeUser;
import io.plumbline.application.access.CheckPassword;
import io.plumbline.application.access.ListColleagues;
import io.plumbline.application.access.ChooseOwnSettings;
import io.plumbline.application.access.CreateUser;
import io.plumbline.application.access.ListUsers;
import io.plumbline.application.access.ResetPassword;
import io.plumbline.application.action.AskAgain;
import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.action.CheckEffect;
import io.plumbline.application.action.ExtendAction;
import io.plumbline.application.action.PlanAction;
import io.plumbline.application.complaint.HandleComplaint;
import io.plumbline.application.complaint.TakeComplaint;
import io.plumbline.application.customer.MeasureSatisfaction;
import io.plumbline.application.delivery.DeliveryKeeping;
import io.plumbline.application.delivery.LedgerKeeping;
import io.plumbline.application.delivery.PullDeliveries;
import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.application.delivery.RecordDelivery;
import io.plumbline.application.delivery.RecordReceipt;
import io.plumbline.application.delivery.ReplayQuarantined;
import io.plumbline.application.delivery.SetAside;
import io.plumbline.application.mail.Dispatch;
import io.plumbline.application.mail.Letters;
import io.plumbline.application.nonconformity.CountCauses;
import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.application.nonconformity.PrintCases;
import io.plumbline.application.nonconformity.TellCustomer;
import io.plumbline.application.mail.DropMails;
import io.plumbline.application.nonconformity.AssignCase;
import io.plumbline.application.nonconformity.AttachFile;
import io.plumbline.application.nonconformity.CaseDesk;
import io.plumbline.application.nonconformity.CaseRules;
import io.plumbline.application.nonconformity.CommentCase;
import io.plumbline.application.nonconformity.CaseFiling;
import io.plumbline.application.nonconformity.DismissRecurrence;
import io.plumbline.application.nonconformity.ExportCases;
import io.plumbline.application.nonconformity.FindCause;
import io.plumbline.application.nonconformity.FixCriterion;
import io.plumbline.application.nonconformity.GradeCase;
import io.plumbline.application.nonconformity.MoveCase;
import io.plumbline.application.nonconformity.ProposeRejection;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.application.nonconformity.ReadOrderNotes;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.application.operation.OperatorActs;
import io.plumbline.application.operation.ReplayStep;
import io.plumbline.application.operation.SettleQuarantined;
import io.plumbline.application.operation.SteerStream;
import io.plumbline.application.operation.VerifyJournal;
import io.plumbline.application.survey.Addressees;
import io.plumbline.application.survey.AskForSurvey;
import io.plumbline.application.survey.DecideFollowUp;
import io.plumbline.application.survey.DecideInvitation;
import io.plumbline.application.survey.Programmes;
import io.plumbline.application.webhook.ChangeWebhook;
import io.plumbline.application.webhook.ReplayWebhook;
import io.plumbline.application.webhook.WebhookRules;
import io.plumbline.application.webhook.WriteWebhooks;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.LockOut;
import io.plumbline.domain.access.PasswordHashes;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.complaint.ComplaintDeadlines;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Programme;
import io.plumbline.domain.webhook.ReceiverRule;
import io.plumbline.erp.JsonDeliveryFormat;
import io.plumbline.http.Caller;
import io.plumbline.http.CspNonce;
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
import io.plumbline.rest.nonconformity.OrderNoteResource;
import io.plumbline.rest.nonconformity.RecurrenceFiguresResource;
import io.plumbline.rest.nonconformity.RecurrenceResource;
import io.plumbline.rest.nonconformity.NonconformityResource;
import io.plumbline.rest.nonconformity.ReportResource;
import io.plumbline.rest.operation.OperationResource;
import io.plumbline.rest.operation.QuarantineResource;
import io.plumbline.rest.operation.QueueResource;
import io.plumbline.rest.operation.StreamResource;
import io.plumbline.rest.order.OrderResource;
import io.plumbline.rest.survey.InvitationResource;
import io.plumbline.rest.survey.ResponseResource;
import io.plumbline.rest.webhook.WebhookResource;
import io.plumbline.store.Store;
import io.plumbline.store.query.SqlAnsweredDeliveries;
import io.plumbline.store.query.SqlCaseQueries;
import io.plumbline.store.query.SqlCauseQueries;
import io.plumbline.store.query.SqlComplaintQueries;
import io.plumbline.store.query.SqlCustomerQueries;
import io.plumbline.store.query.SqlDeliveryQueries;
import io.plumbline.store.query.SqlFeedbackQueries;
import io.plumbline.store.query.SqlFollowUpQueries;
import io.plumbline.store.query.SqlJournalQueries;
import io.plumbline.store.query.SqlOperationQueries;
import io.plumbline.store.query.SqlOrderQueries;
import io.plumbline.store.query.SqlOtherReceivers;
import io.plumbline.store.query.SqlReceivedDeliveries;
import io.plumbline.store.query.SqlRecurrenceQueries;
import io.plumbline.store.query.SqlSimilarCases;
import io.plumbline.store.query.SqlSurveyQueries;
import io.plumbline.store.query.SqlWorkQueries;

/** The resources over a real database in memory, served by CXF on a real port. Who calls is believed: the guard has tests of its own. */
final class Room extends ExternalResource {
    private static final AtomicInteger ROOMS = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    Store store;
    Calls calls;
    volatile CaseRules caseRules = CaseRules.USUAL;
    volatile Instant now = Instant.parse("2026-11-21T08:00:00Z");
    RecordDelivery record;
    DecideInvitation decide;
    private Server server;
    private org.apache.cxf.endpoint.Server endpoint;
    private Bus bus;
    private int port;

    /** Calls that can be watched and held up. */
    static final class Calls implements io.plumbline.domain.access.Calls {
        private final io.plumbline.domain.access.Calls kept;
        volatile String lastAnswer;
        volatile boolean losesAnswers;

        Calls(io.plumbline.domain.access.Calls kept) {
            this.kept = kept;
        }

        @Override
        public Optional<Call> begin(Id user, String key, String request, Instant lost, Instant now) {
            return kept.begin(user, key, request, lost, now);
        }

        @Override
        public void answered(Id user, String key, Instant begunAt, String answer) {
            if (losesAnswers) {
                throw new IllegalStateException("cut off between effect and answer");
            }
            lastAnswer = answer;
            kept.answered(user, key, begunAt, answer);
        }

        @Override
        public void failed(Id user, String key, Instant begunAt) {
            kept.failed(user, key, begunAt);
        }

        @Override
        public int forget(Instant before) {
            return kept.forget(before);
        }
    }

    @Override
    protected void before() throws Exception {
        System.setProperty("derby.stream.error.file", "target/derby.log");
        EmbeddedDataSource database = new EmbeddedDataSource();
        database.setDatabaseName("memory:rest" + ROOMS.incrementAndGet());
        database.setCreateDatabase("create");
        Keys keys = label -> Arrays.copyOf(("a key for tests " + label + "................").getBytes(StandardCharsets.US_ASCII), 32);
        store = Store.open(database, keys);
        for (Role role : Role.values()) {
            store.users().add(new User.Active(new User.Facts(new Ids().next(now), Site.MAIN, role.code(), "The " + role.code(), null, Set.of(role), Language.EN,
                    User.Notice.NONE, "hash of secret", 0, now, 1)));
        }
        serve(application(keys));
    }

    /** Their words are the pages' affair. */
    private static Letters letters() {
        return (Letters) Proxy.newProxyInstance(Letters.class.getClassLoader(), new Class<?>[] {Letters.class},
                (proxy, method, args) -> new Letters.Letter((String) args[args.length - 2], (String) args[args.length - 1], "<p></p>"));
    }

    private RestApplication application(Keys keys) {
        Organisation ours = new Organisation("Test Ltd", URI.create("https://quality.test.example"), "quality@test.example", "", "", ZoneId.of("Europe/Berlin"),
                Site.MAIN);
        Organisation.Current organisation = () -> ours;
        Programme programme = new Programme("delivery", Site.MAIN, Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofDays(30),
                new java.math.BigDecimal("100"), Language.EN, Programme.AcceptanceLimits.DEFAULT);
        Programmes programmes = () -> programme;
        Ids ids = new Ids();
        WebhookRules hooks = new WebhookRules(ReceiverRule.STRICT, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofHours(24), null);
        WriteWebhooks write = new WriteWebhooks(store.webhooks(), store.webhookMessages(), store.workQueue(), ids, store.responses(),
                store.invitations(), store.orders(), store.nonconformities(), organisation);
        Steps follow = new Steps(store.workQueue(), write);
        LedgerKeeping ledger = new LedgerKeeping(store.deliveries(), store.invitations(), store.responses(), store.ledger());
        DropMails dropMails = new DropMails(store.mails(), store.journal());
        DeliveryKeeping keeping = new DeliveryKeeping(follow, store.journal(), store.deliveries(), store.goodsReturns(), store.goodsReceipts(), store.turns(),
                store.orders(), store.feedbacks(), ledger, programmes);
        record = new RecordDelivery(store.transactions(), ids, follow, store.journal(), store.deliveries(), store.goodsReturns(), store.orders(), store.customers(),
                keeping, ledger, programmes, organisation);
        Addressees addressees = new Addressees(store.customers(), store.optOuts(), store.invitations(), programmes, organisation);
        decide = new DecideInvitation(store.transactions(), ids, keys, follow, store.workQueue(), store.journal(), store.orders(), store.deliveries(), addressees,
                store.invitations(), store.nonconformities(), ledger, dropMails, programmes);
        ReceiveDeliveries receive = new ReceiveDeliveries(record, new RecordReceipt(store.transactions(), ids, store.journal(), store.goodsReceipts(), store.feedbacks(),
                keeping, organisation));
        receive.addFormat(new JsonDeliveryFormat());
        calls = new Calls(store.calls());
        Once once = new Once(calls, store.transactions(), () -> now);
        PasswordHashes hashes = new PasswordHashes() {
            @Override
            public String hash(CharSequence password) {
                return "hash of " + password;
            }

            @Override
            public boolean matches(CharSequence password, String hash) {
                return hash.equals("hash of " + password);
            }
        };
        AccessRules rules = new AccessRules(Duration.ofHours(12), Duration.ofHours(1), new LockOut(5, Duration.ofMinutes(15), Duration.ofMinutes(15)), 12,
                java.nio.file.Path.of("target", "unused"));
        CheckPassword passwords = new CheckPassword(store.transactions(), store.users(), hashes, store.journal(), () -> rules);
        OperatorActs acts = new OperatorActs(store.transactions(), store.users(), store.journal(), ids);
        SqlJournalQueries journal = new SqlJournalQueries(store.sql());
        SqlSurveyQueries surveys = new SqlSurveyQueries(store.sql(), store.mails());
        SqlCaseQueries cases = new SqlCaseQueries(store.sql(), store.nonconformities(), store.customers(), store.mails(), journal);
        SqlOperationQueries operation = new SqlOperationQueries(store.sql());
        SqlDeliveryQueries deliveries = new SqlDeliveryQueries(store.sql(), store.deliveries(), store.customers());
        SqlCustomerQueries customers = new SqlCustomerQueries(store.sql(), store.customers(), surveys, cases);
        ListUsers users = new ListUsers(store.transactions(), store.users());
        SettleQuarantined settle = new SettleQuarantined(acts, store.transactions(), store.quarantine(),
                new ReplayQuarantined(store.transactions(), store.quarantine(), new PullDeliveries(store.transactions(), store.streams(), record,
                        new SetAside(store.quarantine(), ids, organisation), report -> report.source().toString()), receive));
        CaseDesk desk = new CaseDesk(store.transactions(), store.journal(), journal, store.nonconformities(), store.caseFiles());
        ReadCaseFile read = new ReadCaseFile(store.transactions(), store.nonconformities(), store.caseFiles(), store.intakes(), store.complaints(), store.extensions(), store.mails(), new ListColleagues(store.transactions(), store.users()),
                store.recurrences());
        ReportNonconformity report = new ReportNonconformity(store.transactions(), store.nonconformities(), store.feedbacks(), store.deliveries(), store.orders(), store.customers(),
                new CaseFiling(ids, follow, store.journal(), store.nonconformities(), store.intakes(), store.orders(), store.deliveries(), store.customers()));
        CheckEffect effect = new CheckEffect(desk, ids, store.caseFiles(), new SqlAnsweredDeliveries(store.sql(), store.deliveries()), new SqlReceivedDeliveries(store.sql(), store.deliveries()),
                programmes);
        AskAgain again = new AskAgain(desk, store.transactions(), ids, store.nonconformities(), store.caseFiles(), effect, store.orders(), store.customers(), store.invitations(), store.responses(),
                programmes, store.followUps(), new DecideFollowUp(ids, keys, follow, store.journal(), store.orders(), store.deliveries(), store.invitations(), store.nonconformities(),
                        store.followUps(), addressees, programmes));
        CaseFileResource files = new CaseFileResource(read,
                new MoveCase(desk, ids, store.nonconformities(), store.caseFiles(), store.attachments(), store.extensions(), passwords, follow), new RecordContainment(desk, ids, store.caseFiles()), new FindCause(desk, ids, store.caseFiles(), store.causeCategories()),
                new FixCriterion(desk, ids, store.caseFiles()), new PlanAction(desk, ids, store.caseFiles(), store.users()), new CarryOutAction(desk, store.caseFiles()),
                effect, new ProposeRejection(desk, ids, store.caseFiles()),
                new TellCustomer(desk, store.customers(), store.mails(), letters(), new Dispatch(store.transactions(), ids, store.mails(), store.journal(), null, organisation), follow,
                        organisation),
                once);
        return new RestApplication(new DeliveryResource(deliveries, receive, once), new LedgerResource(deliveries, programmes, organisation),
                new OrderResource(new SqlOrderQueries(store.sql()), new AskForSurvey(store.transactions(), store.orders(), decide), once),
                new CustomerResource(customers, new MeasureSatisfaction(customers, programmes)), new InvitationResource(surveys),
                new ResponseResource(surveys), new NonconformityResource(cases, new SqlWorkQueries(store.sql(), cases), new ExportCases(cases), new SqlSimilarCases(store.sql(), store.nonconformities(), store.intakes()),
                        new SqlOtherReceivers(store.sql(), store.nonconformities(), store.intakes(), store.deliveries()), report, new GradeCase(desk), new AssignCase(desk, store.users()),
                        read, once, organisation, () -> now), files,
                new OrderNoteResource(new ReadOrderNotes(store.transactions(), store.nonconformities(), store.orderNotes(), operation)),
                new ExtensionResource(new ExtendAction(store.transactions(), desk, ids, store.nonconformities(), store.caseFiles(), store.extensions()), once),
                new AttachmentResource(new AttachFile(store.transactions(), desk, ids, store.nonconformities(), store.attachments(), () -> caseRules), once),
                new CommentResource(new CommentCase(store.transactions(), ids, follow, store.journal(), store.nonconformities(), store.comments(), store.notices(), store.users()), once),
                new RecurrenceResource(read, new DismissRecurrence(store.transactions(), store.journal(), store.nonconformities(), store.caseFiles(), store.recurrences()), once),
                new FollowUpResource(read, again, new SqlFollowUpQueries(store.sql()), once),
                new RecurrenceFiguresResource(new SqlRecurrenceQueries(store.sql())),
                new FeedbackResource(new SqlFeedbackQueries(store.sql())),
                new ComplaintResource(new SqlComplaintQueries(store.sql()), new TakeComplaint(store.transactions(), ids, store.journal(), store.complaints(), store.deliveries(), store.orders(),
                        store.customers(), () -> ComplaintDeadlines.DEFAULT, organisation), new HandleComplaint(store.transactions(), store.journal(), store.complaints(),
                        store.nonconformities(), report), once), new StreamResource(store.streams(), new SteerStream(acts, store.streams()),
                        store.transactions()),
                new QueueResource(operation, new ReplayStep(acts, store.workQueue()), once), new MailResource(operation),
                new QuarantineResource(store.quarantine(), settle, store.transactions(), once),
                new OperationResource(operation, new ConfigurationProblems(), store.quarantine(), store.transactions()),
                new VerificationResource(new VerifyJournal(acts, store.transactions(), store.journal()), once),
                new UserResource(users, new CreateUser(store.transactions(), store.users(), hashes, store.journal(), ids),
                        new ChangeUser(store.transactions(), store.users(), store.sessions(), store.journal()),
                        new ResetPassword(store.transactions(), store.users(), store.sessions(), hashes, store.journal()), once),
                new RoleResource(), new AccountResource(users, new ChooseOwnSettings(store.transactions(), store.users(), store.journal()),
                        new ChangePassword(store.transactions(), store.users(), store.sessions(), hashes, store.journal(), passwords, () -> rules),
                        store.transactions(), once),
                new WebhookResource(store.webhooks(), store.webhookMessages(),
                        new ChangeWebhook(store.transactions(), acts, ids, keys, store.journal(), store.webhooks(), () -> hooks),
                        new ReplayWebhook(store.transactions(), acts, store.workQueue(), store.webhooks(), store.webhookMessages(), write), store.transactions(), once),
                new CauseResource(new CountCauses(store.transactions(), new SqlCauseQueries(store.sql()), store.causeCategories())),
                new CategoryResource(new KeepCatalogue(store.transactions(), ids, store.journal(), store.causeCategories()), once), reports());
    }

    /** Prints what it was asked for. */
    private static ReportResource reports() {
        ReportResource reports = new ReportResource();
        reports.setPrintCases((site, number, login, roles, language, now) -> number.running() > 9000 ? new PrintCases.Outcome.NotFound()
                : new PrintCases.Outcome.Done(("%PDF- " + site + " " + number + " " + login + " " + language).getBytes(StandardCharsets.UTF_8), 7));
        return reports;
    }

    private void serve(RestApplication application) throws Exception {
        bus = BusFactory.newInstance().createBus();
        JAXRSServerFactoryBean factory = ResourceUtils.createApplication(application, true, false, true, bus);
        factory.setBus(bus);
        factory.setAddress("/");
        endpoint = factory.create();
        CXFNonSpringServlet servlet = new CXFNonSpringServlet();
        servlet.setBus(bus);
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(new FilterHolder(new Believing()), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(servlet), "/api/v1/*");
        server.setHandler(context);
        server.start();
        port = connector.getLocalPort();
    }

    @Override
    protected void after() {
        try {
            server.stop();
            endpoint.destroy();
            bus.shutdown(true);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stands for the guard: the caller is who the header says. */
    private final class Believing implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
            HttpServletRequest http = (HttpServletRequest) request;
            User.Facts f = store.transactions().required(() -> store.users().byLogin(http.getHeader("X-Caller"))).orElseThrow().facts();
            request.setAttribute(Caller.ATTRIBUTE, new Caller(f.id(), f.login(), f.name(), f.roles(), f.site(), f.language(), "", Caller.Via.BASIC));
            request.setAttribute(CspNonce.ATTRIBUTE, "n0nce");
            chain.doFilter(request, response);
        }
    }

    /** What CXF serves. */
    List<ClassResourceInfo> registry() {
        return ((JAXRSServiceFactoryBean) endpoint.getEndpoint().get(JAXRSServiceFactoryBean.class.getName())).getClassResourceInfo();
    }

    HttpResponse<String> get(String caller, String path, String... headers) throws Exception {
        return send(caller, "GET", path, "", headers);
    }

    JsonNode json(String caller, String path) throws Exception {
        return read(get(caller, path));
    }

    static JsonNode read(HttpResponse<String> response) throws Exception {
        return Json.MAPPER.readTree(response.body());
    }

    /** A path that does not begin with /api is one below /api/v1; a body goes as JSON unless the headers say otherwise. */
    HttpResponse<String> send(String caller, String method, String path, String body, String... headers) throws Exception {
        return client.send(request(caller, method, path, body, headers), BodyHandlers.ofString());
    }

    /** A file as a body. */
    HttpResponse<String> upload(String caller, String path, byte[] content, String... headers) throws Exception {
        return client.send(HttpRequest.newBuilder(request(caller, "POST", path, "", headers), (name, value) -> true).POST(BodyPublishers.ofByteArray(content)).build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String caller, String path, String... headers) throws Exception {
        return client.send(request(caller, "GET", path, "", headers), BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String caller, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + (path.startsWith("/api") ? path : "/api/v1" + path)))
                .timeout(Duration.ofSeconds(30)).header("X-Caller", caller);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!body.isEmpty() && !Arrays.asList(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        return request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
    }

    /** A report of one delivery of one whole order. */
    static String delivery(String doc) {
        return """
                {"schema":"delivered-order/1","source":{"company":"1","docType":"shipment","docId":"%1$s","docNo":"SHP-%1$s"},
                 "kind":"DELIVERY","status":"DELIVERED","orders":[{"id":"%1$s","no":"SO-%1$s","state":"COMPLETE"}],
                 "customer":{"id":"58","no":"C58","name":"Nordlicht Möbel GmbH"},
                 "contacts":[{"role":"BUYER","name":"Jana Petersen","email":"jana-%1$s@nordlicht.example","language":"de"}],
                 "promised":{"date":"%2$s"},"delivered":{"date":"%2$s","basis":"GOODS_ISSUE"},
                 "lines":[{"id":"1","orderLineId":"1","sku":"GZ-1001","name":"Scharnier 90°","ordered":4,"delivered":4,"uom":"pcs","lots":["L-7"]}]}
                """.formatted(doc, java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusDays(1));
    }

    HttpResponse<String> report(String body, String... headers) throws Exception {
        return send("erp", "POST", "/deliveries", body, headers);
    }
}
