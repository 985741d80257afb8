package io.plumbline.web.nonconformity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.plumbline.application.access.ListColleagues.Colleague;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.Gate.Missing;
import io.plumbline.domain.nonconformity.Gate.Verdict;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Move.Need;

/**
 * A move out of the state that a case is in, as a page offers or explains it.
 *
 * @param main  whether it leads further along the way to closure
 * @param could names of those at the site who may make it, once nothing else is missing
 */
record Offer(Move move, boolean allowed, boolean main, List<Lack> missing, List<String> could) {

    /**
     * One thing that is missing.
     *
     * @param about names of those who are left out, or the actions that still wait; often empty
     * @param href  where it can be entered; empty where it cannot
     */
    record Lack(Need need, String clause, List<String> about, String href) {
    }

    static Offer of(Verdict verdict, CaseFile file, People people, boolean main) {
        String number = file.nonconformity().facts().number().toString();
        List<Lack> missing = verdict.missing().stream()
                .map(m -> new Lack(m.need(), m.clause(), about(m, file, people), CaseTab.of(m.need()).map(tab -> tab.of(number) + (m.need() == Need.REJECTION_PROPOSED ? "#reject" : "")).orElse(""))).toList();
        List<String> excluded = new ArrayList<>();
        verdict.missing().stream().filter(m -> m.need().aboutThePerson()).forEach(m -> excluded.addAll(m.about()));
        return new Offer(verdict.move(), verdict.allowed(), main, missing,
                people.all().stream().filter(c -> !excluded.contains(c.login())).map(Colleague::name).toList());
    }

    public boolean signed() {
        return move.needs().contains(Need.SIGNATURE);
    }

    public boolean merges() {
        return move.needs().contains(Need.OTHER_CASE);
    }

    private static List<String> about(Missing missing, CaseFile file, People people) {
        if (missing.need().aboutThePerson()) {
            return missing.about().stream().map(people::name).toList();
        }
        return missing.about().stream().map(id -> file.actions().stream().filter(a -> a.facts().id().value().equals(id)).findFirst()).flatMap(Optional::stream)
                .map(Offer::briefly).toList();
    }

    private static String briefly(CorrectiveAction action) {
        String what = action.facts().what();
        return what.length() <= 80 ? what : what.substring(0, Character.isHighSurrogate(what.charAt(76)) ? 76 : 77) + "…";
    }
}
