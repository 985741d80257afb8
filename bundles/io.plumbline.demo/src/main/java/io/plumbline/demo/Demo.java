package io.plumbline.demo;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.MakeSteps;
import io.plumbline.application.Options;
import io.plumbline.application.access.AccessRules;
import io.plumbline.application.access.CreateUser;
import io.plumbline.application.access.SetUpFirstOperator;
import io.plumbline.application.access.UserDetails;
import io.plumbline.application.access.UserOutcome;
import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.PullDeliveries;
import io.plumbline.application.mail.CaughtMails;
import io.plumbline.application.nonconformity.SendDigests;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.application.operation.StartGate;
import io.plumbline.application.survey.AnswerSurvey;
import io.plumbline.application.survey.Unsubscribe;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User.Notice;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.survey.Language;

/**
 * Runs the demo: users, a mailbox, the demo ERP, half a year of history replayed through the real use cases with a clock of its own, and
 * then a delivery every half minute. The routes wait behind a {@link StartGate} until the history is told.
 */
@Component(service = {}, immediate = true, configurationPid = Demo.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Demo.Config.class)
public final class Demo {
    static final String PID = "io.plumbline.demo";
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final Duration HISTORY = Duration.ofDays(182);
    private static final Duration TICK = Duration.ofHours(12);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int BATCH = 100;

    @ObjectClassDefinition(name = "Plumbline: the demo")
    @interface Config {
        @AttributeDefinition(description = "Directory of the demo ERP's store and key")
        String directory() default "db/demo";

        @AttributeDefinition(description = "Port of the demo ERP, on loopback")
        String erpPort() default "8182";

        @AttributeDefinition(description = "Port of the mailbox's SMTP server, on loopback")
        String smtpPort() default "8183";

        @AttributeDefinition(description = "Time between two deliveries once the history is told")
        String every() default "30s";

        @AttributeDefinition(description = "File for the passwords of the demo's users, made with mode 600")
        String credentials() default "credentials.properties";
    }

    private final PullDeliveries pull;
    private final DeliverySource source;
    private final MakeSteps steps;
    private final SendDigests digests;
    private final Journal journal;
    private final SetUpFirstOperator setUp;
    private final CreateUser createUser;
    private final AccessRules.Current access;
    private final QualityManagers qualityManagers;
    private final BundleContext bundle;
    private final Path directory;
    private final Path credentials;
    private final Duration every;
    private final ErpStore store;
    private final ErpServer server;
    private final Mailbox mailbox;
    private final Customers customers;
    private final AtomicReference<Instant> simulated = new AtomicReference<>();
    private final PriorityQueue<Trade.Planned> plans = new PriorityQueue<>(Comparator.comparing(Trade.Planned::at));
    private final Random luck = new Random(42);
    private final ScheduledExecutorService life = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "demo");
        thread.setDaemon(true);
        return thread;
    });
    private final ServiceRegistration<CaughtMails> caught;
    private Trade trade;
    private volatile ServiceRegistration<StartGate> gate;
    private volatile boolean stopped;

    @Activate
    public Demo(Config config, BundleContext bundle, @Reference ConfigurationProblems problems, @Reference PullDeliveries pull,
            @Reference(target = "(component.name=io.plumbline.demo.DemoSource)") DeliverySource source, @Reference MakeSteps steps, @Reference SendDigests digests,
            @Reference Journal journal, @Reference AnswerSurvey survey, @Reference Unsubscribe unsubscribe, @Reference SetUpFirstOperator setUp,
            @Reference CreateUser createUser, @Reference AccessRules.Current access, @Reference QualityManagers qualityManagers) throws IOException {
        this.pull = pull;
        this.source = source;
        this.steps = steps;
        this.digests = digests;
        this.journal = journal;
        this.setUp = setUp;
        this.createUser = createUser;
        this.access = access;
        this.qualityManagers = qualityManagers;
        this.bundle = bundle;
        Options options = new Options("etc/" + PID + ".cfg");
        credentials = Path.of(options.text("credentials", config.credentials(), "credentials.properties"));
        every = options.duration("every", config.every(), Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofDays(1));
        directory = Path.of(options.text("directory", config.directory(), "db/demo"));
        int erpPort = options.number("erpPort", config.erpPort(), 8182, 0, 65_535);
        int smtpPort = options.number("smtpPort", config.smtpPort(), 8183, 0, 65_535);
        problems.report(PID, options.problems());
        store = new ErpStore(directory.resolve("erp.jsonl"));
        server = new ErpServer(erpPort, store, key(directory.resolve("erp.key")), this::now);
        mailbox = new Mailbox(smtpPort);
        customers = new Customers(mailbox, survey, unsubscribe);
        caught = bundle.registerService(CaughtMails.class, mailbox, null);
        life.execute(this::begin);
    }

    @Deactivate
    public void stop() {
        // no interrupt: the database closes a connection whose thread is interrupted
        stopped = true;
        life.shutdown();
        try {
            if (!life.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("The demo does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (gate != null) {
            gate.unregister();
        }
        caught.unregister();
        server.close();
        mailbox.close();
    }

    private Instant now() {
        Instant told = simulated.get();
        return told != null ? told : Instant.now();
    }

    private void begin() {
        try {
            LOG.info("The demo ERP answers on port {}, the mailbox takes SMTP on port {}", server.port(), mailbox.port());
            users(Instant.now().minus(HISTORY));
            history();
            if (stopped) {
                return;
            }
            // last of all: whoever waits for the file finds every page filled
            if (Files.exists(making())) {
                Files.move(making(), credentials, StandardCopyOption.REPLACE_EXISTING);
            }
            trade = new Trade(Instant.now().toEpochMilli(), store.next() - 1001 + 5000);
            gate = bundle.registerService(StartGate.class, new StartGate() { }, new Hashtable<>(Map.of("gate", "demo-history")));
            life.scheduleWithFixedDelay(this::beat, 0, 1, TimeUnit.SECONDS);
        } catch (RuntimeException | IOException e) {
            LOG.error("The demo could not begin", e);
        }
    }

    private Path making() {
        return credentials.resolveSibling(credentials.getFileName() + ".making");
    }

    private void users(Instant now) throws IOException {
        if (!setUp.open()) {
            return;
        }
        Map<String, String> passwords = new LinkedHashMap<>();
        String operator = random(15);
        String code = Files.readString(access.get().setupCodeFile(), StandardCharsets.US_ASCII).strip();
        UserOutcome first = setUp.setUp(code, "operator", "Olga Operator", "operator@plumbline.example", Language.EN, operator, now);
        if (!(first instanceof UserOutcome.Saved saved)) {
            throw new IllegalStateException("the demo's operator was not taken: " + first);
        }
        passwords.put("operator", operator);
        Map<String, UserDetails> others = new LinkedHashMap<>();
        others.put("quality", new UserDetails("Quirin Quality", "quality@plumbline.example", Set.of(Role.QUALITY_MANAGER), Language.EN, Notice.AT_ONCE));
        others.put("quality2", new UserDetails("Quenby Quality", "quality2@plumbline.example", Set.of(Role.QUALITY_MANAGER), Language.DE, Notice.DIGEST));
        others.put("auditor", new UserDetails("Aurel Auditor", "auditor@plumbline.example", Set.of(Role.AUDITOR), Language.EN, Notice.NONE));
        others.put("erp", new UserDetails("The ERP", null, Set.of(Role.ERP), Language.EN, Notice.NONE));
        for (Map.Entry<String, UserDetails> user : others.entrySet()) {
            UserOutcome outcome = createUser.create(saved.user().facts().id(), user.getKey(), user.getValue(), now);
            if (!(outcome instanceof UserOutcome.SavedWithPassword made)) {
                throw new IllegalStateException("the demo's user " + user.getKey() + " was not taken: " + outcome);
            }
            passwords.put(user.getKey(), made.password());
        }
        StringBuilder text = new StringBuilder();
        passwords.forEach((login, password) -> text.append(login).append(".password=").append(password).append('\n'));
        Files.deleteIfExists(making());
        Files.createFile(making(), ownerOnly());
        Files.writeString(making(), text, StandardCharsets.US_ASCII);
    }

    /** As they are printed; quality managers sign with theirs. Empty where somebody took the file away. */
    private Map<String, String> passwords() throws IOException {
        Properties printed = new Properties();
        Path kept = Files.exists(making()) ? making() : credentials;
        if (!Files.exists(kept)) {
            return Map.of();
        }
        try (Reader file = Files.newBufferedReader(kept, StandardCharsets.US_ASCII)) {
            printed.load(file);
        }
        Map<String, String> passwords = new HashMap<>();
        printed.stringPropertyNames().forEach(key -> passwords.put(key.replace(".password", ""), printed.getProperty(key)));
        return passwords;
    }

    /** Tells half a year, in steps of half a day; a history that was broken off goes on where it stopped. */
    private void history() throws IOException {
        Path told = directory.resolve("history.told");
        if (Files.exists(told)) {
            return;
        }
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant from = end.minus(HISTORY);
        Instant resumed = store.lastStamp().orElse(from);
        PriorityQueue<Trade.Planned> ahead = new PriorityQueue<>(Comparator.comparing(Trade.Planned::at));
        Trade.history(from, end.minusSeconds(60)).stream().filter(p -> store.isEmpty() || p.at().isAfter(resumed)).forEach(ahead::add);
        Map<String, String> passwords = passwords();
        Cast cast = new Cast(directory.resolve("cases.told"));
        long started = System.nanoTime();
        int deeds = ahead.size();
        int tenth = 0;
        for (Instant tick = (resumed.isAfter(from) ? resumed : from).plus(TICK); !stopped; tick = tick.plus(TICK)) {
            Instant at = tick.isAfter(end) ? end : tick;
            simulated.set(at);
            while (!ahead.isEmpty() && ahead.peek().at().isBefore(at.minusSeconds(30))) {
                Trade.Planned next = ahead.poll();
                next.deed().run(store, next.at(), Duration.ZERO);
            }
            tick(at, from);
            qualityManagers.work(at, from, passwords, cast);
            seal(at);
            if (!at.isBefore(end)) {
                break;
            }
            int now = deeds == 0 ? 10 : (deeds - ahead.size()) * 10 / deeds;
            if (now > tenth) {
                tenth = now;
                LOG.info("Telling the history: {} of {} documents, up to {}", deeds - ahead.size(), deeds, at.atOffset(ZoneOffset.UTC).toLocalDate());
            }
        }
        simulated.set(null);
        if (stopped) {
            return;
        }
        try {
            Files.createDirectories(told.getParent());
            Files.writeString(told, "The history up to " + end + " is told.\n", StandardCharsets.US_ASCII);
        } catch (IOException e) {
            LOG.warn("The demo cannot note that its history is told, and would tell it again: {}", e.toString());
        }
        LOG.info("Told the history: {} documents in {} s", deeds, Duration.ofNanos(System.nanoTime() - started).toSeconds());
    }

    /** Everything that the routes would do until this moment. */
    private void tick(Instant at, Instant began) {
        pull.run(source, at);
        for (Command.Kind kind : Command.Kind.values()) {
            while (steps.run(kind, BATCH, at) == BATCH) {
                continue;
            }
        }
        customers.live(at, began, 46, Duration.ofDays(12));
        while (steps.run(Command.Kind.FILE_NONCONFORMITY, BATCH, at) > 0 || steps.run(Command.Kind.TELL_QUALITY_MANAGERS, BATCH, at) > 0
                || steps.run(Command.Kind.WRITE_ORDER_NOTES, BATCH, at) > 0) {
            continue;
        }
        digests.run(at);
    }

    private void seal(Instant at) {
        while (journal.sequence(1000, at) == 1000) {
            continue;
        }
    }

    /** Once a second: what is planned happens, a new order is planned now and then, customers read their mail. */
    private void beat() {
        try {
            Instant now = Instant.now();
            if (plans.stream().noneMatch(p -> p.at().isBefore(now.plus(every)))) {
                boolean first = plans.isEmpty();
                plans.addAll(trade.order(first ? now : now.plus(every), MINUTE));
            }
            while (!plans.isEmpty() && !plans.peek().at().isAfter(now)) {
                boolean late = luck.nextInt(6) == 0;
                plans.poll().deed().run(store, now, late ? Duration.ofSeconds(20 + luck.nextInt(40)) : Duration.ZERO);
            }
            long second = now.getEpochSecond() % 900;
            server.feel(second >= 600 && second < 640 ? now.getEpochSecond() / 900 % 2 == 0 ? ErpServer.Mood.BROKEN : ErpServer.Mood.BEHIND_A_LOGIN_PAGE
                    : ErpServer.Mood.WELL);
            customers.live(now, now.minus(HISTORY), 25, Duration.ofHours(3));
        } catch (RuntimeException e) {
            LOG.error("The demo missed a beat", e);
        }
    }

    private static String key(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(file, ownerOnly());
            Files.writeString(file, random(24), StandardCharsets.US_ASCII);
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0];
    }

    private static String random(int bytes) {
        byte[] secret = new byte[bytes];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
