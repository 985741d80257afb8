package io.plumbline.domain.feedback;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What of a delivered line came differently than it should, as the customer's receipt says. Quantities are zero or more, in {@code uom},
 * and null where the customer does not tell them; two that differ only in trailing zeros are equal.
 *
 * @param line     the delivery's line, or null where the customer does not name it or means the whole delivery
 * @param sku      the seller's article number, or null
 * @param item     what it is, or null for the whole delivery
 * @param received came
 * @param rejected came and was not taken
 * @param missing  should have come and did not
 * @param surplus  came beyond what was ordered
 * @param uom      the customer's unit, or null
 * @param codes    the codes that the customer gave, by {@link Code}
 */
public record Discrepancy(String line, String sku, String item, BigDecimal received, BigDecimal rejected, BigDecimal missing, BigDecimal surplus, String uom,
        Map<Code, String> codes) {
    /** What a code of the customer's is about. */
    public enum Code { ACCEPTANCE, REJECT_REASON, REJECT_ACTION, SHORTAGE_ACTION, QUANTITY_DISCREPANCY, TIMING_COMPLAINT }

    public Discrepancy {
        received = plain(received);
        rejected = plain(rejected);
        missing = plain(missing);
        surplus = plain(surplus);
        codes = Map.copyOf(codes);
    }

    /** Whether anything stands in it that somebody should look at. */
    public boolean any() {
        return Stream.of(rejected, missing, surplus).anyMatch(q -> q != null && q.signum() > 0)
                || codes.keySet().stream().anyMatch(c -> c == Code.REJECT_REASON || c == Code.QUANTITY_DISCREPANCY || c == Code.TIMING_COMPLAINT);
    }

    /** How much of the line the customer cannot use: what was rejected and what is missing; zero where nothing is. */
    public BigDecimal unusable() {
        BigDecimal both = sum(rejected, missing);
        return both == null || both.signum() < 0 ? BigDecimal.ZERO : both;
    }

    /** Both together, where a customer tells of one delivered line in several; of texts and codes the first stand. */
    public Discrepancy and(Discrepancy other) {
        Map<Code, String> both = new java.util.EnumMap<>(Code.class);
        both.putAll(other.codes);
        both.putAll(codes);
        return new Discrepancy(line, sku == null ? other.sku : sku, item == null ? other.item : item, sum(received, other.received), sum(rejected, other.rejected),
                sum(missing, other.missing), sum(surplus, other.surplus), uom, both);
    }

    private static BigDecimal sum(BigDecimal a, BigDecimal b) {
        return a == null ? b : b == null ? a : a.add(b);
    }

    private static BigDecimal plain(BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        // one with a large exponent stays as it is: the rules refuse it, and its digits would fill the memory
        return stripped.scale() < 0 && stripped.scale() > -40 ? stripped.setScale(0) : stripped;
    }

    /** Whether both are in the same unit. */
    public boolean sameUnit(Discrepancy other) {
        return Objects.equals(uom, other.uom);
    }
}
