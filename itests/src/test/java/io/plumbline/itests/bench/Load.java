package io.plumbline.itests.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls from several threads at a time. */
final class Load {
    private Load() {
    }

    /** One call, which fails with an exception if it was not answered as it should be. */
    interface Call {
        /** @param number counts up over all threads of a run, from 0 */
        void make(long number) throws Exception;
    }

    /**
     * What came of it.
     *
     * @param units   events, mails or whatever a call brings, not calls
     * @param seconds from the first call to the end of the last
     * @param millis  of each call, sorted
     */
    record Outcome(long units, double seconds, double[] millis) {
        double rate() {
            return units / seconds;
        }

        double percentile(double share) {
            return millis[(int) Math.min(millis.length - 1, Math.floor(millis.length * share))];
        }
    }

    /** One thing that is measured: the product, or a floor. */
    record Side(String name, int threads, int unitsPerCall, Call call) {
        Outcome during(Duration time) throws Exception {
            return run(threads, unitsPerCall, time, Long.MAX_VALUE, call);
        }

        Outcome times(long calls) throws Exception {
            return run(threads, unitsPerCall, Duration.ofHours(1), calls, call);
        }
    }

    private static Outcome run(int threads, int unitsPerCall, Duration time, long most, Call call) throws Exception {
        java.util.concurrent.atomic.AtomicLong next = new java.util.concurrent.atomic.AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            List<Future<List<Long>>> futures = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                futures.add(pool.submit(() -> {
                    List<Long> took = new ArrayList<>();
                    long before = System.nanoTime();
                    for (long number = next.getAndIncrement(); number < most && before < end; number = next.getAndIncrement()) {
                        call.make(number);
                        long after = System.nanoTime();
                        took.add(after - before);
                        before = after;
                    }
                    return took;
                }));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> future : futures) {
                all.addAll(future.get());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            double[] millis = all.stream().mapToDouble(n -> n / 1e6).sorted().toArray();
            return new Outcome((long) all.size() * unitsPerCall, seconds, millis);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            pool.shutdownNow();
        }
    }

    /** The product and its floors, taking turns, so that a machine that grows slower does so for all. */
    record Duel(double product, String floorName, double floor, double ratio, double p50, double p99, List<String> floors) {
        static Duel of(Options options, Side product, Side... floors) throws Exception {
            Duration warm = options.round().dividedBy(2);
            product.during(warm);
            for (Side floor : floors) {
                floor.during(warm);
            }
            double[] rates = new double[options.rounds()];
            double[][] floorRates = new double[floors.length][options.rounds()];
            List<Double> millis = new ArrayList<>();
            for (int round = 0; round < options.rounds(); round++) {
                Outcome measured = product.during(options.round());
                Arrays.stream(measured.millis()).forEach(millis::add);
                rates[round] = measured.rate();
                for (int f = 0; f < floors.length; f++) {
                    floorRates[f][round] = floors[f].during(options.round()).rate();
                }
            }
            int slowest = 0;
            for (int f = 1; f < floors.length; f++) {
                slowest = median(floorRates[f]) < median(floorRates[slowest]) ? f : slowest;
            }
            double[] ratios = new double[rates.length];
            for (int round = 0; round < rates.length; round++) {
                ratios[round] = rates[round] / floorRates[slowest][round];
            }
            List<String> all = new ArrayList<>();
            for (int f = 0; f < floors.length; f++) {
                all.add(String.format(java.util.Locale.ROOT, "%s %.0f/s", floors[f].name(), median(floorRates[f])));
            }
            double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            Outcome calls = new Outcome(0, 1, sorted);
            return new Duel(median(rates), floors[slowest].name(), median(floorRates[slowest]), median(ratios), calls.percentile(0.5), calls.percentile(0.99), all);
        }
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
