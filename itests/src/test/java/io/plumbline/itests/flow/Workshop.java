package io.plumbline.itests.flow;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.apache.derby.jdbc.EmbeddedDataSource;

import io.plumbline.application.Ids;
import io.plumbline.application.Keys;
import io.plumbline.application.MakeSteps;
import io.plumbline.application.Organisation;
import io.plumbline.application.Steps;
import io.plumbline.application.delivery.DeliveryKeeping;
import io.plumbline.application.delivery.LedgerKeeping;
import io.plumbline.application.delivery.PullDeliveries;
import io.plumbline.application.delivery.RecordDelivery;
import io.plumbline.application.delivery.RecordReceipt;
import io.plumbline.application.delivery.SetAside;
import io.plumbline.application.mail.Dispatch;
import io.plumbline.application.mail.DropMails;
import io.plumbline.application.mail.Letters;
import io.plumbline.application.mail.MailTransport;
import io.plumbline.application.nonconformity.CaseFiling;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseDesk;
import io.plumbline.application.nonconformity.FileFeedback;
import io.plumbline.application.nonconformity.FileNonconformity;
import io.plumbline.application.nonconformity.FindRecurrences;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.application.nonconformity.SendLetter;
import io.plumbline.application.nonconformity.TellCustomer;
import io.plumbline.application.nonconformity.WriteOrderNotes;
import io.plumbline.application.survey.Addressees;
import io.plumbline.application.survey.AnswerSurvey;
import io.plumbline.application.survey.AskForSurvey;
import io.plumbline.application.survey.DecideFollowUp;
import io.plumbline.application.survey.DecideInvitation;
import io.plumbline.application.survey.ExpireInvitation;
import io.plumbline.application.survey.Programmes;
import io.plumbline.application.survey.SendInvitation;
import io.plumbline.application.survey.Unsubscribe;
import io.plumbline.application.webhook.WriteWebhooks;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Programme;
import io.plumbline.domain.survey.Programme.AcceptanceLimits;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.store.Store;
import io.plumbline.store.query.SqlJournalQueries;

/** The use cases over a real database in memory, put together by hand, with a post office that can be out of order. */
public final class Workshop {
    private static final Pattern LINK = Pattern.compile("/s/([A-Za-z0-9_-]{22})");

    /** Asks about everything at once, whatever its age. */
    public static final Programme ASK_ALL = new Programme("delivery", Site.MAIN, Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(),
            Duration.ofDays(30), new BigDecimal("100"), Language.EN, AcceptanceLimits.DEFAULT);

    /** Keeps what is sent, unless told that something is wrong with it. */
    public static final class PostOffice implements MailTransport {
        public final List<Envelope> sent = new ArrayList<>();
        public MailFault.Kind fault;
        /** Takes the mail, and hangs up before it says so. */
        public boolean hangsUp;

        @Override
        public boolean configured() {
            return true;
        }

        @Override
        public void send(Envelope envelope) throws MailFault {
            if (fault != null) {
                throw new MailFault(fault, "the post office is out of order", null);
            }
            sent.add(envelope);
            if (hangsUp) {
                throw new MailFault(MailFault.Kind.TEMPORARY, "the connection to the mail server broke", null);
            }
        }

        /** The secret in the newest mail's link. */
        public SurveyToken token() {
            return token(sent.size() - 1);
        }

        /** The secret in the link of the mail at this place, 0 for the oldest. */
        public SurveyToken token(int place) {
            Matcher m = LINK.matcher(sent.get(place).text());
            if (!m.find()) {
                throw new AssertionError("no link in the mail");
            }
            return SurveyToken.from(m.group(1)).orElseThrow();
        }
    }

    private static EmbeddedDataSource shared;

    public final DataSource database;
    public final Store store;
    public final PostOffice post = new PostOffice();
    public final RecordDelivery record;
    public final RecordReceipt receipts;
    public final ReportNonconformity reports;
    public final AnswerSurvey survey;
    public final Unsubscribe unsubscribe;
    public final AskForSurvey ask;
    public final DecideFollowUp followUps;
    public final MakeSteps steps;
    public final PullDeliveries pull;
    public final TellCustomer tell;
    /** What follows from events. */
    public final Steps follow;
    public final WriteOrderNotes notes;

    /** With an empty database of its own; the workshop before it loses its own. */
    public Workshop(Programme programme) {
        this(programme, emptied());
    }

    public Workshop(Programme programme, DataSource database) {
        this.database = database;
        Keys keys = label -> java.util.Arrays.copyOf(("a key for tests " + label + "................").getBytes(StandardCharsets.US_ASCII), 32);
        store = Store.open(database, keys);
        Organisation ours = new Organisation("Test Ltd", URI.create("https://quality.test.example"), "quality@test.example", "", "", ZoneId.of("Europe/Berlin"),
                Site.MAIN);
        Organisation.Current organisation = () -> ours;
        Programmes programmes = () -> programme;
        Ids ids = new Ids();
        follow = new Steps(store.workQueue(), new WriteWebhooks(store.webhooks(), store.webhookMessages(), store.workQueue(), ids, store.responses(),
                store.invitations(), store.orders(), store.nonconformities(), organisation));
        LedgerKeeping ledger = new LedgerKeeping(store.deliveries(), store.invitations(), store.responses(), store.ledger());
        DropMails dropMails = new DropMails(store.mails(), store.journal());
        Dispatch dispatch = new Dispatch(store.transactions(), ids, store.mails(), store.journal(), post, organisation);
        DeliveryKeeping keeping = new DeliveryKeeping(follow, store.journal(), store.deliveries(), store.goodsReturns(), store.goodsReceipts(), store.turns(),
                store.orders(), store.feedbacks(), ledger, programmes);
        record = new RecordDelivery(store.transactions(), ids, follow, store.journal(), store.deliveries(), store.goodsReturns(), store.orders(),
                store.customers(), keeping, ledger, programmes, organisation);
        receipts = new RecordReceipt(store.transactions(), ids, store.journal(), store.goodsReceipts(), store.feedbacks(), keeping, organisation);
        Addressees addressees = new Addressees(store.customers(), store.optOuts(), store.invitations(), programmes, organisation);
        DecideInvitation decide = new DecideInvitation(store.transactions(), ids, keys, follow, store.workQueue(), store.journal(), store.orders(),
                store.deliveries(), addressees, store.invitations(), store.nonconformities(), ledger, dropMails, programmes);
        followUps = new DecideFollowUp(ids, keys, follow, store.journal(), store.orders(), store.deliveries(), store.invitations(), store.nonconformities(), store.followUps(), addressees,
                programmes);
        ask = new AskForSurvey(store.transactions(), store.orders(), decide);
        SendInvitation send = new SendInvitation(store.transactions(), keys, follow, store.workQueue(), store.journal(), store.invitations(), store.orders(),
                store.deliveries(), store.customers(), decide, followUps, store.followUps(), ledger, new PlainLetters(), dispatch, dropMails, programmes, organisation);
        ExpireInvitation expire = new ExpireInvitation(store.transactions(), store.workQueue(), store.journal(), store.invitations(), ledger);
        FileNonconformity file = new FileNonconformity(store.transactions(), ids, follow, store.workQueue(), store.journal(), store.responses(),
                store.invitations(), store.orders(), store.deliveries(), store.customers(), store.nonconformities(), programmes);
        CaseFiling filing = new CaseFiling(ids, follow, store.journal(), store.nonconformities(), store.intakes(), store.orders(), store.deliveries(), store.customers());
        FileFeedback fileFeedback = new FileFeedback(store.transactions(), store.workQueue(), store.feedbacks(), store.deliveries(), store.nonconformities(), filing);
        reports = new ReportNonconformity(store.transactions(), store.nonconformities(), store.feedbacks(), store.deliveries(), store.orders(), store.customers(), filing);
        survey = new AnswerSurvey(store.transactions(), ids, follow, store.journal(), store.invitations(), store.responses(), store.orders(), store.deliveries(),
                ledger, store.followUps(), store.nonconformities(), store.notices(), programmes, organisation);
        unsubscribe = new Unsubscribe(store.transactions(), store.workQueue(), store.journal(), store.invitations(), store.customers(), store.optOuts(), ledger,
                dropMails);
        notes = new WriteOrderNotes(store.transactions(), ids, store.workQueue(), store.journal(), store.nonconformities(), store.orders(), store.orderNotes(),
                store.streams(), programmes, organisation);
        steps = new MakeSteps(store.workQueue(), store.transactions(), List.of(decide, send, expire, file, fileFeedback, notes,
                new FindRecurrences(store.transactions(), ids, follow, store.workQueue(), store.journal(), store.nonconformities(), store.caseFiles(), store.intakes(), store.recurrences(),
                        store.notices()),
                new SendLetter(store.transactions(), store.workQueue(), store.mails(), store.customers(), dispatch, store.journal())));
        tell = new TellCustomer(new CaseDesk(store.transactions(), store.journal(), new SqlJournalQueries(store.sql()), store.nonconformities(), store.caseFiles()), store.customers(),
                store.mails(), new PlainLetters(), dispatch, follow, organisation);
        pull = new PullDeliveries(store.transactions(), store.streams(), record, new SetAside(store.quarantine(), ids, organisation),
                report -> report.source().toString());
    }

    /** One database for all, laid out once and emptied for each: laying it out takes longer than most tests. */
    private static synchronized DataSource emptied() {
        if (shared == null) {
            shared = new EmbeddedDataSource();
            shared.setDatabaseName("memory:workshop");
            shared.setCreateDatabase("create");
            return shared;
        }
        try (Connection c = shared.getConnection(); var statement = c.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = c.getMetaData().getTables(null, "APP", "%", new String[] {"TABLE"})) {
                while (rows.next()) {
                    tables.add(rows.getString("TABLE_NAME"));
                }
            }
            tables.removeIf(t -> t.startsWith("DATABASECHANGELOG") || t.equals("SITE") || t.equals("JOURNAL_HEAD") || t.equals("DOCUMENT_TURN"));
            statement.executeUpdate("update journal_head set entries = 0, chain_hash = ''");
            while (!tables.isEmpty()) {
                int before = tables.size();
                tables.removeIf(table -> emptied(statement, table));
                if (tables.size() == before) {
                    throw new AssertionError("tables that cannot be emptied: " + tables);
                }
            }
            return shared;
        } catch (SQLException e) {
            throw new AssertionError("the database cannot be emptied", e);
        }
    }

    /** False while rows of another table refer to it. */
    private static boolean emptied(Statement statement, String table) {
        try {
            statement.executeUpdate("delete from " + table);
            return true;
        } catch (SQLException e) {
            if ("23503".equals(e.getSQLState())) {
                return false;
            }
            throw new AssertionError(table, e);
        }
    }

    public RecordDelivery.Outcome report(DeliveredOrder report, Instant now) {
        return record.record(report, Actor.connector(report.source().connector()), now);
    }

    /** Makes every step that is due, also those that others lead to, until nothing more is due. */
    public void work(Instant now) {
        int made;
        do {
            made = 0;
            for (Command.Kind kind : List.of(Command.Kind.DECIDE_INVITATION, Command.Kind.SEND_INVITATION, Command.Kind.EXPIRE_INVITATION,
                    Command.Kind.FILE_NONCONFORMITY, Command.Kind.FILE_FEEDBACK, Command.Kind.FIND_RECURRENCES, Command.Kind.WRITE_ORDER_NOTES, Command.Kind.SEND_LETTER)) {
                made += steps.run(kind, 100, now);
            }
        } while (made > 0);
    }

    /** The first column of every row, as text. */
    public List<String> sql(String query) {
        try (Connection c = database.getConnection(); var statement = c.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** For mails of other use cases than those here. */
    static Letters letters() {
        return new PlainLetters();
    }

    /** Letters without a template: what matters here is that the link is in them. */
    private static final class PlainLetters implements Letters {
        @Override
        public Letter invitation(Invitation data) {
            UnaryOperator<String> html = text -> "<p>" + text + "</p>";
            String text = (data.followUp() == null ? "" : "Once more: " + data.followUp() + " ") + "Order " + data.orderNumber() + ": " + LINK + " or never again: " + UNSUBSCRIBE;
            return new Letter("How was it?", text, html.apply(text));
        }

        @Override
        public Letter caseNotice(Language language, String organisation, String readerName, CaseQueries.CaseRow found, String caseUrl) {
            return new Letter(found.number(), caseUrl, caseUrl);
        }

        @Override
        public Letter digest(Language language, String organisation, String readerName, List<CaseQueries.CaseRow> found, List<Owed> owed, String inboxUrl) {
            return new Letter("digest " + found.size() + " " + owed.stream().map(o -> o.what() + (o.overdue() ? " overdue" : " soon")).toList(), inboxUrl, inboxUrl);
        }

        @Override
        public Letter colleague(Colleague data) {
            return new Letter(data.kind() + " " + data.found().number(), data.about() + " " + data.url(), data.url());
        }

        @Override
        public Letter toCustomer(Language language, String organisation, String imprint, String title, String text) {
            return new Letter(title, text, text);
        }
    }
}
