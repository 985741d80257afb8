package io.plumbline.application;

import java.util.Collection;
import java.util.stream.Collectors;

import org.slf4j.MDC;

import io.plumbline.domain.Id;

/**
 * The correlation id of the flow: which order the work on this thread is about. While a trace is open, each log line of the thread
 * carries the order's {@link Id} as {@code order}, so that all that ever happened to an order can be found by it, from the ERP's
 * document to the case.
 */
public final class OrderTrace {
    private static final String KEY = "order";
    private final String outer;

    private OrderTrace(String outer) {
        this.outer = outer;
    }

    /** Begins work whose order will be told; what is known already goes on to hold until then. To be ended in a {@code finally}. */
    public static OrderTrace begun() {
        return new OrderTrace(MDC.get(KEY));
    }

    /** The work on this thread is about this order; until the trace that was begun last ends. */
    public static void is(Id order) {
        MDC.put(KEY, order.value());
    }

    /** As {@link #is}; one delivery may serve several orders, which are told in their order with blanks between. */
    public static void are(Collection<Id> orders) {
        MDC.put(KEY, orders.stream().map(Id::value).collect(Collectors.joining(" ")));
    }

    /** What {@link #is} or {@link #are} told, or null. */
    static String current() {
        return MDC.get(KEY);
    }

    /** Does {@code work} as part of what happened to {@code orders}, which may be null. */
    static void during(String orders, Runnable work) {
        OrderTrace trace = begun();
        try {
            put(orders);
            work.run();
        } finally {
            trace.end();
        }
    }

    public void end() {
        put(outer);
    }

    private static void put(String orders) {
        if (orders == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, orders);
        }
    }
}
