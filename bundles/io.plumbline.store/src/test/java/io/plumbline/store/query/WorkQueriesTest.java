package io.plumbline.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.WorkQueries;
import io.plumbline.application.nonconformity.WorkQueries.Proposal;
import io.plumbline.application.nonconformity.WorkQueries.Request;
import io.plumbline.application.nonconformity.WorkQueries.Task;
import io.plumbline.application.nonconformity.WorkQueries.Work;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Plan;
import io.plumbline.domain.nonconformity.RejectionProposal;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.survey.Response;
import io.plumbline.store.Sql;
import io.plumbline.store.SqlCaseFiles;
import io.plumbline.store.SqlExtensions;
import io.plumbline.store.TestDatabase;

@RunWith(Parameterized.class)
public class WorkQueriesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Site NORTH = new Site("NORTH");

    private final TestDatabase database;
    private Scene scene;
    private Sql sql;
    private SqlCaseFiles files;
    private SqlExtensions extensions;
    private WorkQueries work;

    public WorkQueriesTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void anEmptyStore() throws Exception {
        sql = database.emptied().sql();
        scene = new Scene(database.emptied());
        files = new SqlCaseFiles(sql);
        extensions = new SqlExtensions(sql);
        work = new SqlWorkQueries(sql, scene.cases);
    }

    private Nonconformity filed(Site site, String title, String state) {
        Customer customer = scene.customer(site, "C", "Customer of " + title);
        Contact contact = scene.contact(customer, "Udo", "udo@weiss.example");
        Order order = scene.order(customer, "SO " + title);
        Response low = scene.response(new Response.Accepted(scene.said(scene.answered(order, null, contact), 1, OptionalInt.empty(), "")));
        Nonconformity filed = scene.filed(order, null, contact, low, title, Severity.MINOR, Nonconformity.Reported::new);
        sql.change("update nonconformity set state = ? where id = ?", state, filed.facts().id());
        return filed;
    }

    private CorrectiveAction.Planned planned(Nonconformity of, String what, String owner, String by, LocalDate due) {
        CorrectiveAction.Planned action = new CorrectiveAction.Planned(new CorrectiveAction.Facts(scene.id(), of.facts().site(), of.facts().id(), 1, CorrectiveAction.Kind.CORRECTIVE, what,
                owner, due, by, scene.now(), 1));
        files.add(action);
        return action;
    }

    private void done(CorrectiveAction.Planned action) {
        CorrectiveAction.InProgress begun = action.begin(scene.now());
        files.save(begun);
        files.save(begun.done(scene.now()));
    }

    private void criterion(Nonconformity of, String by) {
        files.add(new Plan(scene.id(), of.facts().site(), of.facts().id(), 1, new Criterion(new Stratum(Stratum.Kind.EVERYTHING, ""), 10, 30, DAY.plusDays(60)), by, scene.now(), 1));
    }

    private Work of(String login) {
        return work.of(Site.MAIN, login);
    }

    @Test
    public void ownActionsByDueDateWhileTheyAreOpen() {
        Nonconformity one = filed(Site.MAIN, "one", "Implementing");
        planned(one, "later", "quinn", "peter", DAY.plusDays(5));
        files.save(planned(one, "sooner", "quinn", "peter", DAY).begin(scene.now()));
        done(planned(one, "finished", "quinn", "peter", DAY));
        planned(one, "of another", "peter", "peter", DAY);
        planned(filed(Site.MAIN, "closed", "Merged"), "of a settled case", "quinn", "peter", DAY);
        planned(filed(NORTH, "elsewhere", "Implementing"), "elsewhere", "quinn", "peter", DAY);
        sql.change("update nonconformity set cycle_no = 2 where id = ?", addOld());
        List<Task> actions = of("quinn").actions();
        assertThat(actions).extracting(Task::what).containsExactly("sooner", "later");
        assertThat(actions).extracting(t -> t.of().title()).containsExactly("one", "one");
        assertThat(actions.get(0)).extracting(Task::state, Task::owner, Task::due).containsExactly("InProgress", "quinn", DAY);
        assertThat(of("nobody").actions()).isEmpty();
        assertThat(work.of(new Site("EMPTY"), "quinn")).isEqualTo(new Work(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    private Id addOld() {
        Nonconformity again = filed(Site.MAIN, "again", "Analysed");
        planned(again, "of an earlier cycle", "quinn", "peter", DAY);
        return again.facts().id();
    }

    @Test
    public void whatIsDoneWaitsForSomebodyWhoDidNotDoIt() {
        Nonconformity one = filed(Site.MAIN, "one", "Implementing");
        done(planned(one, "packed", "peter", "quinn", DAY));
        files.save(planned(one, "dropped", "peter", "quinn", DAY).cancel("too dear", "peter", scene.now()));
        done(planned(filed(NORTH, "elsewhere", "Implementing"), "elsewhere", "peter", "quinn", DAY));
        assertThat(of("quinn").toVerify()).extracting(Task::what).containsExactly("packed");
        assertThat(of("quinn").toAccept()).extracting(Task::what).containsExactly("dropped");
        assertThat(of("quinn").decisions()).isEqualTo(2);
        assertThat(of("peter").toVerify()).isEmpty();
        assertThat(of("peter").toAccept()).as("who cancelled it does not accept it").isEmpty();
    }

    @Test
    public void aPlanWaitsForSomebodyWhoPlannedNoneOfItOnceItIsComplete() {
        Nonconformity complete = filed(Site.MAIN, "complete", "Analysed");
        criterion(complete, "peter");
        planned(complete, "pack better", "quinn", "peter", DAY);
        files.save(planned(complete, "dropped", "quinn", "quinn", DAY).cancel("no", "quinn", scene.now()));
        Nonconformity together = filed(Site.MAIN, "together", "Analysed");
        criterion(together, "peter");
        planned(together, "train", "peter", "paula", DAY);
        Nonconformity withoutAction = filed(Site.MAIN, "without action", "Analysed");
        criterion(withoutAction, "peter");
        planned(filed(Site.MAIN, "without criterion", "Analysed"), "x", "peter", "peter", DAY);
        Nonconformity approved = filed(Site.MAIN, "approved", "Planned");
        criterion(approved, "peter");
        planned(approved, "x", "peter", "peter", DAY);
        Nonconformity elsewhere = filed(NORTH, "elsewhere", "Analysed");
        criterion(elsewhere, "peter");
        planned(elsewhere, "x", "peter", "peter", DAY);
        assertThat(of("quinn").toApprove()).extracting(CaseRow::title).containsExactly("together", "complete");
        assertThat(of("paula").toApprove()).extracting(CaseRow::title).containsExactly("complete");
        assertThat(of("peter").toApprove()).isEmpty();
    }

    private Extension asked(CorrectiveAction of) {
        Extension asked = Extension.asked(scene.id(), of.facts(), DAY.plusDays(30), "the boxes come late", of.facts().owner(), scene.now());
        extensions.add(asked);
        return asked;
    }

    @Test
    public void moreTimeWaitsForSomebodyWhoDidNotAskForIt() {
        Nonconformity one = filed(Site.MAIN, "one", "Implementing");
        asked(planned(one, "pack better", "peter", "paula", DAY));
        extensions.save(asked(planned(one, "decided", "peter", "paula", DAY)).decided(Extension.Decision.REFUSED, "quinn", "no", scene.now()));
        CorrectiveAction.Planned finished = planned(one, "finished", "peter", "paula", DAY);
        asked(finished);
        done(finished);
        asked(planned(filed(Site.MAIN, "waits for its proof", "AwaitingEffectiveness"), "x", "peter", "paula", DAY));
        asked(planned(filed(NORTH, "elsewhere", "Implementing"), "elsewhere", "peter", "paula", DAY));
        List<Request> waiting = of("quinn").toDecide();
        assertThat(waiting).singleElement().extracting(Request::wanted, Request::by, Request::reason).containsExactly(DAY.plusDays(30), "peter", "the boxes come late");
        assertThat(waiting.get(0).task()).extracting(Task::what, Task::due, t -> t.of().title()).containsExactly("pack better", DAY, "one");
        assertThat(of("quinn").decisions()).isEqualTo(2); // the finished one waits to be verified
        assertThat(of("peter").toDecide()).as("who asked does not decide").isEmpty();
    }

    @Test
    public void aRejectionWaitsForSomebodyWhoDidNotProposeIt() {
        for (Nonconformity n : List.of(filed(Site.MAIN, "none", "Reported"), filed(Site.MAIN, "gone on", "Analysed"), filed(NORTH, "elsewhere", "Reported"))) {
            files.add(new RejectionProposal(scene.id(), n.facts().site(), n.facts().id(), "no defect", "peter", scene.now()));
        }
        Nonconformity back = filed(Site.MAIN, "taken back", "Reported");
        files.add(new RejectionProposal(scene.id(), Site.MAIN, back.facts().id(), "no defect", "peter", scene.now()));
        files.withdrawRejection(back.facts().id());
        List<Proposal> rejections = of("quinn").rejections();
        assertThat(rejections).extracting(p -> p.of().title()).containsExactly("none");
        assertThat(rejections.get(0)).extracting(Proposal::by, Proposal::reason).containsExactly("peter", "no defect");
        assertThat(of("peter").rejections()).isEmpty();
    }

    @Test
    public void ownCasesThoseThatAreDueFirst() {
        Nonconformity due = filed(Site.MAIN, "due", "Implementing");
        planned(due, "x", "peter", "peter", DAY);
        for (Nonconformity n : List.of(due, filed(Site.MAIN, "new", "Reported"), filed(Site.MAIN, "closed", "Closed"), filed(NORTH, "elsewhere", "Reported"))) {
            sql.change("update nonconformity set owner_login = 'quinn' where id = ?", n.facts().id());
        }
        filed(Site.MAIN, "nobody’s", "Reported");
        assertThat(of("quinn").owned()).extracting(CaseRow::title).containsExactly("due", "new");
    }
}
