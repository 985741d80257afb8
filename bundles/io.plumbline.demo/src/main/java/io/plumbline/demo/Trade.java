package io.plumbline.demo;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the demo company sells to whom. Everything follows from a seed: the same orders on every machine. One order makes one or more
 * documents: deliveries, later parts, corrections, cancellations, returns.
 */
final class Trade {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final long FIRST = 20_000;
    private static final long BEFORE_WAX_OIL = 120;
    /** Neighbouring seeds begin with neighbouring numbers; times an odd number from all over the range they do not. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final String[][] ARTICLES = {
        {"HX-1001", "Scharnier 90°, vernickelt", "Hinge 90°, nickel-plated", "Beschläge", "pcs", "1.85"},
        {"HX-1002", "Topfscharnier mit Dämpfung", "Soft-close hinge", "Beschläge", "pcs", "4.20"},
        {"HX-2010", "Schubladenauszug 450 mm", "Drawer runner 450 mm", "Auszüge", "pcs", "12.90"},
        {"HX-2014", "Vollauszug 600 mm", "Full-extension runner 600 mm", "Auszüge", "pcs", "19.50"},
        {"HX-3100", "Möbelgriff Edelstahl 160 mm", "Stainless handle 160 mm", "Griffe", "pcs", "3.60"},
        {"HX-3115", "Möbelknopf Eiche", "Oak knob", "Griffe", "pcs", "2.10"},
        {"HX-4200", "Regalboden Buche 800 × 300", "Beech shelf 800 × 300", "Holz", "pcs", "24.00"},
        {"HX-4210", "Leimholzplatte Eiche 1200 × 600", "Oak panel 1200 × 600", "Holz", "pcs", "68.00"},
        {"HX-5001", "Hartwachsöl farblos 2,5 l", "Hard wax oil, clear, 2.5 l", "Oberfläche", "can", "54.00"},
        {"HX-5007", "Schleifpapier P180 (100 Blatt)", "Sandpaper P180 (100 sheets)", "Oberfläche", "box", "21.00"},
        {"HX-6002", "Montageset LED-Leiste", "LED strip mounting set", "Licht", "set", "33.50"},
        {"HX-6010", "Netzteil 24 V 60 W", "Power supply 24 V 60 W", "Licht", "pcs", "27.80"}};
    private static final String[][] GERMAN = {
        {"Nordlicht Möbel GmbH", "Kiel", "Jana Petersen"}, {"Tischlerei Ahrens", "Lübeck", "Uwe Ahrens"}, {"Küchenwerk Dresden AG", "Dresden", "Sabine Lorenz"},
        {"Schreinerei Huber & Söhne", "Rosenheim", "Josef Huber"}, {"Ladenbau Krüger", "Bremen", "Maike Krüger"}, {"Werkstatt Süd eG", "Freiburg", "Anne Vogt"},
        {"Innenausbau Yıldız", "Köln", "Emre Yıldız"}, {"Holzmanufaktur Weiß", "Leipzig", "Katrin Weiß"}, {"Objekteinrichtung Brandt", "Hannover", "Nils Brandt"},
        {"Möbelhaus Seeblick", "Konstanz", "Petra Amann"}, {"Atelier für Raum & Licht", "Berlin", "Lea Sommer"}, {"Bau- und Möbeltischlerei Franke", "Erfurt", "Dirk Franke"},
        {"Hotelausstatter Rheingold", "Mainz", "Claudia Stein"}, {"Schulmöbel Neumann GmbH & Co. KG", "Kassel", "Horst Neumann"}, {"Yachtausbau Förde", "Flensburg", "Inga Clausen"},
        {"Messebau Zwick", "Nürnberg", "Tobias Zwick"}, {"Praxiseinrichtung Dr. Alt", "Aachen", "Beate Alt"}, {"Kirchenmöbel St. Anna", "Münster", "Ulrich Böing"}};
    private static final String[][] ENGLISH = {
        {"Harbour Joinery Ltd", "Bristol", "Emma Clarke"}, {"Oak & Iron Interiors", "Leeds", "Daniel Hughes"}, {"Galway Fit-Out", "Galway", "Aoife Byrne"},
        {"Northern Kitchens plc", "Manchester", "Priya Shah"}, {"Thames Shopfitters", "Reading", "George Miller"}, {"Bespoke Stair Company", "York", "Helen Ward"},
        {"Highland Woodworks", "Inverness", "Callum Reid"}, {"Dockside Furniture", "Cork", "Niamh Kelly"}, {"Studio Pellegrini", "London", "Marta Pellegrini"},
        {"Classroom Supplies Direct", "Derby", "Imran Aziz"}, {"Lakeside Hotels Group", "Kendal", "Rachel Moss"}, {"O’Brien & Daughters", "Limerick", "Sinéad O’Brien"}};
    private static final String[] GERMAN_CARRIERS = {"Fördefracht", "Kranich Logistik", "Spedition Ostermann"};
    private static final String[] ENGLISH_CARRIERS = {"Kranich Logistik", "Pennine Haulage", "Quayside Parcels"};

    /** Something that the demo ERP writes at a moment. */
    interface Deed {
        /** @param late how long after {@code at} others see what was written */
        void run(ErpStore store, Instant at, Duration late);
    }

    /** A deed and its moment. */
    record Planned(Instant at, Deed deed) {
    }

    private final Random random;
    private long orders;

    /** @param taken how many orders there are already */
    Trade(long seed, long taken) {
        this.random = new Random(seed);
        this.orders = taken;
    }

    /** The orders of half a year or any other span, with all that becomes of them until its end, by time. */
    static List<Planned> history(Instant from, Instant to) {
        Trade trade = new Trade(20260921L, 0);
        List<Planned> all = new ArrayList<>();
        for (LocalDate day = LocalDate.ofInstant(from, ZONE); !day.isAfter(LocalDate.ofInstant(to, ZONE)); day = day.plusDays(1)) {
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            int count = weekend ? 0 : 2 + trade.random.nextInt(3);
            for (int i = 0; i < count; i++) {
                Instant at = day.atTime(LocalTime.of(7, 0).plusMinutes(trade.random.nextInt(600))).atZone(ZONE).toInstant();
                all.addAll(trade.order(at, Duration.ofDays(1)));
            }
        }
        all.removeIf(p -> p.at().isBefore(from) || !p.at().isBefore(to));
        all.sort(Comparator.comparing(Planned::at));
        return all;
    }

    /**
     * An order and what becomes of it.
     *
     * @param pace how long a working day lasts: a real one for the history, a minute for the life after it
     */
    List<Planned> order(Instant at, Duration pace) {
        orders++;
        long number = orders;
        Random own = new Random(number * SPREAD + 7);
        boolean german = own.nextInt(100) < 60;
        String[][] all = german ? GERMAN : ENGLISH;
        int who = own.nextInt(all.length);
        ObjectNode order = ErpStore.object().put("id", FIRST + number).put("number", String.format(Locale.ROOT, "A-%05d", FIRST + number));
        if (own.nextInt(100) < 70) {
            order.put("reference", (german ? "BE-" : "PO-") + (4000 + own.nextInt(5000)));
        }
        LocalDate ordered = LocalDate.ofInstant(at, ZONE).minusDays(4 + own.nextInt(6));
        order.put("date", ordered.toString()).put("currency", german ? "EUR" : "GBP");
        ArrayNode items = items(number, german);
        order.put("net", value(items));
        boolean late = own.nextInt(100) < 12;
        LocalDate promised = LocalDate.ofInstant(at, ZONE).plusDays(late ? -1 - own.nextInt(6) : own.nextInt(3));
        ObjectNode head = ErpStore.object().put("type", "delivery-note").put("state", "posted").put("promised", promised.toString());
        head.set("order", order);
        // not drawn: a draw more would change every order
        head.put("carrier", (german ? GERMAN_CARRIERS : ENGLISH_CARRIERS)[(int) (number % 3)]);
        customer(head, all[who], who, german);
        List<Planned> planned = new ArrayList<>();
        boolean split = items.size() > 1 && own.nextInt(100) < 14;
        long[] written = new long[2];
        planned.add(new Planned(at, post(head, part(items, split ? 0 : -1), !split, written, 0)));
        Instant last = at;
        if (split) {
            last = at.plus(pace.multipliedBy(2 + own.nextInt(4)));
            planned.add(new Planned(last, post(head, part(items, 1), true, written, 1)));
        }
        int fate = own.nextInt(100);
        if (fate < 4) {
            planned.add(new Planned(last.plus(pace.multipliedBy(3 + own.nextInt(4))), returned(head, written, split ? 1 : 0)));
        } else if (fate < 8) {
            planned.add(new Planned(at.plus(pace.dividedBy(8)), corrected(written)));
        } else if (fate < 10) {
            planned.add(new Planned(at.plus(pace.dividedBy(16)), cancelled(written)));
        }
        return planned;
    }

    private static ArrayNode items(long number, boolean german) {
        ArrayNode items = ErpStore.object().putArray("items");
        Random own = new Random(number * SPREAD + 11);
        for (int which : articles(own, number)) {
            String[] article = ARTICLES[which];
            int quantity = "pcs".equals(article[4]) ? 10 * (1 + own.nextInt(12)) : 1 + own.nextInt(8);
            items.addObject().put("position", items.size() + 1).put("article", article[0]).put("name", article[german ? 1 : 2]).put("group", article[3])
                    .put("ordered", quantity).put("delivered", quantity).put("unit", article[4]).put("price", new BigDecimal(article[5]))
                    .put("lot", "L" + (260 + own.nextInt(12)) + "-" + article[0].substring(3));
        }
        return items;
    }

    /** Places in {@link #ARTICLES}: one to three, of which at most one is in trouble. */
    private static int[] articles(Random own, long number) {
        int count = 1 + own.nextInt(3);
        int first = own.nextInt(ARTICLES.length);
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            int which = (first + i * 5) % ARTICLES.length;
            // until it came into the range they bought what stands next to it
            chosen[i] = number <= BEFORE_WAX_OIL && Trouble.WAX_OIL.article().equals(ARTICLES[which][0]) ? which + 1 : which;
        }
        return chosen;
    }

    /** What is wrong with an order of this number, such as A-20017. */
    static Optional<Trouble> trouble(String orderNumber) {
        long number = Long.parseLong(orderNumber.substring(2)) - FIRST;
        return Arrays.stream(articles(new Random(number * SPREAD + 11), number)).mapToObj(which -> Trouble.with(ARTICLES[which][0])).flatMap(Optional::stream).findFirst();
    }

    private static BigDecimal value(ArrayNode items) {
        BigDecimal sum = BigDecimal.ZERO;
        for (var item : items) {
            sum = sum.add(item.get("price").decimalValue().multiply(item.get("ordered").decimalValue()));
        }
        return sum;
    }

    private static void customer(ObjectNode head, String[] who, int index, boolean german) {
        head.putObject("customer").put("id", (german ? 1000 : 2000) + index).put("number", (german ? "D" : "E") + (10_100 + index)).put("name", who[0])
                .put("language", german ? "de" : "en").put("country", german ? "DE" : index == 2 || index == 7 || index == 11 ? "IE" : "GB").put("city", who[1]);
        ObjectNode contact = head.putObject("contact").put("id", (german ? 5000 : 6000) + index).put("name", who[2]);
        boolean unreachable = german && index == 17;
        if (!unreachable) {
            String[] names = who[2].split(" ");
            contact.put("email", ascii(names[0]) + "." + ascii(names[names.length - 1]) + "@" + ascii(who[0].split(" ")[0]) + (german ? ".example" : "-uk.example"));
        }
        contact.put("phone", (german ? "+49 431 55" : "+44 117 496 0") + (100 + index)).put("noSurveys", german && index == 13);
    }

    private static String ascii(String text) {
        String plain = java.text.Normalizer.normalize(text.toLowerCase(Locale.ROOT).replace("ß", "ss").replace("ı", "i").replace("ö", "oe").replace("ü", "ue")
                .replace("ä", "ae"), java.text.Normalizer.Form.NFD);
        return plain.replaceAll("[^a-z0-9]", "");
    }

    /** All items for -1; otherwise the first item or the rest. */
    private static ArrayNode part(ArrayNode items, int which) {
        ArrayNode part = ErpStore.object().putArray("items");
        for (int i = 0; i < items.size(); i++) {
            if (which < 0 || which == 0 == (i == 0)) {
                part.add(items.get(i).deepCopy());
            }
        }
        return part;
    }

    private static Deed post(ObjectNode head, ArrayNode items, boolean complete, long[] written, int slot) {
        return (store, at, late) -> {
            long id = store.next();
            written[slot] = id;
            ObjectNode body = head.deepCopy().put("number", "LS-" + id).put("postedAt", at.toString());
            ((ObjectNode) body.get("order")).put("complete", complete);
            body.set("items", items.deepCopy());
            store.put(new ErpDocument(id, at, at.plus(late), body));
        };
    }

    private static Deed returned(ObjectNode head, long[] written, int slot) {
        return (store, at, late) -> {
            if (written[slot] != 0) {
                long id = store.next();
                ObjectNode body = ErpStore.object().put("type", "return").put("state", "posted").put("number", "RS-" + id).put("postedAt", at.toString())
                        .put("returnOf", Long.toString(written[slot]));
                body.set("customer", head.get("customer").deepCopy());
                store.put(new ErpDocument(id, at, at.plus(late), body));
            }
        };
    }

    /** Somebody corrects the contact's telephone number: a change that asks nobody anew. */
    private static Deed corrected(long[] written) {
        return (store, at, late) -> store.seen(written[0], at.plus(Duration.ofHours(1))).ifPresent(document -> {
            ObjectNode body = document.body().deepCopy();
            ((ObjectNode) body.get("contact")).put("phone", body.get("contact").path("phone").asText() + "0");
            store.put(new ErpDocument(document.id(), at, at.plus(late), body));
        });
    }

    private static Deed cancelled(long[] written) {
        return (store, at, late) -> store.seen(written[0], at.plus(Duration.ofHours(1))).ifPresent(document -> {
            ObjectNode body = document.body().deepCopy().put("state", "cancelled");
            store.put(new ErpDocument(document.id(), at, at.plus(late), body));
        });
    }
}
