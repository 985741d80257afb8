package io.plumbline.web.nonconformity;

import java.util.Arrays;
import java.util.Optional;

import io.plumbline.domain.nonconformity.Move.Need;

/** The pages that a case is told on. */
enum CaseTab {
    STORY(""), CONTAINMENT("containment"), CAUSES("causes"), PLAN("plan"), EFFECT("effect"), MOVES("moves"), SIGNATURES("signatures"),
    /** Whom it affected, to be asked once more; reached from the effect and no tab. */
    FOLLOW_UP("follow-up"),
    /** The report; a document of its own and no tab. */
    REPORT("8d");

    private final String path;

    CaseTab(String path) {
        this.path = path;
    }

    static Optional<CaseTab> at(String path) {
        return Arrays.stream(values()).filter(tab -> tab != STORY && tab.path.equals(path)).findFirst();
    }

    /** Where what a move needs can be entered; empty where it comes with the move or is about the person. */
    static Optional<CaseTab> of(Need need) {
        return switch (need) {
            case CONTAINMENT -> Optional.of(CONTAINMENT);
            case CAUSE -> Optional.of(CAUSES);
            case ACTION_WITH_OWNER_AND_DUE_DATE, CRITERION, ACTIONS_VERIFIED -> Optional.of(PLAN);
            case EFFECT_LOOKED_AT, PROVEN_EFFECTIVE -> Optional.of(EFFECT);
            case REJECTION_PROPOSED -> Optional.of(MOVES);
            case REASON, SIGNATURE, OTHER_CASE, NOT_THE_PLANNER, NOT_AN_IMPLEMENTER, NOT_THE_PROPOSER -> Optional.empty();
        };
    }

    String of(String number) {
        return "/cases/" + number + (path.isEmpty() ? "" : "/" + path);
    }

    /** The tab that is shown as chosen while this page is open. */
    CaseTab within() {
        return this == FOLLOW_UP ? EFFECT : this;
    }

    /** The name of its template. */
    String template() {
        return "nonconformity/" + (path.isEmpty() ? "story" : path);
    }
}
