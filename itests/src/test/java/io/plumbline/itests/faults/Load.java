package io.plumbline.itests.faults;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * An ERP and its customers, who go on whatever happens to Plumbline: the ERP pushes deliveries and cancellations, in lists and one by
 * one, over REST and SOAP, and sends again what was not acknowledged; customers who were asked answer on the page, some twice, and some object.
 */
final class Load implements AutoCloseable {
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern OUTCOME = Pattern.compile("outcome>([A-Z]+)<");
    private static final Duration READING = Duration.ofMillis(900);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int TRIES = 90;
    private static final int LIST = 10;
    private static final int MOST = 100;
    private static final int SENDERS = 3;
    private static final long TICK = 100;

    private final PlumblineProcess plumbline;
    private final SmtpSink post;
    private final ClientLog log;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ScheduledExecutorService customers = Executors.newScheduledThreadPool(6, Load::daemon);
    private final List<Thread> erp = new ArrayList<>();
    private final Queue<String> toObjectors = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger underway = new AtomicInteger();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Queue<String> refusedForNow = new ConcurrentLinkedQueue<>();
    private final int perSecond;
    private final Random random;
    private final Door lists;
    private final Door singly;
    private final Door soap;
    private boolean up;
    private long upTo;
    private long whileUp;
    private int offered;
    private volatile boolean pushing = true;
    private volatile boolean answering = true;

    private Load(PlumblineProcess plumbline, SmtpSink post, ClientLog log, int perSecond, long seed) {
        this.plumbline = plumbline;
        this.post = post;
        this.log = log;
        this.perSecond = perSecond;
        random = new Random(seed);
        lists = new Door(MOST, false);
        singly = new Door(1, false);
        soap = new Door(1, true);
    }

    /** @param perSecond deliveries and cancellations that the ERP has to report in a second */
    static Load begin(PlumblineProcess plumbline, SmtpSink post, ClientLog log, int perSecond, long seed) {
        Load load = new Load(plumbline, post, log, perSecond, seed);
        load.up();
        load.thread(load::clock);
        load.thread(() -> load.handOut(new Random(seed + 1)));
        return load;
    }

    int answers() {
        return answers.get();
    }

    /** Answers that no fault explains; a test has to look. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** Answers of "something went wrong" to reports, which were sent again; none while all is well. */
    List<String> refusedForNow() {
        return List.copyOf(refusedForNow);
    }

    /** How many reports were answered 5xx so far. */
    int failures() {
        return failures.get();
    }

    /** Nothing new is pushed any more; what was not acknowledged is still sent again. Returns when all is. */
    void stopPushing() throws InterruptedException {
        pushing = false;
        for (Thread sender : erp.subList(0, 3 * SENDERS)) {
            sender.join();
        }
    }

    /** Customers who have mails, or have read them, that they still want to do something about. */
    int underway() {
        return underway.get() + post.fresh().size();
    }

    @Override
    public void close() {
        pushing = false;
        answering = false;
        customers.shutdownNow();
        erp.forEach(Thread::interrupt);
    }

    private void thread(Runnable work) {
        Thread thread = daemon(work);
        erp.add(thread);
        thread.start();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    }

    /** One event of the ERP: a document and what it says. */
    private record Event(String document, boolean cancels, String text) {
    }

    /** One way to report: what is due on it is sent by several who do not wait for each other, in lists that grow when much has piled up. */
    private final class Door {
        private final BlockingQueue<Event> due = new LinkedBlockingQueue<>();
        private final Deque<Event> cancellations = new ArrayDeque<>();
        private final int most;
        private final boolean soap;

        private Door(int most, boolean soap) {
            this.most = most;
            this.soap = soap;
            for (int i = 0; i < SENDERS; i++) {
                thread(this::send);
            }
        }

        private void offer(Random random) {
            if (cancellations.size() > LIST || cancellations.size() > 3 && most == 1) {
                due.add(cancellations.poll());
                return;
            }
            String document = "D" + number.incrementAndGet();
            String objector = random.nextInt(10) == 0 ? toObjectors.poll() : null;
            String address = objector == null ? Reports.address(document) : objector;
            Instant then = Instant.now().minusSeconds(60);
            due.add(new Event(document, false, soap ? Reports.soapDelivery(document, address, then) : Reports.delivery(document, address, then)));
            if (random.nextInt(10) == 0) {
                Instant now = Instant.now();
                cancellations.add(new Event(document, true, soap ? Reports.soapCancellation(document, now) : Reports.cancellation(document, now)));
            }
        }

        private void send() {
            try {
                while (pushing || !due.isEmpty()) {
                    List<Event> list = new ArrayList<>();
                    for (Event next = due.poll(TICK, TimeUnit.MILLISECONDS); next != null; next = list.size() < Math.min(LIST, most) ? due.poll(TICK, TimeUnit.MILLISECONDS) : null) {
                        list.add(next);
                    }
                    due.drainTo(list, most - list.size());
                    if (!list.isEmpty()) {
                        untilAcknowledged(list, soap);
                    }
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What is due by the clock is offered, however far the product has come with what was due before. */
    private synchronized void offer() {
        if (!up) {
            return;
        }
        long now = System.nanoTime();
        whileUp += now - upTo;
        upTo = now;
        for (; offered < whileUp / 1000 * perSecond / 1_000_000; offered++) {
            int door = offered % 20;
            (door < 14 ? lists : door < 17 ? singly : soap).offer(random);
        }
    }

    private void clock() {
        while (pushing && !Thread.interrupted()) {
            offer();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK));
        }
    }

    /** Events fall due from now on, as they do from the beginning; see {@link #down}. */
    synchronized void up() {
        up = true;
        upTo = System.nanoTime();
    }

    /** Plumbline is down: nothing new falls due, what did is tried on and on. */
    synchronized void down() {
        offer();
        up = false;
    }

    /** How many events fell due so far. */
    synchronized int offered() {
        return offered;
    }

    private void untilAcknowledged(List<Event> list, boolean soap) {
        String body = list.size() == 1 ? list.get(0).text() : Reports.list(list.stream().map(Event::text).toList());
        while (!Thread.currentThread().isInterrupted()) {
            try {
                HttpResponse<String> answer = soap ? plumbline.reportBySoap(body) : plumbline.report(body);
                if (answer.statusCode() == 200 && soap) {
                    Matcher outcome = OUTCOME.matcher(answer.body());
                    acknowledged(list.get(0), outcome.find() ? outcome.group(1).toLowerCase(Locale.ROOT) : "refused: " + answer.body());
                    return;
                }
                if (answer.statusCode() == 200) {
                    JsonNode items = JsonMapper.builder().build().readTree(answer.body()).get("items");
                    for (int i = 0; i < list.size(); i++) {
                        acknowledged(list.get(i), items.get(i).get("result").asText());
                    }
                    return;
                }
                if (answer.statusCode() >= 500) {
                    failures.incrementAndGet();
                }
                if (answer.statusCode() == 500) {
                    refusedForNow.add(answer.body());
                }
                if (answer.statusCode() < 500 && answer.statusCode() != 404 && answer.statusCode() != 401) {
                    surprises.add("a report was answered " + answer.statusCode() + ": " + answer.body());
                    return;
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException down) {
                // it may have been taken or not: it is sent again
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private void acknowledged(Event event, String result) {
        if (result.startsWith("refused")) {
            surprises.add(event.document() + " was refused: " + result);
        } else if (event.cancels()) {
            log.cancelled(event.document(), Instant.now());
        } else {
            log.delivered(event.document());
        }
    }

    private void handOut(Random random) {
        while (answering) {
            try {
                TakenMail mail = post.fresh().take();
                underway.incrementAndGet();
                int kind = random.nextInt(100);
                customers.execute(kind < 5 ? () -> object(mail, TRIES) : () -> look(mail, kind < 35, kind >= 90, TRIES));
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private void later(Runnable again, int tries, Duration delay) {
        if (answering && tries > 0) {
            customers.schedule(again, delay.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            underway.decrementAndGet();
        }
    }

    /** Not found is what a customer sees whose mail was sent and not noted, or whose order was cancelled: most look again later. */
    private void look(TakenMail mail, boolean low, boolean twice, int tries) {
        HttpResponse<String> page = call(HttpRequest.newBuilder(link("/s/", mail)).GET());
        if (page != null && page.statusCode() == 404 && log.cancelled().containsKey(mail.to().replaceAll("buyer-(.*)@.*", "$1"))) {
            underway.decrementAndGet();
        } else if (page == null || page.statusCode() != 200) {
            later(() -> look(mail, low, twice, tries - 1), tries, PATIENCE);
        } else {
            StringBuilder form = new StringBuilder("satisfaction=" + (low ? 1 : 5) + "&recommendation=" + (low ? 2 : 9) + "&comment=" + (low ? "late" : ""));
            Matcher m = HIDDEN.matcher(page.body());
            while (m.find()) {
                form.append('&').append(m.group(1)).append('=').append(URLEncoder.encode(m.group(2), StandardCharsets.UTF_8));
            }
            later(() -> answer(mail, form.toString(), low, twice, tries), tries, READING);
        }
    }

    private void answer(TakenMail mail, String form, boolean low, boolean twice, int tries) {
        HttpResponse<String> page = call(HttpRequest.newBuilder(link("/s/", mail)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        if (page == null || page.statusCode() != 200) {
            later(() -> look(mail, low, twice, tries - 1), tries, PATIENCE);
            return;
        }
        log.answered(mail.token());
        answers.incrementAndGet();
        if (twice) {
            later(() -> look(mail, !low, false, tries), tries, PATIENCE);
        } else {
            underway.decrementAndGet();
        }
    }

    private void object(TakenMail mail, int tries) {
        HttpResponse<String> look = call(HttpRequest.newBuilder(link("/s/", mail)).GET());
        if (look == null || look.statusCode() != 200) {
            later(() -> object(mail, tries - 1), tries / 9, PATIENCE);
            return;
        }
        HttpResponse<String> page = call(HttpRequest.newBuilder(link("/u/", mail)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click")));
        if (page == null || page.statusCode() != 200) {
            later(() -> object(mail, tries - 1), tries, PATIENCE);
            return;
        }
        log.objected(mail.to(), Instant.now());
        toObjectors.add(mail.to());
        underway.decrementAndGet();
    }

    private URI link(String path, TakenMail mail) {
        return plumbline.at(path + mail.token());
    }

    /** Null when nobody answers. */
    private HttpResponse<String> call(HttpRequest.Builder request) {
        try {
            return http.send(request.header("Accept-Language", "en").header("Accept", "text/html").timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException down) {
            return null;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
