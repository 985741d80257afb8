package io.plumbline.web.survey;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.plumbline.application.Ids;
import io.plumbline.application.Keys;
import io.plumbline.application.Organisation;
import io.plumbline.application.Steps;
import io.plumbline.application.delivery.LedgerKeeping;
import io.plumbline.application.mail.DropMails;
import io.plumbline.application.survey.AnswerSurvey;
import io.plumbline.application.survey.Programmes;
import io.plumbline.application.survey.Unsubscribe;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.customer.OptOuts;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.Ledger;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.mail.Mails;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Notices;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.FollowUps;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Programme;
import io.plumbline.domain.survey.Response;
import io.plumbline.domain.survey.Responses;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.http.RateLimits;
import io.plumbline.web.Fakes;
import io.plumbline.web.Pages;

/** One invitation that was sent, the use cases around it, and what they leave behind. */
final class SurveyStage {
    static final Id INVITATION = new Id("01KB000000000000000000000V");
    static final Id ORDER = new Id("01KB000000000000000000000R");
    static final Id DELIVERY = new Id("01KB000000000000000000000D");
    static final Id CONTACT = new Id("01KB000000000000000000000C");
    final List<Response> answers = new ArrayList<>();
    final List<Flow.Due> steps = new ArrayList<>();
    final List<Entry> journal = new ArrayList<>();
    final List<String> optOuts = new ArrayList<>();
    Instant now = Fakes.NOW;
    Invitation invitation;
    int limit = 100;
    private final String organisation;
    private final String item;
    private final Keys keys = SurveyStage::key;

    SurveyStage(Language language, String organisation, String item) {
        this.organisation = organisation;
        this.item = item;
        invitation = new Invitation.Sent(new Invitation.Facts(INVITATION, Site.MAIN, "delivery", ORDER, DELIVERY, CONTACT, language, now, now, 3),
                now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(29)));
    }

    SurveyStage() {
        this(Language.EN, "Muster GmbH", "Lager 6204");
    }

    /** For a case; the message is the item. */
    void askedOnceMore() {
        Invitation.Facts f = invitation.facts();
        invitation = new Invitation.Sent(new Invitation.Facts(f.id(), f.site(), FollowUp.PROGRAMME, f.order(), f.carrier(), f.contact(), f.language(), ORDER, f.createdAt(), f.changedAt(), f.version()),
                now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(29)));
    }

    SurveyToken token() {
        return SurveyToken.of(INVITATION, keys.derived(Keys.SURVEY_TOKENS));
    }

    private static byte[] key(String label) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(label.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Pages pages() {
        return Fakes.pages(organisation, () -> now);
    }

    SurveyResource survey() {
        return new SurveyResource(pages(), useCase(), limits, keys);
    }

    UnsubscribeResource unsubscribe() {
        return new UnsubscribeResource(pages(), new Unsubscribe(Fakes.AT_ONCE, queue(), journal(), invitations(), customers(), Fakes.port(OptOuts.class, new Object() {
            public boolean add(String email, Id by, Instant at) {
                return !optOuts.contains(email) && optOuts.add(email);
            }
        }), ledger(), new DropMails(Fakes.port(Mails.class), journal())));
    }

    private final RateLimits limits = Fakes.port(RateLimits.class, new Object() {
        private int taken;

        public Optional<Duration> take(RateLimits.Limit what, String key) {
            return ++taken > limit ? Optional.of(Duration.ofSeconds(30)) : Optional.empty();
        }

        public Optional<Duration> spent(RateLimits.Limit what, String key) {
            return taken >= limit ? Optional.of(Duration.ofSeconds(30)) : Optional.empty();
        }
    });

    private AnswerSurvey useCase() {
        Order order = new Order.Complete(new Order.Facts(ORDER, Site.MAIN, new OrderKey("demo", "-", "4711"), "SO-4711", "PO-9", LocalDate.of(2026, 11, 1), "EUR",
                BigDecimal.TEN, null, null, null, now, now, 1));
        Programmes programmes = () -> new Programme("delivery", Site.MAIN, Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofDays(30),
                BigDecimal.valueOf(100), Language.EN, Programme.AcceptanceLimits.DEFAULT);
        Organisation ours = new Organisation(organisation, java.net.URI.create("https://q.example.org"), "q@example.org", "", "Musterweg 1",
                java.time.ZoneId.of("Europe/Berlin"), Site.MAIN);
        return new AnswerSurvey(Fakes.AT_ONCE, new Ids(), new Steps(queue()), journal(), invitations(), Fakes.port(Responses.class, new Object() {
            public List<Response> of(Id of) {
                return List.copyOf(answers);
            }

            public void add(Response answer) {
                answers.add(answer);
            }
        }), Fakes.port(Orders.class, new Object() {
            public Optional<Order> byId(Id id) {
                return Optional.of(order);
            }
        }), deliveries(), ledger(), Fakes.port(FollowUps.class, new Object() {
            public Optional<FollowUp> byId(Id id) {
                return Optional.of(new FollowUp(id, Site.MAIN, id, 1, item, "quirin", now));
            }
        }), Fakes.port(Nonconformities.class, new Object() {
            public Optional<Nonconformity> byId(Id id) {
                return Optional.empty();
            }
        }), Fakes.port(Notices.class), programmes, () -> ours);
    }

    private Deliveries deliveries() {
        DeliveredOrder report = new DeliveredOrder(new DeliveredOrder.SourceRef("demo", "-", "shipment", "1", "LS-1", null), DeliveredOrder.Kind.DELIVERY,
                DeliveredOrder.Status.DELIVERED, List.of(new DeliveredOrder.OrderRef("4711", "SO-4711", null, null, null, null, null)), null, List.of(), null, null, null,
                new DeliveredOrder.ErpDate(LocalDate.of(2026, 11, 18), null, null, null), null, null, null,
                List.of(new DeliveredOrder.Line("1", null, null, null, null, null, null, item, null, null, BigDecimal.ONE, null, "u", null, List.of())), List.of(), Map.of());
        Delivery delivery = new Delivery.Delivered(new Delivery.Facts(DELIVERY, Site.MAIN, report, "hash", now, now, null, CONTACT, List.of(ORDER), 1));
        return Fakes.port(Deliveries.class, new Object() {
            public List<Delivery> ofOrder(Id order) {
                return List.of(delivery);
            }
        });
    }

    private LedgerKeeping ledger() {
        return new LedgerKeeping(deliveries(), invitations(), Fakes.port(Responses.class), Fakes.port(Ledger.class));
    }

    private Customers customers() {
        return Fakes.port(Customers.class, new Object() {
            public Optional<Contact> contactById(Id id) {
                return Optional.of(new Contact(CONTACT, Site.MAIN, CONTACT, "7", "Ada", "ada@example.org", null, "en", false, now, 1));
            }
        });
    }

    private Invitations invitations() {
        return Fakes.port(Invitations.class, new Object() {
            public Optional<Invitation> byTokenHash(byte[] hash) {
                return Arrays.equals(hash, token().hash()) ? Optional.of(invitation) : Optional.empty();
            }

            public Optional<Invitation> lockedByTokenHash(byte[] hash) {
                return byTokenHash(hash);
            }

            public Optional<Invitation> ofOrder(Id order, String programme) {
                return Optional.of(invitation);
            }

            public List<Invitation> runningFor(String email) {
                return invitation instanceof Invitation.Sent ? List.of(invitation) : List.of();
            }

            public void save(Invitation changed) {
                invitation = changed;
            }
        });
    }

    private WorkQueue queue() {
        return Fakes.port(WorkQueue.class, new Object() {
            public void put(Flow.Due due) {
                steps.add(due);
            }
        });
    }

    private Journal journal() {
        return Fakes.port(Journal.class, new Object() {
            public void append(Entry entry) {
                journal.add(entry);
            }
        });
    }

    /** Everything that the use cases left behind, to see that looking leaves nothing. */
    String traces() {
        return answers + " " + steps + " " + journal.size() + " " + optOuts + " " + invitation.state() + HexFormat.of().formatHex(token().hash());
    }
}
