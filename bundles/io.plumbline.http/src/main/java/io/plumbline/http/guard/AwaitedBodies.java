package io.plumbline.http.guard;

import java.util.HashMap;
import java.util.Map;

/**
 * The bodies that are on their way and keep a thread of the server waiting. They may not take all threads: without a bound, a few hundred clients that send a byte now and
 * then would be served, and nobody else. What is there already when it is looked for waits for nobody and is not counted.
 */
final class AwaitedBodies {
    /** Of the 200 threads that the server has, so that the others stay for whoever is quick. */
    static final int MOST = 120;
    /** Of one address. */
    static final int MOST_OF_ONE = 60;

    private final Map<String, Integer> ofOne = new HashMap<>();
    private int all;

    /** Whether one more of this address may be waited for; whoever gets a yes says when it is over. */
    synchronized boolean begin(String client) {
        int of = ofOne.getOrDefault(client, 0);
        if (all == MOST || of == MOST_OF_ONE) {
            return false;
        }
        ofOne.put(client, of + 1);
        all++;
        return true;
    }

    synchronized void end(String client) {
        ofOne.computeIfPresent(client, (c, n) -> n == 1 ? null : n - 1);
        all--;
    }
}
