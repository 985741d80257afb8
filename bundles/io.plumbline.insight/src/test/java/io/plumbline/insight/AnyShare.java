package io.plumbline.insight;

import com.pholser.junit.quickcheck.generator.GenerationStatus;
import com.pholser.junit.quickcheck.generator.Generator;
import com.pholser.junit.quickcheck.random.SourceOfRandomness;

/** Any share: none of none, few, many, and often none or all of them. */
public final class AnyShare extends Generator<Share> {
    private static final Long[] SIZES = {0L, 1L, 2L, 3L, 10L, 29L, 30L, 31L, 100L, 1_000L, 20_000L};

    public AnyShare() {
        super(Share.class);
    }

    @Override
    public Share generate(SourceOfRandomness r, GenerationStatus status) {
        long n = r.nextBoolean() ? r.choose(SIZES) : r.nextLong(0, 400);
        return switch (r.nextInt(0, 5)) {
            case 0 -> new Share(0, n);
            case 1 -> new Share(n, n);
            default -> new Share(r.nextLong(0, n), n);
        };
    }
}
