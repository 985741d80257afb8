package io.plumbline.erp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import com.pholser.junit.quickcheck.generator.GenerationStatus;
import com.pholser.junit.quickcheck.generator.Generator;
import com.pholser.junit.quickcheck.random.SourceOfRandomness;

import io.plumbline.domain.delivery.DeliveredOrder;

/** Any report at all, sensible or not, under the connector {@code main}. */
public final class AnyDeliveredOrder extends Generator<DeliveredOrder> {
    private static final String[] TEXTS = {"", " ", "x", "Nordlicht Möbel GmbH", "\"quoted\" \\ back", "line\nbreak\ttab\u0000nul", "=1+1", "<script>alert(1)</script>",
        "日本語", "😀👩‍👩‍👧", "\uFEFFbom", "\u202Eright", "null", "a,b;c"};
    private static final ZoneId[] ZONES = {ZoneId.of("Europe/Berlin"), ZoneId.of("UTC"), ZoneId.of("+05:30"), ZoneId.of("Asia/Kolkata"), ZoneId.of("Z")};

    public AnyDeliveredOrder() {
        super(DeliveredOrder.class);
    }

    @Override
    public DeliveredOrder generate(SourceOfRandomness r, GenerationStatus status) {
        DeliveredOrder.SourceRef source = new DeliveredOrder.SourceRef("main", needed(r), needed(r), needed(r), text(r), moment(r));
        Map<String, String> attributes = new TreeMap<>();
        many(r, () -> attributes.put(needed(r), needed(r)));
        return new DeliveredOrder(source, word(r, DeliveredOrder.Kind.values()), word(r, DeliveredOrder.Status.values()),
                many(r, () -> new DeliveredOrder.OrderRef(text(r), text(r), text(r), day(r), text(r), number(r),
                        r.nextBoolean() ? null : word(r, DeliveredOrder.OrderState.values()))),
                r.nextBoolean() ? null : new DeliveredOrder.CustomerRef(text(r), text(r), text(r), text(r), text(r)),
                many(r, () -> new DeliveredOrder.ContactRef(word(r, DeliveredOrder.Role.values()), text(r), text(r), text(r), text(r), text(r), r.nextBoolean())),
                date(r), date(r), date(r), date(r), place(r), place(r), text(r),
                r.nextBoolean() ? null : new DeliveredOrder.Person(text(r), text(r), text(r)),
                many(r, () -> new DeliveredOrder.Line(text(r), text(r), text(r), text(r), text(r), text(r), text(r), text(r), text(r), number(r), number(r),
                        number(r), text(r), date(r), many(r, () -> r.choose(TEXTS)))),
                many(r, () -> new DeliveredOrder.Link(word(r, DeliveredOrder.LinkType.values()), text(r), text(r))), attributes);
    }

    private static <T> List<T> many(SourceOfRandomness r, Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int i = r.nextInt(0, 3); i > 0; i--) {
            all.add(one.get());
        }
        return all;
    }

    private static <E> E word(SourceOfRandomness r, E[] words) {
        return r.choose(words);
    }

    private static String needed(SourceOfRandomness r) {
        return "k" + r.choose(TEXTS) + r.nextInt(1000);
    }

    private static String text(SourceOfRandomness r) {
        return r.nextBoolean() ? null : r.choose(TEXTS);
    }

    private static BigDecimal number(SourceOfRandomness r) {
        return r.nextBoolean() ? null : new BigDecimal(new BigInteger(r.nextInt(1, 100), r.toJDKRandom()).subtract(BigInteger.TEN), r.nextInt(-20, 20));
    }

    private static LocalDate day(SourceOfRandomness r) {
        return r.nextBoolean() ? null : LocalDate.ofEpochDay(r.nextInt(0, 80_000));
    }

    private static Instant moment(SourceOfRandomness r) {
        return r.nextBoolean() ? null : Instant.ofEpochSecond(r.nextInt(0, Integer.MAX_VALUE), r.nextBoolean() ? 0 : r.nextInt(0, 999_999_999));
    }

    private static DeliveredOrder.ErpDate date(SourceOfRandomness r) {
        return r.nextBoolean() ? null : new DeliveredOrder.ErpDate(LocalDate.ofEpochDay(r.nextInt(0, 80_000)), moment(r), r.nextBoolean() ? null : r.choose(ZONES),
                r.nextBoolean() ? null : r.choose(DeliveredOrder.Basis.values()));
    }

    private static DeliveredOrder.Place place(SourceOfRandomness r) {
        return r.nextBoolean() ? null : new DeliveredOrder.Place(text(r), text(r), text(r), text(r), text(r), text(r));
    }
}
