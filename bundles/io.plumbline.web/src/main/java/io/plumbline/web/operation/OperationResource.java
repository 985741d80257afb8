package io.plumbline.web.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.ForbiddenException;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.application.operation.Health;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.application.operation.OperatorOutcome;
import io.plumbline.application.operation.ReplayStep;
import io.plumbline.application.operation.SteerStream;
import io.plumbline.application.operation.VerifyJournal;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.journal.Journal.Verification;
import io.plumbline.domain.mail.Mail;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** How Plumbline runs: what comes in, what waits and why, what is wrong, and what an operator can do about it. */
@Path("/operation")
@RolesAllowed(Allowed.OPERATOR)
@Component(service = OperationResource.class)
public final class OperationResource {
    private static final int MOST_STEPS = 25;
    private static final int MOST_MAILS = 50;
    private static final int MOST_RECORDS = 10;

    /**
     * A stream with the word for how it fares.
     *
     * @param status {@code ok}, {@code failing}, {@code paused} or {@code new}
     */
    record Stream(Streams.State of, String status) {
    }

    private final Pages pages;
    private final Transactions transactions;
    private final OperationQueries queries;
    private final Streams streams;
    private final Quarantine quarantine;
    private final Health health;
    private final ConfigurationProblems problems;
    private final SteerStream steer;
    private final ReplayStep replay;
    private final VerifyJournal verify;
    private final String version;

    @Activate
    public OperationResource(BundleContext bundle, @Reference Pages pages, @Reference Transactions transactions, @Reference OperationQueries queries,
            @Reference Streams streams, @Reference Quarantine quarantine, @Reference Health health, @Reference ConfigurationProblems problems,
            @Reference SteerStream steer, @Reference ReplayStep replay, @Reference VerifyJournal verify) {
        this(bundle.getBundle().getVersion().toString(), pages, transactions, queries, streams, quarantine, health, problems, steer, replay, verify);
    }

    public OperationResource(String version, Pages pages, Transactions transactions, OperationQueries queries, Streams streams, Quarantine quarantine,
            Health health, ConfigurationProblems problems, SteerStream steer, ReplayStep replay, VerifyJournal verify) {
        this.pages = pages;
        this.transactions = transactions;
        this.queries = queries;
        this.streams = streams;
        this.quarantine = quarantine;
        this.health = health;
        this.problems = problems;
        this.steer = steer;
        this.replay = replay;
        this.verify = verify;
        this.version = version;
    }

    @GET
    public Response show(@Context HttpServletRequest request) {
        return overview(pages.visit(request), null);
    }

    private Response overview(Visit visit, Verification verification) {
        List<OperationQueries.Queue> queues = queries.queues(visit.now());
        List<OperationQueries.Step> stuck = new ArrayList<>();
        queues.stream().filter(q -> q.parked() + q.failing() > 0).forEach(q -> queries.steps(q.kind(), MOST_STEPS).stream()
                .filter(s -> s.parked() || s.lastError() != null).forEach(stuck::add));
        List<Mail> mails = queries.unsentMails(MOST_MAILS);
        return visit.with("health", health.report(visit.now())).with("streams", transactions.required(streams::all).stream().map(OperationResource::stream).toList())
                .with("queues", queues).with("stuck", stuck).with("mails", mails).with("records", transactions.required(() -> quarantine.all(MOST_RECORDS)))
                .with("recordCount", transactions.required(quarantine::count)).with("configuration", problems.all())
                .with("unnumbered", queries.unnumberedJournalEntries()).with("verification", verification).with("version", version)
                .with("database", queries.database()).with("deliveries", queries.deliveries()).show("operation/overview");
    }

    private static Stream stream(Streams.State s) {
        return new Stream(s, s.paused() ? "paused" : s.lastError() != null ? "failing" : s.lastReadAt() == null ? "new" : "ok");
    }

    @POST
    @Path("streams/{name}/pause")
    public Response pause(@Context HttpServletRequest request, @PathParam("name") String name) {
        Visit visit = pages.visit(request);
        return done(steer.pause(visit.caller().user(), name, visit.now()), "/operation?done=stream-paused#streams");
    }

    @POST
    @Path("streams/{name}/resume")
    public Response resume(@Context HttpServletRequest request, @PathParam("name") String name) {
        Visit visit = pages.visit(request);
        return done(steer.resume(visit.caller().user(), name, visit.now()), "/operation?done=stream-resumed#streams");
    }

    /** Asks first. */
    @GET
    @Path("streams/{name}/reset")
    public Response askToReset(@Context HttpServletRequest request, @PathParam("name") String name) {
        if (transactions.required(streams::all).stream().noneMatch(s -> s.name().equals(name))) {
            throw new NotFoundException();
        }
        return pages.visit(request).with("stream", name).show("operation/reset");
    }

    @POST
    @Path("streams/{name}/reset")
    public Response reset(@Context HttpServletRequest request, @PathParam("name") String name) {
        Visit visit = pages.visit(request);
        return done(steer.reset(visit.caller().user(), name, visit.now()), "/operation?done=stream-reset#streams");
    }

    @POST
    @Path("steps/{kind}/{subject}/replay")
    public Response replay(@Context HttpServletRequest request, @PathParam("kind") String kindName, @PathParam("subject") String subject) {
        Visit visit = pages.visit(request);
        Optional<Command.Kind> kind = Arrays.stream(Command.Kind.values()).filter(k -> k.name().equals(kindName)).findFirst();
        if (kind.isEmpty() || !Id.isOne(subject)) {
            throw new NotFoundException();
        }
        return done(replay.replay(visit.caller().user(), kind.get(), new Id(subject), visit.now()), "/operation?done=step-replayed#queues");
    }

    @POST
    @Path("journal/verify")
    public Response verify(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Instant now = visit.now();
        return overview(visit, verify.verify(visit.caller().user(), now).orElseThrow(ForbiddenException::new));
    }

    static Response done(OperatorOutcome outcome, String next) {
        return switch (outcome) {
            case DONE -> Visit.goTo(next);
            case NOT_AN_OPERATOR -> throw new ForbiddenException();
            case NOT_THERE -> throw new NotFoundException();
        };
    }
}
