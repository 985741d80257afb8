package io.plumbline.itests.faults;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What Plumbline acknowledged, as the clients wrote it down: what is in here has to be there, whatever happened since. */
final class ClientLog {
    private final Set<String> delivered = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> cancelled = new ConcurrentHashMap<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> objected = new ConcurrentHashMap<>();
    private final AtomicInteger crashesWhileSending = new AtomicInteger();

    void delivered(String document) {
        delivered.add(document);
    }

    void cancelled(String document, Instant acknowledged) {
        cancelled.putIfAbsent(document, acknowledged);
    }

    /** @param token of the survey that was answered */
    void answered(String token) {
        answered.add(token);
    }

    void objected(String address, Instant acknowledged) {
        objected.putIfAbsent(address, acknowledged);
    }

    /** Plumbline was killed after a mail server had a mail and before Plumbline can have noted that. */
    void crashedWhileSending() {
        crashesWhileSending.incrementAndGet();
    }

    Set<String> delivered() {
        return Set.copyOf(delivered);
    }

    Map<String, Instant> cancelled() {
        return Map.copyOf(cancelled);
    }

    Set<String> answered() {
        return Set.copyOf(answered);
    }

    Map<String, Instant> objected() {
        return Map.copyOf(objected);
    }

    int crashesWhileSending() {
        return crashesWhileSending.get();
    }
}
