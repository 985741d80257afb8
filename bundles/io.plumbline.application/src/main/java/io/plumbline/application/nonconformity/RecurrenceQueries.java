package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.List;

import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.Recurrence;

/** How often what was closed as effective came back, for reading. */
public interface RecurrenceQueries {
    /** How far back closes are counted unless told otherwise, in days: so that even the longest window has closes that are through with it. */
    int USUAL_DAYS = 730;

    /**
     * Of the closes of the site from a moment on. A case that was reopened and closed again has two. A dismissed recurrence does not count, nor does one whose later
     * case was rejected.
     *
     * @param from closed at this moment or later
     */
    Figures figures(Site site, Instant from, Instant now);

    /**
     * @param closed  closes as effective
     * @param windows the shortest first
     */
    record Figures(Instant from, long closed, List<InWindow> windows) {
        public Figures {
            windows = List.copyOf(windows);
        }
    }

    /**
     * @param over        closes whose window is over
     * @param cameBack    of those, how many came back within it: a final figure
     * @param running     closes whose window is not over yet
     * @param cameBackYet of those, how many came back so far: it can only grow
     */
    record InWindow(Recurrence.Window window, long over, long cameBack, long running, long cameBackYet) {
    }
}
