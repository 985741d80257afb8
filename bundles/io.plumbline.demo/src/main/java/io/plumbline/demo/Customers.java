package io.plumbline.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;

import io.plumbline.application.mail.CaughtMails.Caught;
import io.plumbline.application.survey.AnswerSurvey;
import io.plumbline.application.survey.Unsubscribe;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.domain.survey.SuspectRule;

/** Demo customers: they read their mail, and some of them answer, sooner or later. */
final class Customers {
    private static final String[][] HAPPY = {
        {"Alles bestens, gerne wieder.", "All good, will order again."}, {"Schnell und gut verpackt.", "Quick and well packed."},
        {"Wie immer zuverlässig.", "Reliable as ever."}, {"", ""}, {"", ""}, {"Der Fahrer war sehr freundlich.", "The driver was very friendly."}};
    private static final String[][] MIDDLING = {
        {"Ware in Ordnung, aber der Lieferschein fehlte.", "Goods fine, but the delivery note was missing."},
        {"Ein Karton war eingedrückt, Inhalt zum Glück heil.", "One box was dented, contents luckily fine."}, {"", ""},
        {"Das angekündigte Zeitfenster wurde nicht eingehalten.", "Did not arrive in the announced time slot."}};
    private static final String[][] UNHAPPY = {
        {"Drei Auszüge klemmen, so können wir sie nicht verbauen.", "Three of the runners jam, we cannot fit them like this."},
        {"Vier Tage zu spät, unsere Monteure standen auf der Baustelle herum.", "Four days late, our fitters stood idle on site."},
        {"Oberfläche verkratzt, bitte um Ersatz.", "Surface scratched, please replace."},
        {"Falsche Menge geliefert und am Telefon niemanden erreicht.", "Wrong quantity delivered and nobody picked up the phone."},
        {"Die Farbe der Platten weicht deutlich vom Muster ab.", "The colour of the panels is clearly off the sample."}};

    private record Plan(Instant at, String token, Answer answer, Language language, boolean objects) {
    }

    private final Mailbox mailbox;
    private final AnswerSurvey survey;
    private final Unsubscribe unsubscribe;
    private final PriorityQueue<Plan> plans = new PriorityQueue<>(Comparator.comparing(Plan::at));
    private long read;

    Customers(Mailbox mailbox, AnswerSurvey survey, Unsubscribe unsubscribe) {
        this.mailbox = mailbox;
        this.survey = survey;
        this.unsubscribe = unsubscribe;
    }

    /**
     * Reads what came in, and answers what is due.
     *
     * @param willing how many of a hundred answer
     * @param slowest the longest that anybody takes
     */
    void live(Instant now, int willing, Duration slowest) {
        for (Caught mail : mailbox.after(read)) {
            read = mail.number();
            Mailbox.token(mail).ifPresent(token -> consider(token, mail, willing, slowest));
        }
        while (!plans.isEmpty() && !plans.peek().at().isAfter(now)) {
            Plan plan = plans.poll();
            SurveyToken token = SurveyToken.from(plan.token()).orElseThrow();
            if (plan.objects()) {
                unsubscribe.by(token, plan.at());
            } else {
                survey.answer(token, plan.answer(), plan.language(), SuspectRule.Signals.HUMAN, plan.at());
            }
        }
    }

    private void consider(String token, Caught mail, int willing, Duration slowest) {
        Random own = new Random(mail.subject().hashCode() * 31L + mail.to().hashCode());
        int mood = own.nextInt(100);
        boolean german = mail.source().contains("Content-Language: de");
        Instant at = mail.date().plusMillis((long) (slowest.toMillis() * Math.pow(own.nextDouble(), 3)) + 60_000);
        if (own.nextInt(1000) < 8) {
            plans.add(new Plan(at, token, null, null, true));
        } else if (mood < willing) {
            plans.add(new Plan(at, token, answer(own, german), german ? Language.DE : Language.EN, false));
        }
    }

    private static Answer answer(Random own, boolean german) {
        int feeling = own.nextInt(100);
        int satisfaction = feeling < 52 ? 5 : feeling < 78 ? 4 : feeling < 88 ? 3 : feeling < 95 ? 2 : 1;
        int recommendation = Math.max(0, Math.min(10, satisfaction * 2 + own.nextInt(3) - 1));
        List<String[]> words = List.of(satisfaction >= 4 ? HAPPY : satisfaction == 3 ? MIDDLING : UNHAPPY);
        String comment = words.get(own.nextInt(words.size()))[german ? 0 : 1];
        return new Answer(satisfaction, own.nextInt(10) == 0 ? OptionalInt.empty() : OptionalInt.of(recommendation), comment,
                satisfaction <= 2 ? own.nextInt(3) > 0 : own.nextInt(8) == 0);
    }
}
