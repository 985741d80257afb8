package io.plumbline.application.action;

import java.time.Instant;
import java.util.List;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.NotAsked;

/** What became of asking once more, for reading. */
public interface FollowUpQueries {
    /** The rounds of the case, oldest first; none where the site has no such case. */
    List<Round> of(Site site, CaseNumber number);

    /** @param asked each customer of the round, in the order of their invitations */
    record Round(FollowUp followUp, List<Asked> asked) {
        public Round {
            asked = List.copyOf(asked);
        }

        /** To whom a mail left. */
        public long sent() {
            return asked.stream().filter(a -> a.sentAt() != null).count();
        }

        public long answered() {
            return asked.stream().filter(a -> a.after() != null).count();
        }

        /** Those who answered 4 or 5 of 5. */
        public long satisfied() {
            return asked.stream().filter(a -> a.after() != null && a.after() >= 4).count();
        }

        /** Those who answered higher than before, among those who had answered before. */
        public long better() {
            return asked.stream().filter(a -> a.after() != null && a.before() != null && a.after() > a.before()).count();
        }
    }

    /**
     * @param customerName null when erased
     * @param state        of the invitation
     * @param why          they were not asked after all, or null
     * @param sentAt       or null
     * @param before       satisfaction as they first answered about the order, 1 to 5, or null
     * @param after        satisfaction as they answer now, the answer that counts, or null
     * @param caseNumber   of the case that the new answer filed, or null
     */
    record Asked(Id invitation, Id order, String orderNumber, Id customer, String customerName, String state, NotAsked why, Instant sentAt, Integer before, Integer after,
            String caseNumber) {
    }
}
