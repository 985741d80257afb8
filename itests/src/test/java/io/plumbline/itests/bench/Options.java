package io.plumbline.itests.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What is measured and for how long, from system properties.
 *
 * @param databases    {@code bench.databases}: of derby and postgresql
 * @param figures      {@code bench.figures}: of start, mails, answers, rest, soap, pull, cases, sizes, and of tokens, which needs mails and is measured only when named; what is not named is
 *                     left out
 * @param sizes        {@code bench.sizes}: orders in the database when lists and single events are measured, smallest first
 * @param time         {@code bench.seconds}: for each side of a figure, all rounds together
 * @param warm         {@code bench.warm}: for how long the product takes events before they are measured; a floor is a few classes and is compiled
 *                     within a second, the product needs tens of thousands of events
 * @param rounds       {@code bench.rounds}: how often product and floors take turns
 * @param clients      {@code bench.clients}: callers at a time
 * @param mails        {@code bench.mails}: how many are sent, and then answered, the first half of them unmeasured
 * @param stored       {@code bench.stored}: answers in the database when answering is measured again
 * @param cases        {@code bench.cases}: nonconformities when the pages of the workbench are measured
 * @param distribution {@code plumbline.distribution}: the packed distribution
 * @param directory    {@code bench.directory}: where it runs; emptied before
 */
record Options(List<String> databases, List<String> figures, List<Integer> sizes, Duration time, Duration warm, int rounds, int clients, int mails, int stored, int cases, Path distribution,
        Path directory) {

    static Options read() {
        return new Options(list("bench.databases", "derby,postgresql"), list("bench.figures", "start,mails,answers,rest,soap,pull,cases,sizes"),
                list("bench.sizes", "10000,100000").stream().map(Integer::valueOf).sorted().toList(), Duration.ofSeconds(number("bench.seconds", 6)), Duration.ofSeconds(number("bench.warm", 120)),
                number("bench.rounds", 3), number("bench.clients", 4), number("bench.mails", 3000), number("bench.stored", 20_000), number("bench.cases", 100_000),
                Path.of(System.getProperty("plumbline.distribution")), Path.of(System.getProperty("bench.directory", "target/bench")).toAbsolutePath());
    }

    Duration round() {
        return time.dividedBy(rounds);
    }

    boolean wants(String figure) {
        return figures.contains(figure);
    }

    private static List<String> list(String name, String otherwise) {
        return Arrays.stream(System.getProperty(name, otherwise).split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    private static int number(String name, int otherwise) {
        return Integer.parseInt(System.getProperty(name, Integer.toString(otherwise)).strip());
    }
}
