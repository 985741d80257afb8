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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
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

    private final PlumblineProcess plumbline;
    private final SmtpSink post;
    private final ClientLog log;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ScheduledExecutorService customers = Executors.newScheduledThreadPool(6, Load::daemon);
    private final List<Thread> erp = new ArrayList<>();
    private final Queue<String> toObjectors = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger underway = new AtomicInteger();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Queue<String> refusedForNow = new ConcurrentLinkedQueue<>();
    private volatile boolean pushing = true;
    private volatile boolean answering = true;

    private Load(PlumblineProcess plumbline, SmtpSink post, ClientLog log) {
        this.plumbline = plumbline;
        this.post = post;
        this.log = log;
    }

    /** @param perSecond deliveries and cancellations that the ERP tries to push in a second */
    static Load begin(PlumblineProcess plumbline, SmtpSink post, ClientLog log, int perSecond, long seed) {
        Load load = new Load(plumbline, post, log);
        load.thread(() -> load.push(LIST, perSecond * 7 / 10, false, new Random(seed)));
        load.thread(() -> load.push(1, perSecond * 15 / 100, false, new Random(seed + 1)));
        load.thread(() -> load.push(1, perSecond * 15 / 100, true, new Random(seed + 2)));
        load.thread(() -> load.handOut(new Random(seed + 3)));
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

    /** Nothing new is pushed any more; what was not acknowledged is still sent again. Returns when all is. */
    void stopPushing() throws InterruptedException {
        pushing = false;
        for (Thread door : erp.subList(0, 3)) {
            door.join();
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

    private void push(int size, int perSecond, boolean soap, Random random) {
        Deque<Event> cancellations = new ArrayDeque<>();
        long interval = TimeUnit.SECONDS.toNanos(1) * size / Math.max(1, perSecond);
        long next = System.nanoTime();
        while (pushing && !Thread.interrupted()) {
            List<Event> list = new ArrayList<>();
            while (list.size() < size) {
                if (cancellations.size() > LIST || cancellations.size() > 3 && size == 1) {
                    list.add(cancellations.poll());
                    continue;
                }
                String document = "D" + number.incrementAndGet();
                String objector = random.nextInt(10) == 0 ? toObjectors.poll() : null;
                String address = objector == null ? Reports.address(document) : objector;
                Instant then = Instant.now().minusSeconds(60);
                list.add(new Event(document, false, soap ? Reports.soapDelivery(document, address, then) : Reports.delivery(document, address, then)));
                if (random.nextInt(10) == 0) {
                    Instant now = Instant.now();
                    cancellations.add(new Event(document, true, soap ? Reports.soapCancellation(document, now) : Reports.cancellation(document, now)));
                }
            }
            untilAcknowledged(list, soap);
            next = Math.max(next + interval, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
            LockSupport.parkNanos(next - System.nanoTime());
        }
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
