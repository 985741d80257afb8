package io.plumbline.store;

import java.sql.SQLException;

import javax.sql.DataSource;

import io.plumbline.application.Keys;
import io.plumbline.application.Transactions;
import io.plumbline.domain.access.Calls;
import io.plumbline.domain.access.Sessions;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.action.Extensions;
import io.plumbline.domain.complaint.Complaints;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.customer.OptOuts;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.GoodsReceipts;
import io.plumbline.domain.delivery.GoodsReturns;
import io.plumbline.domain.delivery.Ledger;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.delivery.Turns;
import io.plumbline.domain.feedback.Feedbacks;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.mail.Mails;
import io.plumbline.domain.nonconformity.Attachments;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.CauseCategories;
import io.plumbline.domain.nonconformity.Comments;
import io.plumbline.domain.nonconformity.Intakes;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Notices;
import io.plumbline.domain.nonconformity.OrderNotes;
import io.plumbline.domain.nonconformity.Recurrences;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.FollowUps;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Responses;
import io.plumbline.domain.webhook.WebhookMessages;
import io.plumbline.domain.webhook.Webhooks;
import liquibase.exception.LiquibaseException;

/** Every port on one database, put together by hand: for tests and tools. In the container Declarative Services do it. */
public final class Store {
    private final Sql sql;
    private final Keys keys;
    private final WorkQueue queue;

    private Store(Sql sql, Keys keys) {
        this.sql = sql;
        this.keys = keys;
        this.queue = new SqlWorkQueue(sql);
    }

    /** Brings the database to the state that this version needs and opens it. */
    public static Store open(DataSource dataSource, Keys keys) {
        try {
            Sql sql = new Sql(dataSource, Schema.migrate(dataSource));
            CaseWords.complete(sql);
            return new Store(sql, keys);
        } catch (SQLException | LiquibaseException e) {
            throw new IllegalStateException("the database cannot be brought to the state that this version needs", e);
        }
    }

    /** For queries beyond the ports. */
    public Sql sql() {
        return sql;
    }

    public Transactions transactions() {
        return new SqlTransactions(sql);
    }

    public Customers customers() {
        return new SqlCustomers(sql, keys);
    }

    public OptOuts optOuts() {
        return new SqlOptOuts(sql, keys);
    }

    public Orders orders() {
        return new SqlOrders(sql);
    }

    public Deliveries deliveries() {
        return new SqlDeliveries(sql);
    }

    public GoodsReturns goodsReturns() {
        return new SqlGoodsReturns(sql);
    }

    public GoodsReceipts goodsReceipts() {
        return new SqlGoodsReceipts(sql);
    }

    public Turns turns() {
        return new SqlTurns(sql);
    }

    public Feedbacks feedbacks() {
        return new SqlFeedbacks(sql);
    }

    public Ledger ledger() {
        return new SqlLedger(sql);
    }

    public Streams streams() {
        return new SqlStreams(sql);
    }

    public Quarantine quarantine() {
        return new SqlQuarantine(sql);
    }

    public Invitations invitations() {
        return new SqlInvitations(sql, keys);
    }

    public FollowUps followUps() {
        return new SqlFollowUps(sql);
    }

    public Responses responses() {
        return new SqlResponses(sql);
    }

    public Nonconformities nonconformities() {
        return new SqlNonconformities(sql);
    }

    public OrderNotes orderNotes() {
        return new SqlOrderNotes(sql);
    }

    public CauseCategories causeCategories() {
        return new SqlCauseCategories(sql);
    }

    public CaseFiles caseFiles() {
        return new SqlCaseFiles(sql);
    }

    public Complaints complaints() {
        return new SqlComplaints(sql);
    }

    public Intakes intakes() {
        return new SqlIntakes(sql);
    }

    public Recurrences recurrences() {
        return new SqlRecurrences(sql);
    }

    public Extensions extensions() {
        return new SqlExtensions(sql);
    }

    public Attachments attachments() {
        return new SqlAttachments(sql);
    }

    public Comments comments() {
        return new SqlComments(sql);
    }

    public Notices notices() {
        return new SqlNotices(sql);
    }

    public Mails mails() {
        return new SqlMails(sql);
    }

    public Webhooks webhooks() {
        return new SqlWebhooks(sql);
    }

    public WebhookMessages webhookMessages() {
        return new SqlWebhookMessages(sql);
    }

    public WorkQueue workQueue() {
        return queue;
    }

    public Journal journal() {
        return new SqlJournal(sql);
    }

    public Users users() {
        return new SqlUsers(sql);
    }

    public Sessions sessions() {
        return new SqlSessions(sql);
    }

    public Calls calls() {
        return new SqlCalls(sql);
    }
}
