package io.plumbline.application.action;

import java.time.LocalDate;
import java.util.List;

import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;

/** Actions that somebody still has to do. */
public interface WaitingActions {
    /** Those of open cases' present cycles at the site that are due by this day, the day included; longest due first. */
    List<CorrectiveAction> due(Site site, LocalDate until);
}
