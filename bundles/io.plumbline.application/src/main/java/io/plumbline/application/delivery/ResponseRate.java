package io.plumbline.application.delivery;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

import io.plumbline.application.delivery.DeliveryQueries.Count;
import io.plumbline.application.delivery.DeliveryQueries.LedgerTotals;
import io.plumbline.domain.delivery.LedgerLine.Line;

/**
 * How many of those asked have answered, with the 95 % interval of Wilson (1927), which holds for small numbers too.
 *
 * @param answered people whose answer counts
 * @param asked    people who got a mail that was not sent back
 */
public record ResponseRate(long answered, long asked) {
    /** Fewer than this many asked say too little for a share. */
    public static final int LEAST = 10;
    private static final BigDecimal Z = new BigDecimal("1.959963984540054");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final MathContext EXACT = MathContext.DECIMAL64;

    /** Of a period: who answered, among those whose mail arrived. */
    public static ResponseRate of(LedgerTotals totals) {
        long answered = on(totals, Line.ANSWERED);
        return new ResponseRate(answered, answered + on(totals, Line.SUSPECT) + on(totals, Line.ASKED) + on(totals, Line.SILENT));
    }

    private static long on(LedgerTotals totals, Line line) {
        return totals.counts().stream().filter(c -> c.line() == line).mapToLong(Count::deliveries).sum();
    }

    public boolean conclusive() {
        return asked >= LEAST;
    }

    /** In percent, one decimal. */
    public BigDecimal percent() {
        return shown(BigDecimal.valueOf(answered).divide(BigDecimal.valueOf(asked), EXACT));
    }

    public BigDecimal least() {
        return shown(bound(-1));
    }

    public BigDecimal most() {
        return shown(bound(1));
    }

    private BigDecimal bound(int side) {
        BigDecimal n = BigDecimal.valueOf(asked);
        BigDecimal p = BigDecimal.valueOf(answered).divide(n, EXACT);
        BigDecimal zz = Z.multiply(Z, EXACT);
        BigDecimal centre = p.add(zz.divide(n.multiply(BigDecimal.valueOf(2)), EXACT));
        BigDecimal spread = Z.multiply(p.multiply(BigDecimal.ONE.subtract(p)).divide(n, EXACT)
                .add(zz.divide(n.multiply(n).multiply(BigDecimal.valueOf(4)), EXACT)).sqrt(EXACT), EXACT);
        BigDecimal bound = centre.add(spread.multiply(BigDecimal.valueOf(side))).divide(BigDecimal.ONE.add(zz.divide(n, EXACT)), EXACT);
        return bound.max(BigDecimal.ZERO).min(BigDecimal.ONE);
    }

    private static BigDecimal shown(BigDecimal share) {
        return share.multiply(HUNDRED).setScale(1, RoundingMode.HALF_UP);
    }
}
