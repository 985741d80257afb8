package io.plumbline.application;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;

/**
 * Makes the steps of a queue that are due. What cannot be made waits longer with each try, from {@link #FIRST_WAIT} doubling up to
 * {@link #LONGEST_WAIT}; after {@link #MOST_ATTEMPTS} tries it is parked for an operator.
 */
@Component(service = MakeSteps.class)
public final class MakeSteps {
    static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    static final Duration LONGEST_WAIT = Duration.ofHours(1);
    /** Tries before a step is set aside: at the waits above, two days. */
    public static final int MOST_ATTEMPTS = 60;
    /** Long enough for a mail server or an endpoint that takes its time. */
    private static final Duration LEASE_OUTSIDE = Duration.ofMinutes(5);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(MakeSteps.class);

    private final WorkQueue queue;
    private final Transactions transactions;
    private final Map<Command.Kind, StepHandler> handlers = new ConcurrentHashMap<>();
    /** Claims that still hold their leases, because the database did not take what became of them. */
    private final Map<Command.Kind, Queue<Claim>> unsaid = new ConcurrentHashMap<>();

    @Activate
    public MakeSteps(@Reference WorkQueue queue, @Reference Transactions transactions) {
        this.queue = queue;
        this.transactions = transactions;
    }

    /** With all handlers that there will be. */
    public MakeSteps(WorkQueue queue, Transactions transactions, List<StepHandler> handlers) {
        this(queue, transactions);
        handlers.forEach(this::addHandler);
    }

    /** They come and go while steps are made, so that one of them that is replaced takes no route of the others away. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addHandler(StepHandler handler) {
        handlers.put(handler.kind(), handler);
    }

    void removeHandler(StepHandler handler) {
        handlers.remove(handler.kind(), handler);
    }

    /**
     * Makes up to {@code most} steps that are due.
     *
     * @return how many were taken up, made or not; fewer than {@code most} says that nothing more is due
     */
    public int run(Command.Kind kind, int most, Instant now) {
        StepHandler handler = handlers.get(kind);
        if (handler == null) {
            return 0;
        }
        // A step that talks to the outside is claimed alone, so that a slow one does not use up the lease of those behind it.
        int size = kind.talksToTheOutside() ? 1 : most;
        giveBack(kind, now);
        int made = 0;
        List<Claim> claims;
        do {
            claims = queue.claim(kind, size, kind.talksToTheOutside() ? LEASE_OUTSIDE : LEASE, now);
            makeAll(handler, claims, now);
            made += claims.size();
        } while (claims.size() == size && made < most);
        return made;
    }

    private void makeAll(StepHandler handler, List<Claim> claims, Instant now) {
        int said = 0;
        try {
            for (Claim claim : claims) {
                make(handler, claim, now);
                said++;
            }
        } finally {
            if (said < claims.size()) {
                unsaid.computeIfAbsent(handler.kind(), k -> new ConcurrentLinkedQueue<>()).addAll(claims.subList(said, claims.size()));
            }
        }
    }

    /** When the database answers again, nobody has to wait for the end of a lease whose holder has given up. */
    private void giveBack(Command.Kind kind, Instant now) {
        Queue<Claim> held = unsaid.getOrDefault(kind, new ConcurrentLinkedQueue<>());
        for (Claim claim = held.peek(); claim != null; claim = held.peek()) {
            Claim next = claim;
            transactions.run(() -> queue.again(next, now, "the database did not take what became of it"));
            held.remove(next);
        }
    }

    private void make(StepHandler handler, Claim claim, Instant now) {
        OrderTrace trace = OrderTrace.begun();
        try {
            handler.make(claim, now);
        } catch (StepHandler.NotNow e) {
            LOG.info("{} {} waits: {}", claim.kind().route(), claim.subject(), e.getMessage());
            transactions.run(() -> {
                if (e.isParked()) {
                    queue.park(claim, now, e.getMessage());
                } else {
                    queue.again(claim, e.again(), e.getMessage());
                }
            });
        } catch (RuntimeException e) {
            LOG.error("{} {} failed at try {}", claim.kind().route(), claim.subject(), claim.attempt(), e);
            String what = e.getClass().getSimpleName();
            transactions.run(() -> {
                if (claim.attempt() >= MOST_ATTEMPTS) {
                    queue.park(claim, now, what);
                } else {
                    queue.again(claim, now.plus(wait(claim.attempt())), what);
                }
            });
        } finally {
            trace.end();
        }
    }

    /** How long to wait after the try of this number, 1 for the first. */
    public static Duration wait(int attempt) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 20));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
