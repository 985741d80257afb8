package io.plumbline.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.plumbline.application.Page;
import io.plumbline.application.action.FollowUpQueries;
import io.plumbline.application.complaint.ComplaintQueries;
import io.plumbline.application.complaint.ComplaintQueries.ComplaintRow;
import io.plumbline.application.customer.CustomerQueries;
import io.plumbline.application.customer.CustomerQueries.CustomerRow;
import io.plumbline.application.customer.CustomerQueries.CustomerView;
import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.application.delivery.DeliveryQueries.Count;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryView;
import io.plumbline.application.delivery.DeliveryQueries.LedgerTotals;
import io.plumbline.application.delivery.DeliveryQueries.OrderRow;
import io.plumbline.application.feedback.FeedbackQueries;
import io.plumbline.application.feedback.FeedbackQueries.FeedbackRow;
import io.plumbline.application.journal.JournalQueries;
import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.application.Ids;
import io.plumbline.application.nonconformity.CaseAge;
import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.CaseQueries.CaseView;
import io.plumbline.application.nonconformity.CauseQueries;
import io.plumbline.application.nonconformity.CountCauses;
import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.application.nonconformity.OtherReceivers;
import io.plumbline.application.nonconformity.RecurrenceQueries;
import io.plumbline.application.nonconformity.SimilarCases;
import io.plumbline.application.nonconformity.KeepFilters;
import io.plumbline.application.nonconformity.WorkQueries;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.application.operation.Health;
import io.plumbline.application.operation.HealthCheck;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.application.survey.Programmes;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.action.Extensions;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.complaint.Complaints;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.mail.Mails;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.CauseCategories;
import io.plumbline.domain.nonconformity.CauseCategory;
import io.plumbline.domain.nonconformity.Containment;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.Disposition;
import io.plumbline.domain.nonconformity.EffectCheck;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Intakes;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Plan;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.Recurrences;
import io.plumbline.domain.nonconformity.RejectionProposal;
import io.plumbline.domain.nonconformity.Signature;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Likeness;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.SavedFilter;
import io.plumbline.domain.nonconformity.SavedFilters;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.Programme;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookHealth;
import io.plumbline.domain.webhook.WebhookMessage;
import io.plumbline.domain.webhook.WebhookMessages;
import io.plumbline.domain.webhook.Webhooks;

/**
 * Read models full of what happens: long names, nothing known, every state. Every text that comes from outside is passed through
 * {@link #say}, so that a test can make all of them hostile at once.
 */
public final class Samples {
    static final Instant NOW = Fakes.NOW;
    private final boolean hostile;
    private final int rows;

    int rows() {
        return rows;
    }

    Samples(boolean hostile, int rows) {
        this.hostile = hostile;
        this.rows = rows;
    }

    public static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    public String say(String text) {
        return hostile ? HOSTILE : text;
    }

    public static Id id(int n) {
        return new Id(String.format(java.util.Locale.ROOT, "01KB%022d", n));
    }

    private static final List<String> NAMES = List.of("Brandt & Söhne Maschinenbau", "Northwind Bearings Ltd", "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik Österreicher & Partner GmbH & Co. KG",
            "Ada Lovelace", "Blue Harbour Shipyard and Marine Engineering Services (Scotland) Limited", "Kaffeerösterei Lindenhof");
    private static final List<String> STATES = List.of("Reported", "Reported", "Contained", "Analysed", "Planned", "Implementing", "AwaitingEffectiveness", "Closed", "Rejected");

    private CaseRow caseRow(int n) {
        int s = n % 5 + 1;
        String title = n % 7 == 3 ? say("Pallets arrived wet, cartons torn, and two of the bearings were already rusty when the customer opened them on Friday")
                : hostile ? HOSTILE : "Order SO-" + (4711 + n) + ": satisfaction " + (n % 2 + 1) + " of 5 (limit 2)" + (n % 3 == 0 ? ", recommendation " + n % 4 + " of 10 (limit 3)" : "");
        return new CaseRow(id(1000 + n), "NC-MAIN-2026-" + String.format(java.util.Locale.ROOT, "%04d", 60 - n % 60 + 1), title, n == 0 ? "Reported" : STATES.get(n % STATES.size()),
                n == 0 ? Severity.MAJOR : Severity.values()[n % 4], id(2000 + n), n % 11 == 5 ? null : say(NAMES.get(n % NAMES.size())), id(3000 + n), say("SO-" + (4711 + n)),
                s == 2 ? say("quirin") : null, n % 4 == 1 ? java.time.LocalDate.of(2026, 11, 17 + n % 9) : null, NOW.minus(Duration.ofHours(3L + 17L * n)), NOW.minus(Duration.ofHours(2)), 1);
    }

    public KeepFilters kept() {
        return new KeepFilters(Fakes.AT_ONCE, new Ids(), Fakes.port(SavedFilters.class, new Object() {
            public List<SavedFilter> of(Id user) {
                return rows == 0 ? List.of() : List.of(new SavedFilter(id(9900), Site.MAIN, user, say("Mine, overdue"), "owner=me&overdue=yes&sort=due", NOW),
                        new SavedFilter(id(9901), Site.MAIN, user, say("Everything that nobody of us has taken up in the last month"), "owner=nobody&age=MONTH", NOW));
            }

            public boolean remove(Id user, Id filter) {
                return true;
            }
        }));
    }

    public WorkQueries work() {
        return (site, login) -> {
            List<WorkQueries.Task> tasks = new ArrayList<>();
            List<WorkQueries.Proposal> proposals = new ArrayList<>();
            for (int i = 0; i < Math.min(rows, 12); i++) {
                tasks.add(new WorkQueries.Task(id(9600 + i), say(i % 3 == 0 ? "Ask the carrier for stronger corner boards, agree on the price, and change the packing instruction of all bearings above 6204" : "Train the night shift"),
                        "InProgress", say("quirin"), LocalDate.of(2026, 11, 17).plusDays(i), caseRow(i)));
                proposals.add(new WorkQueries.Proposal(say("paula"), say("The customer meant another order."), NOW.minus(Duration.ofDays(i)), caseRow(i)));
            }
            List<WorkQueries.Request> requests = tasks.stream().map(t -> new WorkQueries.Request(t, t.due().plusDays(14), say("The boards come late."), say("paula"), NOW)).toList();
            List<CaseRow> cases = tasks.stream().map(WorkQueries.Task::of).toList();
            return new WorkQueries.Work(tasks, tasks, tasks, requests, cases, proposals, cases);
        };
    }

    CauseCategories categories() {
        return Fakes.port(CauseCategories.class, new Object() {
            public List<CauseCategory> of(Site site) {
                return rows == 0 ? List.of() : List.of(new CauseCategory(id(990), site, "cold-chain", say("Cold chain"), Analysis.Bone.MILIEU, false, NOW, 1),
                        new CauseCategory(id(991), site, "budget", null, Analysis.Bone.MONEY, true, NOW, 1));
            }
        });
    }

    KeepCatalogue catalogue() {
        return new KeepCatalogue(Fakes.AT_ONCE, new Ids(), Fakes.port(Journal.class), categories());
    }

    CountCauses causeCounts() {
        return new CountCauses(Fakes.AT_ONCE, (site, since, before) -> rows == 0 ? List.of() : List.of(new CauseQueries.Tally("budget", 2, 2), new CauseQueries.Tally("cold-chain", 21, 17),
                new CauseQueries.Tally("packaging", 40, 38), new CauseQueries.Tally(null, 9, 9), new CauseQueries.Tally("supplier", 12, 12), new CauseQueries.Tally("of-before", 1, 1)), categories());
    }

    public CaseQueries cases() {
        return Fakes.port(CaseQueries.class, new Object() {
            public Page<CaseRow> list(CaseQueries.Filter filter, String after, int most) {
                return list(filter, CaseOrder.NEWEST, after, most);
            }

            public Page<CaseRow> list(CaseQueries.Filter filter, CaseOrder order, String after, int most) {
                List<CaseRow> all = new ArrayList<>();
                for (int i = 0; i < Math.min(rows, most); i++) {
                    all.add(caseRow(i));
                }
                return new Page<>(all, rows > 20 ? "NC-MAIN-2026-0001" : null);
            }

            public CaseQueries.Counts counts(Site site, String login, LocalDate today, Instant now) {
                List<CaseQueries.Group> open = new ArrayList<>();
                Map<String, Long> settled = new LinkedHashMap<>();
                for (int i = 0; i < rows; i++) {
                    CaseRow row = caseRow(i);
                    if (List.of("Closed", "Rejected").contains(row.state())) {
                        settled.merge(row.state(), 411L, Long::sum);
                    } else {
                        open.add(new CaseQueries.Group(row.state(), row.severity(), row.owner() == null ? CaseQueries.Whose.NOBODYS : CaseQueries.Whose.MINE,
                                row.due() != null && row.due().isBefore(today), CaseAge.values()[i % 4], 1));
                    }
                }
                return new CaseQueries.Counts(open, settled);
            }

            public Optional<CaseView> one(Site site, String number) {
                return CaseNumber.parse(number).map(Samples.this::caseView);
            }
        });
    }

    /** The last digit of its number says in which state a case is. */
    private CaseView caseView(CaseNumber number) {
        CaseRow first = caseRow(0);
        CaseRow row = new CaseRow(first.id(), number.toString(), first.title(), STATES.get(number.running() % 10 % STATES.size()), first.severity(), first.customer(), first.customerName(),
                first.order(), first.orderNumber(), first.owner(), first.due(), first.reportedAt(), first.changedAt(), first.version());
        List<OrderSnapshot.Item> items = List.of(
                new OrderSnapshot.Item(say("6204-2RS"), say("Deep groove ball bearing 6204, sealed"), new BigDecimal("1200"), new BigDecimal("1150"), say("pcs"), List.of(say("LOT-26-114"), say("LOT-26-115"))),
                new OrderSnapshot.Item(null, say("Assembly grease"), null, new BigDecimal("2.5"), null, List.of()));
        OrderSnapshot snapshot = new OrderSnapshot(say("demo"), "-", "4711", say("SO-4711"), say("PO 2026/0099-A"), LocalDate.of(2026, 11, 2), say("C-10"), LocalDate.of(2026, 11, 13),
                LocalDate.of(2026, 11, 18), 5, List.of(new OrderSnapshot.Shipment("shipment", "1", say("LS-2026-0815"), "Delivered", LocalDate.of(2026, 11, 18), "DE", say("DHL"), items)));
        Nonconformity.Facts facts = new Nonconformity.Facts(row.id(), Site.MAIN, number, new Trigger(Trigger.Kind.RESPONSE, id(5000)), row.title(),
                List.of("satisfaction 1 of 5 (limit 2)", "recommendation 0 of 10 (limit 3)"), row.severity(), row.order(), id(4000), row.customer(), id(6000), id(5000), snapshot, null, 1, 2,
                row.reportedAt(), row.changedAt(), 1);
        return new CaseView(row, inState(row.state(), facts), contact(), List.of(delivery(0)), invitationView(), journal());
    }

    private static Nonconformity inState(String state, Nonconformity.Facts facts) {
        return switch (state) {
            case "Closed" -> new Nonconformity.Closed(facts, NOW);
            case "Rejected" -> new Nonconformity.Rejected(facts, "The customer meant another order.");
            case "Merged" -> new Nonconformity.Merged(facts, id(900));
            case "Reported" -> new Nonconformity.Reported(facts);
            default -> others(state, facts);
        };
    }

    private static Nonconformity others(String state, Nonconformity.Facts facts) {
        return switch (state) {
            case "Contained" -> new Nonconformity.Contained(facts);
            case "Analysed" -> new Nonconformity.Analysed(facts);
            case "Planned" -> new Nonconformity.Planned(facts);
            case "Implementing" -> new Nonconformity.Implementing(facts);
            default -> new Nonconformity.AwaitingEffectiveness(facts);
        };
    }

    /** What was said when a case was filed; with no rows, nothing. */
    public Intakes intakes() {
        return Fakes.port(Intakes.class, new Object() {
            public Optional<Intake> of(Id nonconformity) {
                return rows == 0 ? Optional.empty() : Optional.of(new Intake(id(995), Site.MAIN, nonconformity, Trigger.Kind.AUDIT, say("IA-2026-07/3"), say("Wrench 14 is overdue since May.\nNobody knew."),
                        Severity.OBSERVATION, List.of("reached nobody"), say("10"), say("6204-2RS"), say("Deep groove ball bearing"), say("LOT-26-114"), say("DHL"), "quirin", NOW));
            }
        });
    }

    /** More time for actions of {@link #caseFiles}: decided twice, asked by somebody else, and asked by the reader; with no rows, none. */
    public Extensions extensions() {
        return Fakes.port(Extensions.class, new Object() {
            public List<Extension> ofCase(Id of) {
                return rows == 0 ? List.of() : List.of(extension(of, 950, 940, "quirin").decided(Extension.Decision.REFUSED, "second", say("It is late already"), NOW),
                        extension(of, 951, 940, "quirin").decided(Extension.Decision.GRANTED, "second", null, NOW), extension(of, 952, 941, "second"), extension(of, 953, 942, "quirin"));
            }

            public List<Extension> of(Id action) {
                return ofCase(id(1)).stream().filter(e -> e.action().equals(action)).toList();
            }
        });
    }

    /** Of every case one that stands and one that was dismissed, on either side. */
    public Recurrences recurrences() {
        return Fakes.port(Recurrences.class, new Object() {
            public List<Recurrence> after(Id earlier, int most) {
                return returned(earlier, id(61), 8800);
            }

            public List<Recurrence> before(Id later, int most) {
                return returned(id(61), later, 8850);
            }

            public Optional<Recurrence> byId(Id wanted) {
                return returned(id(66), id(61), 8800).stream().filter(r -> r.id().equals(wanted)).map(r -> new Recurrence(r.id(), r.site(), caseView(CaseNumber.parse("NC-MAIN-2026-0066").orElseThrow())
                        .nonconformity().facts().id(), 2, r.later(), r.closedAt(), r.filedAt(), r.because(), r.foundAt(), r.dismissal(), r.version())).findFirst();
            }
        });
    }

    private Extension extension(Id of, int n, int action, String by) {
        return new Extension(id(n), Site.MAIN, of, id(action), LocalDate.of(2026, 11, 18), LocalDate.of(2026, 12, 9), say("The boxes come late"), by, NOW, Extension.Decision.ASKED, null, null, NOW, 1);
    }

    private List<Recurrence> returned(Id earlier, Id later, int first) {
        List<Recurrence> found = new ArrayList<>();
        for (Recurrence.Kind kind : rows == 0 ? List.<Recurrence.Kind>of() : List.of(Recurrence.Kind.values())) {
            int n = kind.ordinal();
            found.add(new Recurrence(id(first + n), Site.MAIN, earlier, 2, later, NOW.minusSeconds(86_400L * n * 70 + 60), NOW, new Recurrence.Because(kind, say("LOT-26-114")), NOW,
                    n % 2 == 0 ? null : new Recurrence.Dismissal("second", say("Another machine made these"), NOW), 1));
        }
        return found;
    }

    public RecurrenceQueries recurrenceFigures() {
        return (site, from, now) -> new RecurrenceQueries.Figures(from, rows, Arrays.stream(Recurrence.Window.values()).map(w -> new RecurrenceQueries.InWindow(w, rows, rows / 2, rows, 0)).toList());
    }

    /** What the customer of a case was told; with no rows, nothing. */
    public Mails mails() {
        return Fakes.port(Mails.class, new Object() {
            public List<Mail> about(Id subject) {
                return rows == 0 ? List.of() : List.of(new Mail(id(7100), Site.MAIN, Mail.Purpose.CONTAINMENT_LETTER, subject, id(6000), Mail.State.GIVEN_UP, "y@example.org", say("Your answer"),
                        say("Hello\n\nwe sent new ones"), "<p>x</p>", 3, say("550 no such user"), null, null, NOW, 2));
            }
        });
    }

    public Nonconformities nonconformities() {
        return Fakes.port(Nonconformities.class, new Object() {
            public Optional<Nonconformity> byNumber(Site site, CaseNumber number) {
                return Optional.of(caseView(number).nonconformity());
            }

            public Optional<Nonconformity> byId(Id id) {
                return Optional.of(caseView(CaseNumber.parse("NC-MAIN-2026-0066").orElseThrow()).nonconformity());
            }

            public List<CaseNumber> mergedInto(Id nonconformity, int most) {
                return IntStream.rangeClosed(1, Math.min(rows, 2)).mapToObj(n -> new CaseNumber(Site.MAIN, 2026, n)).toList();
            }
        });
    }

    /** What was done about a case; with no rows, nothing. */
    public CaseFiles caseFiles() {
        return Fakes.port(CaseFiles.class, new Object() {
            public CaseFile of(Nonconformity n) {
                return rows == 0 ? new CaseFile(n, List.of(), List.of(), List.of(), List.of(), List.of(), null) : file(n);
            }

            public List<Signature> signatures(Id nonconformity) {
                return rows == 0 ? List.of() : List.of(new Signature(id(910), Site.MAIN, nonconformity, 7, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "test",
                        Signature.Meaning.PLAN_APPROVED, "second", say("Selma Second"), NOW));
            }
        });
    }

    private CaseFile file(Nonconformity n) {
        Id of = n.facts().id();
        LocalDate day = LocalDate.of(2026, 11, 20);
        List<Analysis> analyses = List.of(new Analysis.FiveWhys(List.of(say("The bearings were wet"), say("The film was torn"), say("The pallet truck has a sharp edge"))),
                new Analysis.Ishikawa(Map.of(Analysis.Bone.MACHINE, List.of(say("Sharp edge of the pallet truck"), say("Wrapper set too low")), Analysis.Bone.MATERIAL, List.of(say("Film too thin")),
                        Analysis.Bone.MAN, List.of(say("New colleague at night"))), say("Film too thin")),
                new Analysis.IsIsNot(List.of(new Analysis.Contrast(say("where"), say("Hall 2"), say("Hall 1"), say("Another pallet truck")), new Analysis.Contrast("when", "since May", "before", null)),
                        say("The pallet truck of hall 2")),
                new Analysis.FreeText(say("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde was missing")));
        List<Cause> causes = new ArrayList<>();
        for (int i = 0; i < analyses.size(); i++) {
            Cause.Verdict verdict = Cause.Verdict.values()[i % 3];
            causes.add(new Cause(id(920 + i), Site.MAIN, of, i == 3 ? 1 : 2, analyses.get(i), i == 0 ? "packaging" : null, verdict, verdict == Cause.Verdict.PROPOSED ? null : say("Tried it"),
                    "quirin", verdict == Cause.Verdict.PROPOSED ? null : "second", NOW, 1));
        }
        Criterion criterion = new Criterion(new Stratum(Stratum.Kind.LOT, say("LOT-26-114")), Criterion.Measure.values()[n.facts().number().running() % 3], 10, 30, LocalDate.of(2026, 11, 1));
        List<CorrectiveAction> actions = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            CorrectiveAction.Facts facts = new CorrectiveAction.Facts(id(940 + i), Site.MAIN, of, i == 6 ? 1 : 2, i % 2 == 0 ? CorrectiveAction.Kind.CORRECTIVE : CorrectiveAction.Kind.PREVENTIVE,
                    say("Grind the edge of the pallet truck and check all others"), i % 2 == 0 ? "quirin" : "second", day.minusDays(2), "quirin", NOW, 1);
            actions.add(switch (i) {
                case 0 -> new CorrectiveAction.Planned(facts);
                case 1 -> new CorrectiveAction.InProgress(facts);
                case 2, 3 -> new CorrectiveAction.Done(facts, NOW);
                case 4 -> new CorrectiveAction.Verified(facts, NOW, "second");
                case 5 -> new CorrectiveAction.Cancelled(facts, say("No longer needed"), "second", null);
                default -> new CorrectiveAction.Ineffective(facts, NOW, "second");
            });
        }
        EffectCheck check = new EffectCheck(id(960), Site.MAIN, of, 2, EffectCheck.Proposal.CANNOT_CONCLUDE_YET,
                new EffectCheck.Counts(day.minusDays(400), day.minusDays(35), day.minusDays(30), day, new EffectCheck.Low(12, 40), new EffectCheck.Low(1, 9), new EffectCheck.Low(20, 400),
                        new EffectCheck.Low(2, 35)), List.of("TOO_FEW_AFTER"), List.of("WORSE_SO_FAR"), NOW);
        return new CaseFile(n, List.of(new Containment(id(970), Site.MAIN, of, Disposition.REPLACEMENT, say("50 new bearings by courier"), new BigDecimal("50"), "C62", say("Head of sales"), day, "quirin", NOW)),
                causes, List.of(new Plan(id(980), Site.MAIN, of, 1, criterion, "second", NOW, 1), new Plan(id(981), Site.MAIN, of, 2, criterion, "quirin", NOW, 1)), actions, List.of(check),
                n instanceof Nonconformity.Contained ? new RejectionProposal(id(990), Site.MAIN, of, say("Another order was meant"), "second", NOW) : null);
    }

    public Contact contact() {
        return new Contact(id(6000), Site.MAIN, id(2000), "7", say("Ada Lovelace-Öztürk"), say("ada.lovelace@very-long-subdomain.example.org"), say("+49 89 1234567"), "en", false, NOW, 1);
    }

    private InvitationView invitationView() {
        return new InvitationView(invitationRow(3), List.of(new Mail(id(7000), Site.MAIN, Mail.Purpose.INVITATION, id(8000), id(6000), Mail.State.SENT, "x@example.org",
                say("How did we do with order SO-4711?"), say("Hello Ada Lovelace,\n\nWe delivered your order SO-4711 on 18 Nov 2026. Would you tell us how it went?\n\nAnswer on our page:\nhttps://q.example.org/s/…"),
                "<p>x</p>", 1, null, null, NOW.minus(Duration.ofHours(20)), NOW.minus(Duration.ofHours(21)), 2)),
                List.of(response(0, "Suspect"), response(5, "Accepted"), response(2, "Later")));
    }

    private ResponseRow response(int n, String state) {
        String comment = n % 4 == 3 ? "" : say(n % 2 == 0 ? "Two pallets were wet and 50 bearings are missing. Nobody answered the phone on Friday.\nWe need the rest by Tuesday, otherwise line 3 stands still."
                : "Fünf Tage zu spät, und niemand hat uns Bescheid gesagt. Die Ware selbst ist in Ordnung.");
        return new ResponseRow(id(5000 + n), state, id(8000), id(3000 + n), say("SO-" + (4711 + n)), id(2000 + n), n % 9 == 7 ? null : say(NAMES.get(n % NAMES.size())), n % 5 + 1,
                n % 3 == 1 ? null : n % 11, comment, n % 2 == 0, n % 2 == 0 ? "en" : "de", NOW.minus(Duration.ofHours(5L + 9L * n)), state.equals("Suspect") ? "the browser named no language" : null,
                state.equals("Accepted") && n % 5 < 2 ? "NC-MAIN-2026-0061" : null, 1, n % 4 == 3 ? "NC-MAIN-2026-0065" : null);
    }

    private InvitationRow invitationRow(int n) {
        List<String> states = List.of("Held", "Scheduled", "Sent", "Answered", "Expired", "Bounced", "Withdrawn", "Suppressed");
        String state = states.get(n % states.size());
        boolean sent = List.of("Sent", "Answered", "Expired", "Bounced").contains(state);
        return new InvitationRow(id(8000 + n), "delivery", state, id(3000 + n), say("SO-" + (4711 + n)), state.equals("Held") ? null : id(4000 + n), id(2000 + n), say(NAMES.get(n % NAMES.size())),
                n % 2 == 0 ? "en" : "de", state.equals("Held") || state.equals("Suppressed") ? null : NOW.plus(Duration.ofHours(5)), sent ? NOW.minus(Duration.ofDays(1)) : null,
                sent ? NOW.plus(Duration.ofDays(29)) : null, state.equals("Answered") ? NOW.minus(Duration.ofHours(3)) : null,
                state.equals("Suppressed") || state.equals("Withdrawn") ? NotAsked.values()[n % NotAsked.values().length] : null, NOW.minus(Duration.ofDays(2)), 3,
                n % 4 == 3 ? "NC-MAIN-2026-0065" : null);
    }

    private DeliveryRow delivery(int n) {
        Line line = n == 9 ? null : Line.values()[n % Line.values().length];
        NotAsked why = line == Line.NOT_ASKED ? NotAsked.values()[n / 9 % NotAsked.values().length] : line == Line.WITHDRAWN ? NotAsked.OPTED_OUT : null;
        return new DeliveryRow(id(4000 + n), say("demo"), "-", "shipment", say(String.valueOf(n)), n % 8 == 6 ? null : say("LS-2026-" + (8150 + n)), List.of("Delivered", "Shipped", "Cancelled", "Reversed").get(n % 13 == 4 ? 1 : n % 17 == 9 ? 3 : 0),
                LocalDate.of(2026, 11, 13), n % 10 == 8 ? null : LocalDate.of(2026, 11, 18).minusDays(n), n % 10 == 8 ? null : n % 4 == 0 ? 5 : n % 4 == 1 ? 0 : n % 4 == 2 ? -2 : 1, id(2000 + n), say("C-" + n),
                n % 9 == 7 ? null : say(NAMES.get(n % NAMES.size())), n % 5 == 2 ? List.of(say("SO-4711"), say("SO-4712")) : List.of(say("SO-" + (4711 + n))), line, why,
                NOW.minus(Duration.ofHours(26L * n + 26)), NOW.minus(Duration.ofHours(20L * n)), 2);
    }

    /** One round with a message and an answer of each kind, and one before it that nobody answered yet. */
    public FollowUpQueries followUps() {
        return (site, number) -> rows == 0 ? List.of() : List.of(
                new FollowUpQueries.Round(new FollowUp(id(8600), site, id(60), 1, "", "second", NOW.minus(Duration.ofDays(40))), List.of(asked(0, "Scheduled", null, null))),
                new FollowUpQueries.Round(new FollowUp(id(8601), site, id(60), 2, say("We pack it in foam now.\nThe old boxes are gone."), "quirin", NOW.minus(Duration.ofDays(3))),
                        IntStream.range(0, rows).mapToObj(n -> n % 5 == 4 ? asked(n, "Suppressed", NotAsked.FATIGUE, null) : asked(n, n % 2 == 0 ? "Answered" : "Sent", null, n % 2 == 0 ? n % 5 + 1 : null)).toList()));
    }

    private FollowUpQueries.Asked asked(int n, String state, NotAsked why, Integer after) {
        return new FollowUpQueries.Asked(id(8700 + n), id(3000 + n), say("SO-" + (4711 + n)), id(2000 + n), n % 9 == 7 ? null : say(NAMES.get(n % NAMES.size())), state, why,
                state.equals("Answered") || state.equals("Sent") ? NOW.minus(Duration.ofDays(2)) : null, n % 3 == 1 ? null : 1 + n % 2, after, after != null && after < 3 ? "NC-MAIN-2026-0061" : null);
    }

    public DeliveryQueries deliveries() {
        return Fakes.port(DeliveryQueries.class, new Object() {
            public Page<DeliveryRow> list(DeliveryQueries.Filter filter, String after, int most) {
                List<DeliveryRow> all = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    all.add(delivery(i));
                }
                return new Page<>(all, rows > 20 ? id(4100).value() : null);
            }

            public Optional<DeliveryView> one(Site site, Id id) {
                return Optional.of(deliveryView(Integer.parseInt(id.value().substring(20)) - 4000));
            }

            public LedgerTotals totals(Site site, String programme, LocalDate from, LocalDate to) {
                if (rows == 0) {
                    return new LedgerTotals(from, to, 0, List.of());
                }
                List<Count> counts = new ArrayList<>(List.of(new Count(Line.ANSWERED, null, 81), new Count(Line.ASKED, null, 60), new Count(Line.SILENT, null, 119), new Count(Line.SUSPECT, null, 3),
                        new Count(Line.BOUNCED, null, 2), new Count(Line.WAITING, null, 14), new Count(Line.PART_OF_ORDER, null, 35), new Count(Line.WITHDRAWN, NotAsked.RETURNED, 4)));
                for (NotAsked why : NotAsked.values()) {
                    counts.add(new Count(Line.NOT_ASKED, why, 1 + why.ordinal() * 7L));
                }
                return new LedgerTotals(from, to, counts.stream().mapToLong(Count::deliveries).sum(), counts);
            }
        });
    }

    private DeliveryView deliveryView(int n) {
        DeliveryRow row = delivery(n);
        DeliveredOrder.Line line = new DeliveredOrder.Line("1", null, null, null, say("6204-2RS"), null, null, say("Deep groove ball bearing 6204, sealed, C3 clearance, for high temperature applications"), null,
                new BigDecimal("1200"), new BigDecimal("1150.250"), null, say("pcs"), null, List.of(say("LOT-26-114"), say("LOT-26-115")));
        DeliveredOrder report = new DeliveredOrder(new DeliveredOrder.SourceRef("demo", "-", "shipment", "1", "LS-1", null), DeliveredOrder.Kind.DELIVERY, DeliveredOrder.Status.DELIVERED,
                List.of(new DeliveredOrder.OrderRef("4711", "SO-4711", null, null, null, null, null)), null, List.of(), null, null, null, null,
                new DeliveredOrder.Place(null, null, "DE", null, null, say("München")), null, say("DHL"), null, n % 5 == 4 ? List.of() : List.of(line, line), List.of(), Map.of());
        boolean asked = row.line() != null && row.line() != Line.PART_OF_ORDER;
        InvitationRow invitation = invitationRow(row.line() == Line.WAITING ? n / 9 % 2 : row.line() == Line.NOT_ASKED ? 7 : 3);
        return new DeliveryView(row, report, n % 3 == 2 ? null : contact(), List.of(new OrderRow(id(3000), say("SO-4711"), say("PO 2026/0099-A"), "Complete", LocalDate.of(2026, 11, 2))),
                asked ? List.of(invitation) : List.of(), row.line() == Line.PART_OF_ORDER ? List.of(delivery(1), delivery(2)) : List.of(), n == 0 ? List.of(caseRow(0)) : List.of());
    }

    public CustomerQueries customers() {
        return Fakes.port(CustomerQueries.class, new Object() {
            public Page<CustomerRow> list(Site site, String text, String after, int most) {
                List<CustomerRow> all = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    all.add(new CustomerRow(id(2000 + i), say("C-" + (10 + i)), i % 9 == 7 ? null : say(NAMES.get(i % NAMES.size())), 1000 + i * 37L, i, i % 3, i % 10 == 8 ? null : LocalDate.of(2026, 11, 18).minusDays(i)));
                }
                return new Page<>(all, rows > 20 ? id(2100).value() : null);
            }

            public List<CustomerQueries.Marks> marks(Site site, Id id) {
                return rows == 0 ? List.of() : List.of(new CustomerQueries.Marks(5, 9, rows), new CustomerQueries.Marks(1, null, 2));
            }

            public Optional<CustomerView> one(Site site, Id id) {
                Customer customer = new Customer(id, Site.MAIN, say("demo"), "-", "10", say("C-10"), say(NAMES.get(2)), say("Maschinenbau"), NOW.minus(Duration.ofDays(100)), NOW, 1);
                List<DeliveryRow> deliveries = new ArrayList<>();
                List<ResponseRow> answers = new ArrayList<>();
                List<CaseRow> cases = new ArrayList<>();
                for (int i = 0; i < Math.min(rows, 8); i++) {
                    deliveries.add(delivery(i));
                    answers.add(response(i, i == 2 ? "Later" : "Accepted"));
                    cases.add(caseRow(i));
                }
                return Optional.of(new CustomerView(customer, rows == 0 ? List.of() : List.of(contact()), deliveries, answers, cases));
            }
        });
    }

    public SurveyQueries surveys() {
        return Fakes.port(SurveyQueries.class, new Object() {
            public Page<InvitationRow> invitations(Site site, String state, Id customer, String after, int most) {
                List<InvitationRow> all = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    all.add(invitationRow(i));
                }
                return new Page<>(all, rows > 20 ? id(8100).value() : null);
            }

            public Optional<InvitationView> invitation(Site site, Id id) {
                InvitationView full = invitationView();
                int n = Integer.parseInt(id.value().substring(20)) - 8000;
                return Optional.of(n == 3 ? full : new InvitationView(invitationRow(n), List.of(), List.of()));
            }

            public Page<ResponseRow> responses(Site site, String state, Id customer, Instant since, String after, int most) {
                List<ResponseRow> all = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    all.add(response(i, i % 6 == 2 ? "Later" : i % 6 == 4 ? "Suspect" : "Accepted"));
                }
                return new Page<>(all, rows > 20 ? id(5100).value() : null);
            }
        });
    }

    public FeedbackQueries feedback() {
        return Fakes.port(FeedbackQueries.class, new Object() {
            public Page<FeedbackRow> list(FeedbackQueries.Filter filter, String after, int most) {
                List<FeedbackRow> all = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    all.add(said(i));
                }
                return new Page<>(all, rows > 20 ? id(7100).value() : null);
            }

            public Optional<FeedbackRow> one(Site site, Id id) {
                return Optional.of(said(2));
            }
        });
    }

    public OtherReceivers others() {
        return Fakes.port(OtherReceivers.class, new Object() {
            public Optional<OtherReceivers.Receivers> of(Site site, CaseNumber number, String after, int most) {
                List<OtherReceivers.Receiver> all = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    all.add(new OtherReceivers.Receiver(delivery(i), List.of(say("6204-2RS")), i % 3 == 0 ? List.of() : List.of(say("LOT-26-114"), say("LOT-26-115"))));
                }
                return Optional.of(new OtherReceivers.Receivers(rows == 0 ? List.of() : List.of(say("6204-2RS")), rows == 1 ? List.of() : List.of(say("LOT-26-114")),
                        new Page<>(all, rows > 20 ? id(4100).value() : null)));
            }
        });
    }

    public SimilarCases similar() {
        return Fakes.port(SimilarCases.class, new Object() {
            public Optional<List<SimilarCases.Similar>> of(Site site, CaseNumber number) {
                List<SimilarCases.Similar> all = new ArrayList<>();
                for (int i = 0; i < Math.min(rows, 20); i++) {
                    all.add(new SimilarCases.Similar(caseRow(i), List.of(new Likeness.Reason(Likeness.Kind.values()[i % 4], List.of(say("LOT-26-114"), say("x"))),
                            new Likeness.Reason(Likeness.Kind.CUSTOMER, List.of()))));
                }
                return Optional.of(all);
            }
        });
    }

    public ComplaintQueries complaints() {
        return Fakes.port(ComplaintQueries.class, new Object() {
            public Page<ComplaintRow> list(ComplaintQueries.Filter filter, String after, int most) {
                List<ComplaintRow> all = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    all.add(complaint(i));
                }
                return new Page<>(all, rows > 20 ? id(9999).value() : null);
            }

            public Optional<ComplaintRow> one(Site site, Id id) {
                return Optional.of(complaint(Integer.parseInt(id.value().substring(20)) - 9900));
            }

            public ComplaintQueries.Figures figures(Site site, Instant from, Instant to, Instant now) {
                return new ComplaintQueries.Figures(rows, rows / 2, rows / 3, rows / 4, rows / 5, rows / 6);
            }
        });
    }

    /** Of a case; with no rows, none. */
    public Complaints complaintsOfCases() {
        return Fakes.port(Complaints.class, new Object() {
            public List<Complaint> of(Id nonconformity) {
                return IntStream.range(0, Math.min(rows, 3)).mapToObj(n -> complaint(n).complaint()).toList();
            }

            public List<Complaints.Brought> broughtTo(Id nonconformity) {
                return rows < 3 ? List.of() : List.of(new Complaints.Brought(complaint(3).complaint(), CaseNumber.parse("NC-MAIN-2026-0099").orElseThrow()));
            }
        });
    }

    private ComplaintRow complaint(int n) {
        boolean known = n % 4 != 1;
        Complaint received = new Complaint.Received(new Complaint.Facts(id(9900 + n), Site.MAIN, "token", Complaint.Channel.values()[n % 7], n % 3 == 1 ? null : say("Ada Lovelace-Öztürk"),
                n % 5 == 4 ? null : say("Zwei Paletten waren naß.\nUnd niemand ging ans Telefon."), known ? id(2000 + n) : null, known ? id(3000 + n) : null, known ? id(4000 + n) : null,
                n % 3 == 2 ? id(1000) : null, NOW.minus(Duration.ofDays(n)), NOW.minus(Duration.ofDays(n - 2L)), NOW.minus(Duration.ofDays(n - 14L)), null, null, null, null, null, say("pia"),
                NOW, 1));
        Complaint complaint = n % 3 == 0 ? received : n % 3 == 1 ? received.acknowledged(NOW.minusSeconds(60), say("pia"), NOW) : received.answered(say("Wir liefern morgen nach."), NOW, say("pia"), NOW);
        return new ComplaintRow(complaint, known && n % 5 != 3 ? say(NAMES.get(n % NAMES.size())) : null, known ? say("SO-4711") : null, known ? say("LS-2026-0815") : null,
                n % 3 == 2 ? "NC-MAIN-2026-0061" : null, n % 3 == 2 ? "Merged" : null, n % 3 == 2 ? "NC-MAIN-2026-0062" : null);
    }

    private FeedbackRow said(int n) {
        Discrepancy whole = new Discrepancy(null, null, null, null, null, null, null, null, Map.of(Discrepancy.Code.REJECT_REASON, say("damaged")));
        Discrepancy line = new Discrepancy(say("1"), say("GZ-1001"), say(n % 2 == 0 ? "Scharnier 90°" : "Rillenkugellager mit sehr langem Namen und Dichtscheiben 6204-2RSR, verzinkt"),
                new java.math.BigDecimal("115.5"), new java.math.BigDecimal(n), new java.math.BigDecimal(5 - n % 6), n % 3 == 0 ? java.math.BigDecimal.ONE : null,
                n % 4 == 3 ? null : n % 4 == 2 ? say("XBX") : "C62", Map.of(Discrepancy.Code.TIMING_COMPLAINT, say("late"), Discrepancy.Code.REJECT_ACTION, say("credit")));
        boolean known = n % 4 != 1;
        Feedback.Facts facts = new Feedback.Facts(id(7000 + n), Site.MAIN, Feedback.Kind.values()[n % 6], id(7500), "line " + n, say("LS-2026-0815"), known ? id(4000 + n) : null,
                known ? id(3000 + n) : null, known ? id(2000 + n) : null, n % 5 == 4 ? whole : line, n % 3 == 2 ? null : say("Verbogen, sagt Herr Brandt.\nEinen Tag zu spät."),
                n % 6 == 5 ? null : java.time.LocalDate.of(2026, 11, 20), n % 7 == 6, NOW.minus(Duration.ofHours(n)), NOW, 1);
        Feedback feedback = n % 3 == 0 ? new Feedback.New(facts) : n % 3 == 1 ? new Feedback.Coded(facts) : new Feedback.Answered(facts);
        return new FeedbackRow(feedback, say("RA-" + n), known ? say("LS-2026-0815") : null, known ? say("SO-1") : null, known ? say("C-10") : null,
                known && n % 5 != 3 ? say(NAMES.get(n % NAMES.size())) : null);
    }

    private List<JournalRow> journal() {
        return List.of(new JournalRow(4101L, NOW.minus(Duration.ofHours(26)), "connector:demo", "delivery.recorded", "delivery", id(4000), 1, "", Map.of("state", "Delivered", "number", say("LS-2026-0815"))),
                new JournalRow(4102L, NOW.minus(Duration.ofHours(21)), "system:invitations.send", "invitation.sent", "invitation", id(8000), 3, "", Map.of("state", "Sent")),
                new JournalRow(4103L, NOW.minus(Duration.ofHours(3)), "customer:" + id(8000), "response.accepted", "response", id(5000), 1, "", Map.of("satisfaction", "1")),
                new JournalRow(null, NOW.minus(Duration.ofHours(3)), "user:" + say("quirin"), say("something.else"), "nonconformity", id(1000), 1, say("satisfaction 1 of 5 (limit 2)"), Map.of("state", "Reported")));
    }

    public JournalQueries journals() {
        return Fakes.port(JournalQueries.class, new Object() {
            public List<JournalRow> of(List<Id> objects, int most) {
                return journal();
            }
        });
    }

    public Programmes programmes() {
        return () -> new Programme("delivery", Site.MAIN, Duration.ofDays(2), Optional.of(Duration.ofDays(14)), Optional.of(Duration.ofDays(30)), Optional.of(Duration.ofDays(30)), Duration.ofDays(30),
                new BigDecimal("12.5"), Language.EN, Programme.AcceptanceLimits.DEFAULT);
    }

    public Streams streams() {
        return Fakes.port(Streams.class, new Object() {
            public List<Streams.State> all() {
                return rows == 0 ? List.of() : List.of(
                        new Streams.State(say("demo"), "demo", new Streams.Cursor(null, NOW.minusSeconds(40), null, null, true), NOW.minusSeconds(40), NOW.minusSeconds(5), 1234567, null, null, 0, null, false),
                        new Streams.State(say("main-erp"), "tryton", new Streams.Cursor(null, NOW.minus(Duration.ofHours(7)), null, null, true), NOW.minus(Duration.ofHours(7)), NOW.minus(Duration.ofHours(7)), 812,
                                say("cannot log in to http://erp:8000/ (database tryton): user or password are wrong"), NOW.minus(Duration.ofHours(6)), 37, NOW.plusSeconds(200), false),
                        new Streams.State(say("old-erp"), "files", null, null, null, 0, null, null, 0, null, true));
            }
        });
    }

    private Mail mail(int n) {
        return new Mail(id(7000 + n), Site.MAIN, Mail.Purpose.values()[n % 3], id(8000 + n), id(6000), n % 4 == 3 ? Mail.State.GIVEN_UP : Mail.State.WAITING, "x", say("title"), say("text"), "", n, n == 2 ? null : say("the mail server mail.example.org:587 does not answer: connection refused"),
                n % 4 == 3 ? null : NOW.plusSeconds(90L * n), null, NOW.minus(Duration.ofHours(n)), n + 1L);
    }

    public OperationQueries operation() {
        return Fakes.port(OperationQueries.class, new Object() {
            public List<OperationQueries.Queue> queues(Instant now) {
                List<OperationQueries.Queue> queues = new ArrayList<>();
                for (Command.Kind kind : Command.Kind.values()) {
                    int n = rows == 0 ? 0 : kind.ordinal();
                    queues.add(new OperationQueries.Queue(kind, n * 3L, n * 1200L, n % 2, n % 3, n % 2, n == 0 ? null : NOW.minusSeconds(12L * n)));
                }
                return queues;
            }

            public List<OperationQueries.Step> steps(Command.Kind kind, int most) {
                return List.of(new OperationQueries.Step(kind, id(8000 + kind.ordinal()), NOW.plusSeconds(600), 7, kind.ordinal() % 2 == 1, null, say("StaleException")),
                        new OperationQueries.Step(kind, id(8100 + kind.ordinal()), NOW.plusSeconds(6), 1, false, null, null));
            }

            public List<Mail> unsentMails(int most) {
                List<Mail> mails = new ArrayList<>();
                for (int i = 0; i < Math.min(rows, 5); i++) {
                    mails.add(mail(i));
                }
                return mails;
            }

            public String database() {
                return "Apache Derby 10.16.1.1";
            }

            public long deliveries() {
                return rows * 411L;
            }

            public long unnumberedJournalEntries() {
                return rows;
            }
        });
    }

    Quarantine.Entry record(int n) {
        return new Quarantine.Entry(id(9000 + n), Site.MAIN, say("main-erp"), say("stock.shipment.out/" + n), say("{\n  \"id\": 12,\n  \"name\": \"Müller & Söhne\",\n  \"lines\": []\n}"), "application/json",
                List.of(new Problem(say("lines"), null, "at least one line"), new Problem("customer.email", say("müller@@example"), "an address such as name@example.org"), new Problem("orders[0].no", "", "a number")),
                NOW.minus(Duration.ofDays(2)), NOW.minus(Duration.ofMinutes(20)));
    }

    public Quarantine quarantine() {
        return Fakes.port(Quarantine.class, new Object() {
            public List<Quarantine.Entry> all(int most) {
                List<Quarantine.Entry> all = new ArrayList<>();
                for (int i = 0; i < Math.min(rows, most); i++) {
                    all.add(record(i));
                }
                return all;
            }

            public long count() {
                return rows;
            }

            public Optional<Quarantine.Entry> byId(Id id) {
                return Optional.of(record(0));
            }
        });
    }

    /** The caller of {@link FakeRequest}, and others. */
    /** One that is well, one that fails, one that is gone, and a new one. */
    public Webhooks webhooks() {
        List<Webhook> all = new ArrayList<>();
        all.add(new Webhook.On(endpoint(0, "ERP", NOW.plus(Duration.ofHours(3)))));
        all.add(new Webhook.On(endpoint(1, "Data warehouse of the group, Rhein-Main-Donau-Betriebsgesellschaft", null)));
        all.add(new Webhook.Off(endpoint(2, "CRM", null), Webhook.Why.GONE));
        all.add(new Webhook.On(endpoint(3, "Chat", null)));
        return Fakes.port(Webhooks.class, new Object() {
            public List<Webhook> all() {
                return rows == 0 ? List.of() : all;
            }

            public Optional<Webhook> byId(Id id) {
                return all.stream().filter(w -> w.facts().id().equals(id)).findFirst();
            }

            public WebhookHealth health(Id id) {
                WebhookHealth unknown = WebhookHealth.unknown(id);
                return id.equals(id(9700)) ? unknown.delivered(NOW.minusSeconds(90))
                        : id.equals(id(9701)) ? unknown.failed(say("no answer within 20000 ms"), true, null, NOW.minusSeconds(9000)).failed(say("500: the endpoint has a fault"), true, null, NOW)
                        : unknown;
            }

            private Id id(int n) {
                return Samples.id(n);
            }
        });
    }

    private Webhook.Facts endpoint(int n, String name, Instant previousUntil) {
        return new Webhook.Facts(id(9700 + n), Site.MAIN, say(name), java.net.URI.create("https://hooks.example.org/" + "a-long-path/".repeat(n * 4)),
                java.util.Set.of(EventType.values()[n % 2]), n + 1, previousUntil, NOW, NOW, 1);
    }

    public WebhookMessages webhookMessages() {
        List<WebhookMessage> all = new ArrayList<>();
        for (int i = 0; i < Math.max(3, Math.min(rows, 100)); i++) {
            WebhookMessage written = WebhookMessage.written(id(9800 + i), endpoint(0, "ERP", null), EventType.values()[i % 3], id(9600 + i),
                    "{\"type\":\"response.recorded\",\"timestamp\":\"2026-11-21T08:00:00Z\",\"data\":{\"id\":\"" + say("x") + "\"}}", NOW.minusSeconds(60L * i));
            all.add(i % 3 == 0 ? written.delivered(NOW) : i % 3 == 1 ? written.failed(say("404: there is nothing at this address"), NOW.plusSeconds(300)) : written.givenUp(say("410"), true, NOW));
        }
        return Fakes.port(WebhookMessages.class, new Object() {
            public List<WebhookMessage> of(Id webhook, int most) {
                return rows == 0 ? List.of() : all;
            }

            public long count(Id webhook, WebhookMessage.State state) {
                return rows == 0 ? 0 : all.stream().filter(m -> m.state() == state).count();
            }

            public Optional<WebhookMessage> byId(Id id) {
                return all.stream().filter(m -> m.id().equals(id)).findFirst();
            }

            public List<WebhookMessage.Attempt> attempts(Id message) {
                return rows == 0 ? List.of() : List.of(new WebhookMessage.Attempt(message, 1, NOW.minusSeconds(9), null, Duration.ofSeconds(20), say("no answer within 20000 ms")),
                        new WebhookMessage.Attempt(message, 2, NOW, 200, Duration.ofMillis(12), null));
            }
        });
    }

    public Users users() {
        List<User> all = new ArrayList<>();
        all.add(new User.Active(facts(FakeRequest.USER, "quirin", say("Quirin Quality"), say("quirin@example.org"), java.util.Set.of(Role.OPERATOR, Role.QUALITY_MANAGER), 0)));
        all.add(new User.Locked(facts(id(9500), "locked-user", say("Anna-Katharina Freifrau von und zu Hohenstein-Waldburg"), null, java.util.Set.of(Role.AUDITOR), 5), NOW.plusSeconds(900)));
        all.add(new User.Ended(facts(id(9501), "gone", say("Former Colleague"), null, java.util.Set.of(Role.QUALITY_MANAGER), 0)));
        all.add(new User.Active(facts(id(9502), "erp", say("Main ERP"), null, java.util.Set.of(Role.ERP), 2)));
        return Fakes.port(Users.class, new Object() {
            public List<User> all() {
                return all;
            }

            public List<User> active(Site site, Role role) {
                return all.stream().filter(u -> u instanceof User.Active && u.facts().roles().contains(role)).toList();
            }

            public Optional<User> byId(Id id) {
                return all.stream().filter(u -> u.facts().id().equals(id)).findFirst();
            }

            public Optional<User> byLogin(String login) {
                return all.stream().filter(u -> u.facts().login().equals(login)).findFirst();
            }
        });
    }

    private static User.Facts facts(Id id, String login, String name, String email, java.util.Set<Role> roles, int failed) {
        return new User.Facts(id, Site.MAIN, login, name, email, roles, Language.DE, User.Notice.DIGEST, "hash", failed, NOW.minus(Duration.ofDays(3)), 4);
    }

    Health health() {
        Health health = new Health();
        health.addCheck(check("store", rows == 0 ? HealthCheck.Result.down("the database does not answer") : HealthCheck.Result.ok("reads and writes")));
        health.addCheck(check("mail", rows == 1 ? HealthCheck.Result.ok("0 mails wait to be sent") : HealthCheck.Result.degraded(say("no mail server is configured; 12 mails wait"))));
        health.addCheck(check("something-new", HealthCheck.Result.ok("fine")));
        return health;
    }

    private static HealthCheck check(String name, HealthCheck.Result result) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Result check() {
                return result;
            }
        };
    }

    ConfigurationProblems problems() {
        ConfigurationProblems problems = new ConfigurationProblems();
        if (rows > 0) {
            problems.report("x", List.of(new Problem("etc/io.plumbline.programme.cfg: delay", say("two days"), "a time from 0s to 365d such as 90s, 30m, 12h or 14d; using 2d")));
        }
        return problems;
    }

}
