package io.plumbline.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * What is wrong with an article, and how many of its customers are unhappy in which part of the history: what the quality managers find
 * out about, and do something against.
 */
enum Trouble {
    /** They jam until their grease is changed; then hardly anybody complains. */
    RUNNERS("HX-2010", new int[][] {{54, 60}, {Integer.MAX_VALUE, 7}}, new String[][] {
        {"Drei Auszüge klemmen, so können wir sie nicht verbauen.", "Three of the runners jam, we cannot fit them like this."},
        {"Die Auszüge laufen schon nach zwei Tagen schwer.", "The runners stick after two days."},
        {"Ein Auszug blockiert auf halbem Weg.", "One runner blocks half way."}}),
    /** They hum and switch off, and what is done against it at first does not help. */
    POWER_SUPPLIES("HX-6010", new int[][] {{56, 30}, {116, 50}, {Integer.MAX_VALUE, 20}}, new String[][] {
        {"Zwei der Netzteile brummen hörbar.", "Two of the power supplies hum audibly."},
        {"Ein Netzteil wird heiß und schaltet nach einer Stunde ab.", "One power supply gets hot and switches off after an hour."},
        {"Das Netzteil war von Anfang an tot.", "The power supply was dead from the start."}}),
    /** New in the range, in a box that is too weak for its cans until another one is bought. */
    WAX_OIL("HX-5001", new int[][] {{122, 60}, {Integer.MAX_VALUE, 7}}, new String[][] {
        {"Eine Dose war undicht, der halbe Karton stand im Öl.", "One can leaked, half of the box was full of oil."},
        {"Karton aufgerissen, zwei Dosen verbeult.", "Box torn open, two cans dented."},
        {"Der Deckel war abgesprungen, alles klebt.", "The lid had come off, everything is sticky."}});

    private final String article;
    private final int[][] phases;
    private final String[][] words;

    /** @param phases until which day of the history how many of a hundred answers are low */
    Trouble(String article, int[][] phases, String[][] words) {
        this.article = article;
        this.phases = phases;
        this.words = words;
    }

    String article() {
        return article;
    }

    /** Which part of the history this is, beginning with 0. */
    int phase(Duration sinceItsBeginning) {
        int phase = 0;
        while (sinceItsBeginning.toDays() >= phases[phase][0]) {
            phase++;
        }
        return phase;
    }

    /** How many of a hundred answers are low. */
    int low(int phase) {
        return phases[phase][1];
    }

    /** What an unhappy customer writes, in German and English. */
    String[] words(int which) {
        return words[which % words.length];
    }

    static Optional<Trouble> with(String article) {
        for (Trouble one : values()) {
            if (one.article.equals(article)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
