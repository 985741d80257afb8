package io.plumbline.application.nonconformity;

import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderNote.Said;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.survey.Language;

/** What the order in the ERP says of a case: its number, severity and title and where its page is, and nothing about people. */
enum OrderNoteText {
    ENGLISH("Nonconformity"), GERMAN("Abweichung");

    private final String noun;

    OrderNoteText(String noun) {
        this.noun = noun;
    }

    static OrderNoteText in(Language language) {
        return language == Language.DE ? GERMAN : ENGLISH;
    }

    String filed(Nonconformity.Facts f, String link) {
        return noun + " " + f.number() + " (" + severity(f.severity()) + "): " + f.title() + "\n" + link;
    }

    /** Number and cycle are the same at each try, and in no other note. */
    String mark(Nonconformity.Facts f, Said said) {
        return f.number() + "/" + f.cycle() + ": " + said(said);
    }

    private String severity(Severity severity) {
        boolean german = this == GERMAN;
        return switch (severity) {
            case CRITICAL -> german ? "kritisch" : "critical";
            case MAJOR -> german ? "schwer" : "major";
            case MINOR -> german ? "leicht" : "minor";
            case OBSERVATION -> german ? "Beobachtung" : "observation";
        };
    }

    private String said(Said said) {
        boolean german = this == GERMAN;
        return switch (said) {
            case FILED -> german ? "erfasst" : "filed";
            case REOPENED -> german ? "wieder geöffnet" : "reopened";
            case CLOSED -> german ? "abgeschlossen" : "closed";
            case REJECTED -> german ? "verworfen" : "rejected";
            case MERGED -> german ? "mit einem anderen Fall zusammengelegt" : "merged into another case";
        };
    }
}
