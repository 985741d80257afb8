package io.plumbline.application.complaint;

import io.plumbline.domain.complaint.ComplaintDeadlines;

/** What holds for complaints that come in, as configured at this moment. */
public interface ComplaintRules {
    ComplaintDeadlines deadlines();
}
