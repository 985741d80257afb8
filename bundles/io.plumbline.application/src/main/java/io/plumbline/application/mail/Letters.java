package io.plumbline.application.mail;

import java.time.LocalDate;
import java.util.List;

import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.nonconformity.Notice;
import io.plumbline.domain.nonconformity.Recurrence.Because;
import io.plumbline.domain.survey.Language;

/** The texts of mails, in the reader's language, as text and as HTML. */
public interface Letters {
    /** Stands for the customer's link until the very moment of sending, so that no stored copy holds the secret. */
    String LINK = "https://plumbline.invalid/s/link";
    /** Likewise for the link that unsubscribes. */
    String UNSUBSCRIBE = "https://plumbline.invalid/u/link";

    Letter invitation(Invitation data);

    /** To a quality manager, about one case. */
    Letter caseNotice(Language language, String organisation, String readerName, CaseRow found, String caseUrl);

    /** To a quality manager, about the cases since the last digest and the reader's own actions that are overdue or due within a week. One of the two may be empty. */
    Letter digest(Language language, String organisation, String readerName, List<CaseRow> found, List<Owed> owed, String inboxUrl);

    /**
     * An action of the reader.
     *
     * @param number of its case
     * @param what   is to be done
     */
    record Owed(String number, String what, LocalDate due, boolean overdue) {
    }

    /** To somebody of the staff, about a comment, an action, a recurrence or the answer of a customer who was asked once more. */
    Letter colleague(Colleague data);

    /**
     * @param found the case; of a recurrence the later one
     * @param about what the notice is about, of its kind
     */
    record Colleague(Language language, String organisation, String readerName, Notice.Kind kind, CaseRow found, About about, String url) {
    }

    /** What a notice to a colleague tells beside the case. */
    sealed interface About {
        record OfComment(String author) implements About {
        }

        /** @param what is to be done */
        record OfAction(String what, LocalDate due) implements About {
        }

        /**
         * @param earlier number of the case that came back
         * @param days    after its close
         */
        record OfRecurrence(String earlier, String earlierTitle, long days, Because because) implements About {
        }

        /** @param satisfaction 1 to 5 */
        record OfAnswer(int satisfaction) implements About {
        }
    }

    /** To the customer of a case, in words that a person chose. */
    Letter toCustomer(Language language, String organisation, String imprint, String title, String text);

    record Letter(String subject, String text, String html) {
    }

    /**
     * @param organisation who asks
     * @param imprint      the organisation's postal address and such, one line
     * @param contactName  or null
     * @param happened     the day of the delivery, or null
     * @param items        what was delivered, in the customer's words, the first few
     * @param expires      until when it can be answered
     * @param followUp     what the organisation did since, where the customer is asked once more, or empty; null in the ordinary course
     */
    record Invitation(Language language, String organisation, String imprint, String contactName, String orderNumber, String customerReference,
            LocalDate happened, List<String> items, LocalDate expires, String followUp) {
        public Invitation {
            items = List.copyOf(items);
        }
    }
}
