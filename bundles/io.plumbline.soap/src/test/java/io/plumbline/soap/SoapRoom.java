package io.plumbline.soap;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;

import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.message.Message;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.rules.ExternalResource;

import io.plumbline.application.Ids;
import io.plumbline.application.Keys;
import io.plumbline.application.Organisation;
import io.plumbline.application.Page;
import io.plumbline.application.Steps;
import io.plumbline.application.Transactions;
import io.plumbline.application.access.AccessRules;
import io.plumbline.application.access.CheckPassword;
import io.plumbline.application.access.ListColleagues;
import io.plumbline.application.action.AnsweredDeliveries;
import io.plumbline.application.action.AskAgain;
import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.action.CheckEffect;
import io.plumbline.application.action.ExtendAction;
import io.plumbline.application.action.FollowUpQueries;
import io.plumbline.application.action.PlanAction;
import io.plumbline.application.complaint.ComplaintQueries;
import io.plumbline.application.complaint.ComplaintQueries.ComplaintRow;
import io.plumbline.application.complaint.HandleComplaint;
import io.plumbline.application.complaint.TakeComplaint;
import io.plumbline.application.customer.ErpNames;
import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.application.delivery.DeliveryKeeping;
import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryView;
import io.plumbline.application.delivery.LedgerKeeping;
import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.application.delivery.RecordDelivery;
import io.plumbline.application.delivery.RecordReceipt;
import io.plumbline.application.delivery.WhatBecame;
import io.plumbline.application.journal.JournalQueries;
import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.application.mail.Dispatch;
import io.plumbline.application.mail.DropMails;
import io.plumbline.application.mail.Letters;
import io.plumbline.application.nonconformity.AssignCase;
import io.plumbline.application.nonconformity.CaseDesk;
import io.plumbline.application.nonconformity.CaseFiling;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.CommentCase;
import io.plumbline.application.nonconformity.CountCauses;
import io.plumbline.application.nonconformity.DismissRecurrence;
import io.plumbline.application.nonconformity.FindCause;
import io.plumbline.application.nonconformity.FixCriterion;
import io.plumbline.application.nonconformity.GradeCase;
import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.application.nonconformity.MoveCase;
import io.plumbline.application.nonconformity.PrintCases;
import io.plumbline.application.nonconformity.ProposeRejection;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.application.nonconformity.RecurrenceQueries;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.application.nonconformity.TellCustomer;
import io.plumbline.application.survey.Addressees;
import io.plumbline.application.survey.AskForSurvey;
import io.plumbline.application.survey.DecideFollowUp;
import io.plumbline.application.survey.DecideInvitation;
import io.plumbline.application.survey.Programmes;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.LockOut;
import io.plumbline.domain.access.PasswordHashes;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.action.Extensions;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.complaint.ComplaintDeadlines;
import io.plumbline.domain.complaint.Complaints;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.customer.OptOuts;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.GoodsReceipts;
import io.plumbline.domain.delivery.GoodsReturn;
import io.plumbline.domain.delivery.GoodsReturns;
import io.plumbline.domain.delivery.Ledger;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.delivery.Turns;
import io.plumbline.domain.feedback.Feedbacks;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.mail.Mails;
import io.plumbline.domain.nonconformity.Attachments;
import io.plumbline.domain.nonconformity.CauseCategories;
import io.plumbline.domain.nonconformity.CauseCategory;
import io.plumbline.domain.nonconformity.Comment;
import io.plumbline.domain.nonconformity.Comments;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Intakes;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Notices;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.Recurrences;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.FollowUps;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Programme;
import io.plumbline.domain.survey.Programme.AcceptanceLimits;
import io.plumbline.domain.survey.Responses;
import io.plumbline.http.Caller;

/** The services on a real server, over the real use cases, whose ports are kept in memory. Who calls stands in a header. */
final class SoapRoom extends ExternalResource {
    static final String NS = SoapService.NAMESPACE;
    static final String PASSWORD = "correct horse";
    /** The roles, and if it matters the login and the site: {@code quality-manager,auditor:kai@KIEL}. */
    private static final String WHO = "X-Role";
    private static final Programme PROGRAMME = new Programme("delivery", Site.MAIN, Duration.ofDays(2), Optional.empty(), Optional.empty(), Optional.empty(),
            Duration.ofDays(30), new BigDecimal("100"), Language.EN, AcceptanceLimits.DEFAULT);

    final Map<Id, Delivery> deliveries = new HashMap<>();
    final Map<Id, Order> orders = new HashMap<>();
    final Map<Id, Customer> customers = new HashMap<>();
    final Map<Id, Contact> contacts = new HashMap<>();
    final Map<Id, Invitation> invitations = new HashMap<>();
    final List<Invitation> askedAgain = new ArrayList<>();
    private final List<FollowUp> rounds = new ArrayList<>();
    final Map<Id, GoodsReturn> returns = new HashMap<>();
    final List<CaseRow> cases = new ArrayList<>();
    final List<ResponseRow> answers = new ArrayList<>();
    /** Cases with their files, and who works on them; each has {@link #PASSWORD}. */
    final KeptCases kept = new KeptCases();
    final Map<String, User> users = new HashMap<>();
    final Map<Id, Extension> extensions = new LinkedHashMap<>();
    final Map<Id, Complaint> complaints = new LinkedHashMap<>();
    final Map<Id, Comment> comments = new LinkedHashMap<>();
    final Map<Id, Mail> mails = new LinkedHashMap<>();
    final Map<Id, Recurrence> recurrences = new LinkedHashMap<>();
    private final Map<Id, Intake> said = new HashMap<>();
    private final Map<Id, CauseCategory> catalogue = new LinkedHashMap<>();
    /** What printing a case comes to. */
    volatile PrintCases.Outcome printed = new PrintCases.Outcome.NotFound();
    private final List<JournalRow> told = new ArrayList<>();
    /** The last call of a list, as the queries saw it. */
    final List<Object> asked = new ArrayList<>();
    /** The documents that the format was given. */
    final List<String> documents = new ArrayList<>();
    /** Reads a document for the room, or finds something wrong with it. */
    volatile DocumentReader reader = (text, connector) -> List.of();
    /** Thrown by the next transaction; null while all is well. */
    volatile RuntimeException broken;
    private SoapDoor door;
    private Server server;
    private int port;

    /** What a document says. */
    interface DocumentReader {
        List<DeliveryFormat.Item> read(String text, String connector) throws DeliveryFormat.Malformed;
    }

    /** Stands for UBL, which has tests of its own. */
    private final class Documents implements DeliveryFormat {
        @Override
        public String mediaType() {
            return "application/xml";
        }

        @Override
        public boolean reads(String fileName) {
            return false;
        }

        @Override
        public List<Item> read(byte[] document, String connector) throws Malformed {
            String text = new String(document, StandardCharsets.UTF_8);
            documents.add(text);
            return reader.read(text, connector);
        }
    }

    private <T> T port(Class<T> port, Map<String, Function<Object[], Object>> methods) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            Function<Object[], Object> known = methods.get(method.getName());
            if (known != null) {
                return known.apply(args);
            }
            if (method.isDefault()) {
                return java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, args);
            }
            Class<?> type = method.getReturnType();
            return type == Optional.class ? Optional.empty() : type == List.class ? List.of()
                    : type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
        }));
    }

    private static <K, V> Object keep(Map<K, V> into, K key, V value) {
        into.put(key, value);
        return null;
    }

    @Override
    protected void before() throws Exception {
        Transactions transactions = new Transactions() {
            @Override
            public <T> T required(Supplier<T> work) {
                if (broken != null) {
                    throw broken;
                }
                return work.get();
            }
        };
        Deliveries keptDeliveries = port(Deliveries.class, Map.of("numbered", a -> new Deliveries.Numbered(List.of(), List.of(), List.of()),
                "byKey", a -> deliveries.values().stream().filter(d -> d.facts().report().source().key().equals(a[0])).findFirst(),
                "byId", a -> Optional.ofNullable(deliveries.get(a[0])),
                "ofOrder", a -> deliveries.values().stream().filter(d -> d.facts().orders().contains(a[0])).toList(),
                "add", a -> keep(deliveries, ((Delivery) a[0]).facts().id(), (Delivery) a[0]),
                "save", a -> keep(deliveries, ((Delivery) a[0]).facts().id(), (Delivery) a[0])));
        Orders keptOrders = port(Orders.class, Map.of(
                "byKey", a -> orders.values().stream().filter(o -> o.facts().key().equals(a[0])).findFirst(),
                "byId", a -> Optional.ofNullable(orders.get(a[0])),
                "add", a -> keep(orders, ((Order) a[0]).facts().id(), (Order) a[0]),
                "save", a -> keep(orders, ((Order) a[0]).facts().id(), (Order) a[0])));
        Customers keptCustomers = port(Customers.class, Map.of(
                "byErpId", a -> customers.values().stream().filter(c -> c.connector().equals(a[0]) && c.company().equals(a[1]) && c.erpId().equals(a[2])).findFirst(),
                "contact", a -> contacts.values().stream().filter(c -> c.customer().equals(a[0]) && c.erpId().equals(a[1])).findFirst(),
                "contactById", a -> Optional.ofNullable(contacts.get(a[0])),
                "add", a -> a[0] instanceof Customer c ? keep(customers, c.id(), c) : keep(contacts, ((Contact) a[0]).id(), (Contact) a[0]),
                "save", a -> a[0] instanceof Customer c ? keep(customers, c.id(), c) : keep(contacts, ((Contact) a[0]).id(), (Contact) a[0])));
        Invitations keptInvitations = port(Invitations.class, Map.of(
                "ofOrder", a -> invitations.values().stream().filter(i -> i.facts().order().equals(a[0])).findFirst(),
                "byId", a -> Optional.ofNullable(invitations.get(a[0])),
                "add", a -> keep(invitations, ((Invitation) a[0]).facts().id(), (Invitation) a[0]),
                "save", a -> keep(invitations, ((Invitation) a[0]).facts().id(), (Invitation) a[0])));
        GoodsReturns keptReturns = port(GoodsReturns.class, Map.of(
                "byKey", a -> returns.values().stream().filter(r -> r.key().equals(a[0])).findFirst(),
                "add", a -> keep(returns, ((GoodsReturn) a[0]).id(), (GoodsReturn) a[0])));
        DeliveryQueries views = port(DeliveryQueries.class, Map.of("one", a -> Optional.ofNullable(deliveries.get(a[1])).map(this::view)));
        SurveyQueries surveys = port(SurveyQueries.class, Map.of(
                "invitation", a -> Optional.ofNullable(invitations.get(a[1])).map(i -> new InvitationView(row(i), List.of(), answers)),
                "responses", this::answerPage, "responsesOfOrder", this::answerPage));
        CaseQueries caseQueries = port(CaseQueries.class, Map.of("list", a -> {
            asked.clear();
            asked.addAll(Arrays.asList(a));
            return new Page<>(cases, cases.isEmpty() ? null : cases.get(cases.size() - 1).number());
        }));
        Organisation ours = new Organisation("Muster GmbH", URI.create("https://quality.example.org"), "q@example.org", "", "", ZoneOffset.UTC, Site.MAIN);
        Organisation.Current organisation = () -> ours;
        Programmes programmes = () -> PROGRAMME;
        Ids ids = new Ids();
        Keys keys = label -> new byte[32];
        WorkQueue queue = port(WorkQueue.class, Map.of());
        Journal journal = port(Journal.class, Map.of());
        Mails mails = port(Mails.class, Map.of());
        Steps steps = new Steps(queue);
        LedgerKeeping ledger = new LedgerKeeping(keptDeliveries, keptInvitations, port(Responses.class, Map.of()), port(Ledger.class, Map.of()));
        DeliveryKeeping keeping = new DeliveryKeeping(steps, journal, keptDeliveries, keptReturns, port(GoodsReceipts.class, Map.of()), port(Turns.class, Map.of()),
                keptOrders, port(Feedbacks.class, Map.of()), ledger, programmes);
        RecordDelivery record = new RecordDelivery(transactions, ids, steps, journal, keptDeliveries, keptReturns, keptOrders, keptCustomers, keeping, ledger, programmes,
                organisation);
        ReceiveDeliveries receive = new ReceiveDeliveries(record, new RecordReceipt(transactions, ids, journal, port(GoodsReceipts.class, Map.of()),
                port(Feedbacks.class, Map.of()), keeping, organisation));
        receive.addFormat(new Documents());
        DecideInvitation decide = new DecideInvitation(transactions, ids, keys, steps, queue, journal, keptOrders, keptDeliveries,
                new Addressees(keptCustomers, port(OptOuts.class, Map.of()), keptInvitations, programmes, organisation), keptInvitations, port(Nonconformities.class, Map.of()), ledger,
                new DropMails(mails, journal), programmes);
        door = new SoapDoor(List.of(new ErpEventsEndpoint(record, receive, new AskForSurvey(transactions, keptOrders, decide),
                new WhatBecame(transactions, keptDeliveries, keptOrders, views, surveys)),
                quality(transactions, ids, new ErpNames(transactions, keptCustomers, keptOrders), caseQueries, surveys, keptDeliveries, keptOrders, keptCustomers, organisation)), path -> ours.link(SoapServices.ROOT + path));
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(new FilterHolder(new Known()), "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder holder = new ServletHolder(door);
        holder.setInitParameter("hide-service-list-page", "true");
        context.addServlet(holder, SoapServices.ROOT + "/*");
        server.setHandler(context);
        server.start();
        port = connector.getLocalPort();
    }

    private QualityEndpoint quality(Transactions transactions, Ids ids, ErpNames names, CaseQueries caseQueries, SurveyQueries surveys, Deliveries deliveries, Orders orders, Customers customers,
            Organisation.Current organisation) {
        for (String login : List.of("pia", "ian", "zoe")) {
            users.put(login, new User.Active(new User.Facts(ids.next(Instant.now()), Site.MAIN, login, login.toUpperCase(Locale.ROOT), null, Set.of(Role.QUALITY_MANAGER), Language.EN,
                    User.Notice.NONE, "hash of " + PASSWORD, 0, Instant.now(), 1)));
        }
        Users people = port(Users.class, Map.of("byLogin", a -> Optional.ofNullable(users.get(a[0])), "active", a -> List.copyOf(users.values()),
                "byId", a -> users.values().stream().filter(u -> u.facts().id().equals(a[0])).findFirst(), "save", a -> keep(users, ((User) a[0]).facts().login(), (User) a[0])));
        PasswordHashes hashes = port(PasswordHashes.class, Map.of("hash", a -> "hash of " + a[0], "matches", a -> a[1].equals("hash of " + a[0])));
        AccessRules rules = new AccessRules(Duration.ofHours(12), Duration.ofHours(1), new LockOut(3, Duration.ofMinutes(15), Duration.ofMinutes(15)), 12, Path.of("unused"));
        Journal journal = port(Journal.class, Map.of("append", a -> {
            Entry e = (Entry) a[0];
            told.add(new JournalRow(null, e.recordedAt(), e.actor().toString(), e.action(), e.objectType(), e.object(), e.version(), e.reason(), e.facts()));
            return null;
        }));
        JournalQueries history = port(JournalQueries.class, Map.of("of", a -> told.stream().filter(row -> ((List<?>) a[0]).contains(row.object())).toList()));
        CaseDesk desk = new CaseDesk(transactions, journal, history, kept, kept);
        Extensions moreTime = port(Extensions.class, Map.of("of", a -> extensions.values().stream().filter(e -> e.action().equals(a[0])).toList(),
                "ofCase", a -> extensions.values().stream().filter(e -> e.nonconformity().equals(a[0])).toList(),
                "add", a -> keep(extensions, ((Extension) a[0]).id(), (Extension) a[0]), "save", a -> keep(extensions, ((Extension) a[0]).id(), (Extension) a[0])));
        Complaints keptComplaints = port(Complaints.class, Map.of("of", a -> complaints.values().stream().filter(c -> a[0].equals(c.facts().nonconformity())).toList(),
                "broughtTo", a -> complaints.values().stream().filter(c -> c.facts().nonconformity() != null && !a[0].equals(c.facts().nonconformity())
                        && a[0].equals(kept.survivor(c.facts().nonconformity()).facts().id()))
                        .map(c -> new Complaints.Brought(c, kept.byId(c.facts().nonconformity()).orElseThrow().facts().number())).toList(),
                "byId", a -> Optional.ofNullable(complaints.get(a[0])),
                "byToken", a -> complaints.values().stream().filter(c -> c.facts().site().equals(a[0]) && c.facts().token().equals(a[1])).findFirst(),
                "add", a -> keep(complaints, ((Complaint) a[0]).facts().id(), (Complaint) a[0]), "save", a -> keep(complaints, ((Complaint) a[0]).facts().id(), (Complaint) a[0])));
        ComplaintQueries complaintRows = port(ComplaintQueries.class, Map.of("one", a -> Optional.ofNullable(complaints.get(a[1])).filter(c -> c.facts().site().equals(a[0]))
                .map(c -> new ComplaintRow(c, "Müller & <Söhne>", null, null, c.facts().nonconformity() == null ? null : kept.byId(c.facts().nonconformity()).orElseThrow().facts().number().toString(),
                        null, c.facts().nonconformity() == null || kept.survivor(c.facts().nonconformity()).facts().id().equals(c.facts().nonconformity()) ? null
                                : kept.survivor(c.facts().nonconformity()).facts().number().toString()))));
        Comments keptComments = port(Comments.class, Map.of("of", a -> comments.values().stream().filter(c -> c.nonconformity().equals(a[0])).toList(),
                "byId", a -> Optional.ofNullable(comments.get(a[0])), "add", a -> keep(comments, ((Comment) a[0]).id(), (Comment) a[0]), "save", a -> keep(comments, ((Comment) a[0]).id(), (Comment) a[0])));
        Mails keptMails = port(Mails.class, Map.of("about", a -> mails.values().stream().filter(m -> m.subject().equals(a[0])).toList(),
                "of", a -> mails.values().stream().filter(m -> m.purpose() == a[0] && m.subject().equals(a[1])).findFirst(), "add", a -> keep(mails, ((Mail) a[0]).id(), (Mail) a[0])));
        Steps steps = new Steps(port(WorkQueue.class, Map.of("put", a -> null)));
        Intakes intakes = port(Intakes.class, Map.of("of", a -> Optional.ofNullable(said.get(a[0])), "add", a -> keep(said, ((Intake) a[0]).nonconformity(), (Intake) a[0])));
        Recurrences returns = port(Recurrences.class, Map.of("byId", a -> Optional.ofNullable(recurrences.get(a[0])), "save", a -> keep(recurrences, ((Recurrence) a[0]).id(), (Recurrence) a[0]),
                "after", a -> recurrences.values().stream().filter(r -> r.earlier().equals(a[0])).toList(), "before", a -> recurrences.values().stream().filter(r -> r.later().equals(a[0])).toList()));
        CauseCategories categories = port(CauseCategories.class, Map.of("of", a -> catalogue.values().stream().filter(c -> c.site().equals(a[0])).toList(),
                "add", a -> keep(catalogue, ((CauseCategory) a[0]).id(), (CauseCategory) a[0]), "save", a -> keep(catalogue, ((CauseCategory) a[0]).id(), (CauseCategory) a[0])));
        ReportWork reports = new ReportWork();
        reports.setPrintCases((site, of, login, roles, language, now) -> {
            asked.clear();
            asked.addAll(List.of(site, of.toString(), login, roles, language));
            return printed;
        });
        ReportNonconformity report = new ReportNonconformity(transactions, kept, port(Feedbacks.class, Map.of()), deliveries, orders, customers,
                new CaseFiling(ids, steps, journal, kept, intakes, orders, deliveries, customers));
        Letters letters = port(Letters.class, Map.of("toCustomer", a -> new Letters.Letter((String) a[3], (String) a[4], "<p>" + a[4] + "</p>")));
        CaseCalls calls = new CaseCalls(new ReadCaseFile(transactions, kept, kept, intakes, keptComplaints, moreTime, keptMails, new ListColleagues(transactions, people),
                returns));
        CaseWork work = new CaseWork(calls, report, new MoveCase(desk, ids, kept, kept, port(Attachments.class, Map.of()), moreTime, new CheckPassword(transactions, people, hashes, journal, () -> rules), steps),
                new ProposeRejection(desk, ids, kept), new GradeCase(desk), new AssignCase(desk, people),
                new TellCustomer(desk, customers, keptMails, letters, new Dispatch(transactions, ids, keptMails, journal, null, organisation), steps, organisation));
        CheckEffect effect = new CheckEffect(desk, ids, kept, this::answered, (site, from, to, reader) -> { }, () -> PROGRAMME);
        Invitations onceMore = port(Invitations.class, Map.of("ofOrder", a -> askedAgain.stream().filter(i -> i.facts().order().equals(a[0]) && i.facts().programme().equals(a[1])).findFirst(),
                "add", a -> askedAgain.add((Invitation) a[0])));
        FollowUps followUps = port(FollowUps.class, Map.of("add", a -> rounds.add((FollowUp) a[0])));
        AskAgain again = new AskAgain(desk, transactions, ids, kept, kept, effect, orders, customers, onceMore, port(Responses.class, Map.of()), () -> PROGRAMME, followUps,
                new DecideFollowUp(ids, label -> new byte[32], steps, journal, orders, deliveries, onceMore, kept, followUps,
                        new Addressees(customers, port(OptOuts.class, Map.of()), onceMore, () -> PROGRAMME, organisation), () -> PROGRAMME));
        FollowUpQueries askedOnceMore = (site, number) -> rounds.stream().map(f -> new FollowUpQueries.Round(f, askedAgain.stream().map(i -> new FollowUpQueries.Asked(i.facts().id(),
                i.facts().order(), "SO-1", null, "Müller & <Söhne>", i.state(), null, null, 1, null, null)).toList())).toList();
        FindingWork findings = new FindingWork(calls, new RecordContainment(desk, ids, kept), new FindCause(desk, ids, kept, categories), new FixCriterion(desk, ids, kept),
                effect);
        ActionWork actions = new ActionWork(calls, new PlanAction(desk, ids, kept, people), new CarryOutAction(desk, kept), new ExtendAction(transactions, desk, ids, kept, kept, moreTime));
        CommentWork talk = new CommentWork(calls, new CommentCase(transactions, ids, steps, journal, kept, keptComments, port(Notices.class, Map.of()), people));
        ComplaintWork complaining = new ComplaintWork(new TakeComplaint(transactions, ids, journal, keptComplaints, deliveries, orders, customers, () -> ComplaintDeadlines.DEFAULT, organisation),
                new HandleComplaint(transactions, journal, keptComplaints, kept, report), complaintRows);
        return new QualityEndpoint(new ListWork(names, caseQueries, surveys), work, findings, actions, talk, complaining,
                new RecurrenceWork(calls, new DismissRecurrence(transactions, journal, kept, kept, returns), (site, from, now) -> figures(site, from)),
                new CauseWork(new KeepCatalogue(transactions, ids, journal, categories), new CountCauses(transactions, kept::verified, categories)), reports,
                new FollowUpWork(calls, again, askedOnceMore));
    }

    /** Of this site two closes, of which one came back. */
    private static RecurrenceQueries.Figures figures(Site site, Instant from) {
        int here = site.equals(Site.MAIN) ? 1 : 0;
        return new RecurrenceQueries.Figures(from, 2L * here, Arrays.stream(Recurrence.Window.values()).map(w -> new RecurrenceQueries.InWindow(w, here, here, here, 0)).toList());
    }

    /** About the deliveries that were reported 15 of 30 low answers a year ago and 1 of 40 now; about others 3 of 33 both times. */
    private void answered(Site site, LocalDate from, LocalDate to, Consumer<AnsweredDeliveries.Answered> reader) {
        boolean before = from.isBefore(LocalDate.now(ZoneOffset.UTC).minusDays(300));
        each(before ? 15 : 1, before ? 30 : 40, List.copyOf(deliveries.values()), reader);
        each(3, 33, List.of(), reader);
    }

    private static void each(int low, int all, List<Delivery> of, Consumer<AnsweredDeliveries.Answered> reader) {
        for (int i = 0; i < all; i++) {
            reader.accept(new AnsweredDeliveries.Answered(of.isEmpty() ? new Id("2".repeat(26)) : of.get(0).facts().orders().get(0), new Answer(i < low ? 1 : 5, OptionalInt.empty(), "", false), of));
        }
    }

    @Override
    protected void after() {
        try {
            server.stop();
            door.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Object answerPage(Object[] arguments) {
        asked.clear();
        asked.addAll(Arrays.asList(arguments));
        return new Page<>(answers, answers.isEmpty() ? null : answers.get(answers.size() - 1).id().value());
    }

    private DeliveryView view(Delivery d) {
        DeliveryRow row = new DeliveryRow(d.facts().id(), "erp", "-", "shipment", "1", null, d.state(), null, null, null, null, null, null, List.of(), Line.WAITING, null,
                Instant.now(), Instant.now(), 1);
        List<InvitationRow> of = invitations.values().stream().filter(i -> d.facts().orders().contains(i.facts().order())).map(this::row).toList();
        return new DeliveryView(row, d.facts().report(), null, List.of(), of, List.of(), cases);
    }

    private InvitationRow row(Invitation i) {
        return new InvitationRow(i.facts().id(), "delivery", i.state(), i.facts().order(), "SO-1", null, null, null, "en", null, null, null, null, null, Instant.now(), 1, null);
    }

    static CaseRow caseRow(String number) {
        Instant then = Instant.parse("2026-11-20T09:00:00.123456Z");
        return new CaseRow(new Id("0".repeat(26)), number, "Satisfaction 1 of 5 \u0007", "Reported", Severity.MAJOR, null, "Müller & <Söhne>", null, "SO-1", null, null, then, then, 3);
    }

    static ResponseRow answerRow(Id id) {
        return new ResponseRow(id, "Accepted", new Id("1".repeat(26)), new Id("2".repeat(26)), "SO-1", null, "Müller", 1, null, "klemmt ]]> \u0000", true, "de",
                Instant.parse("2026-11-20T09:00:00Z"), null, "NC-MAIN-2026-0001", 1, null);
    }

    String at(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(at(path))).header(WHO, "erp").build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String path, String role, String type, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(at(path))).header(WHO, role).POST(BodyPublishers.ofByteArray(body)).timeout(Duration.ofSeconds(30));
        if (type != null) {
            request.header("Content-Type", type);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String envelope) throws Exception {
        return send("/soap/v1/ErpEvents", "erp", "text/xml; charset=utf-8", envelope.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> call(String operation) throws Exception {
        return post(envelope(operation));
    }

    static String envelope(String operation) {
        return "<e:Envelope xmlns:e=\"" + Envelope.SOAP + "\"><e:Body>" + operation + "</e:Body></e:Envelope>";
    }

    static String cancellation(String doc) {
        return "<cancelDelivery xmlns=\"" + NS + "\"><source><docType>shipment</docType><docId>" + doc + "</docId></source></cancelDelivery>";
    }

    /** A client over HTTP. */
    <T> T client(Class<T> service, String role) {
        JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
        factory.setServiceClass(service);
        factory.setAddress(at("/soap/v1/" + service.getSimpleName()));
        T client = service.cast(factory.create());
        ClientProxy.getClient(client).getRequestContext().put(Message.PROTOCOL_HEADERS, new HashMap<>(Map.of(WHO, List.of(role))));
        return client;
    }

    /** Stands for the guard. */
    private static final class Known implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
            String[] who = ((HttpServletRequest) request).getHeader(WHO).split("[:@]");
            request.setAttribute(Caller.ATTRIBUTE, new Caller(new Id("0".repeat(26)), who[who.length == 1 ? 0 : 1], "", Arrays.stream(who[0].split(",")).map(code -> Role.of(code).orElseThrow()).collect(Collectors.toSet()),
                    who.length < 3 ? Site.MAIN : new Site(who[2]), Language.EN, "", Caller.Via.BASIC));
            chain.doFilter(request, response);
        }
    }
}
