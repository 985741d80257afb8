package io.plumbline.application.operation;

import java.time.Instant;
import java.util.List;

/** What runs by itself: each step of the flow, each source and each drop folder is a route of its own. */
public interface Routes {
    /** All routes, by id. */
    List<Route> all();

    /**
     * Pauses a route once what is under way in it has finished. It stays paused until it is resumed or Plumbline is started again.
     *
     * @return whether there is a route of this id
     */
    boolean pause(String id);

    /** Lets a paused route run again. Returns whether there is a route of this id. */
    boolean resume(String id);

    /**
     * @param lastRunAt    when it last did its work to the end, or null; routes that others call do not say
     * @param failingSince when it first failed since it last did its work, or null while all is well
     * @param lastError    kind of the last failure; the log says more; null while all is well
     */
    record Route(String id, State state, Instant lastRunAt, Instant failingSince, String lastError) {
    }

    enum State { RUNNING, PAUSED, STOPPED }
}
