package io.plumbline.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plumbline.application.mail.CaughtMails.Caught;
import io.plumbline.application.survey.AnswerSurvey;
import io.plumbline.application.survey.Unsubscribe;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.FollowUp;
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

    private static final Pattern ORDER = Pattern.compile("A-\\d{5,9}");
    private static final int MOST_WILLING = 85;
    private static final int UNHAPPY_ALL_THE_SAME = 12;
    private final Moods moods = new Moods();
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
     * @param began   when the history did
     * @param willing how many of a hundred answer; of those whose goods are in {@link Trouble} nearly twice as many do
     * @param slowest the longest that anybody takes
     */
    void live(Instant now, Instant began, int willing, Duration slowest) {
        for (Caught mail : mailbox.after(read)) {
            read = mail.number();
            Mailbox.token(mail).ifPresent(token -> consider(token, mail, Duration.between(began, mail.date()), willing, slowest));
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

    private void consider(String token, Caught mail, Duration sinceItBegan, int willing, Duration slowest) {
        Random own = new Random(mail.subject().hashCode() * 31L + mail.to().hashCode());
        int mood = own.nextInt(100);
        boolean german = mail.source().contains("Content-Language: de");
        Instant at = mail.date().plusMillis((long) (slowest.toMillis() * Math.pow(own.nextDouble(), 3)) + 60_000);
        boolean objects = own.nextInt(1000) < 8;
        Matcher order = ORDER.matcher(mail.subject());
        Optional<Trouble> trouble = order.find() ? Trade.trouble(order.group()) : Optional.empty();
        Optional<Answer> answer = mail.source().contains("Feedback-ID: " + FollowUp.PROGRAMME + ":") ? onceMore(own, german) : trouble.isPresent() ? moods.answer(trouble.get(), sinceItBegan, Math.min(MOST_WILLING, 2 * willing), german)
                : mood < willing ? Optional.of(answer(own, german, moods.unhappyWithoutTrouble())) : Optional.empty();
        if (objects) {
            plans.add(new Plan(at, token, null, null, true));
        } else if (answer.isPresent()) {
            plans.add(new Plan(at, token, answer.get(), german ? Language.DE : Language.EN, false));
        }
    }

    /**
     * Who is unhappy. Nobody draws lots: of each hundred as many are as the trouble with their goods says, or twelve where there is none, so that what
     * was done against it shows in every demo.
     */
    static final class Moods {
        private final int[][] asked = new int[Trouble.values().length][8];
        private final int[][] answered = new int[Trouble.values().length][8];
        private int untroubled;

        Optional<Answer> answer(Trouble trouble, Duration sinceItBegan, int willing, boolean german) {
            int phase = trouble.phase(sinceItBegan);
            if (!next(++asked[trouble.ordinal()][phase], willing)) {
                return Optional.empty();
            }
            int which = ++answered[trouble.ordinal()][phase];
            if (next(which, trouble.low(phase))) {
                return Optional.of(new Answer(1 + which % 2, OptionalInt.of(which % 3), trouble.words(which)[german ? 0 : 1], which % 3 > 0));
            }
            return Optional.of(new Answer(5 - which % 2, OptionalInt.of(8 + which % 3), HAPPY[which % HAPPY.length][german ? 0 : 1], false));
        }

        boolean unhappyWithoutTrouble() {
            return next(++untroubled, UNHAPPY_ALL_THE_SAME);
        }

        /** Whether the n-th is one of those of whom there are so many in a hundred. */
        private static boolean next(int n, int ofHundred) {
            return n * ofHundred / 100 > (n - 1) * ofHundred / 100;
        }
    }

    /** Most have something to say to somebody who comes back to them, and are content. */
    private static Optional<Answer> onceMore(Random own, boolean german) {
        return own.nextInt(100) < 70 ? Optional.of(new Answer(4 + own.nextInt(2), OptionalInt.of(8 + own.nextInt(3)), HAPPY[own.nextInt(HAPPY.length)][german ? 0 : 1], false)) : Optional.empty();
    }

    private static Answer answer(Random own, boolean german, boolean unhappy) {
        int feeling = unhappy ? 88 + own.nextInt(12) : own.nextInt(88);
        int satisfaction = feeling < 52 ? 5 : feeling < 78 ? 4 : feeling < 88 ? 3 : feeling < 95 ? 2 : 1;
        int recommendation = Math.max(0, Math.min(10, satisfaction * 2 + own.nextInt(3) - 1));
        List<String[]> words = List.of(satisfaction >= 4 ? HAPPY : satisfaction == 3 ? MIDDLING : UNHAPPY);
        String comment = words.get(own.nextInt(words.size()))[german ? 0 : 1];
        return new Answer(satisfaction, own.nextInt(10) == 0 ? OptionalInt.empty() : OptionalInt.of(recommendation), comment,
                satisfaction <= 2 ? own.nextInt(3) > 0 : own.nextInt(8) == 0);
    }
}
