package io.plumbline.insight;

import java.util.Optional;

/**
 * How much more one pair of shares changed than another: what an action adds to what changed anyway.
 *
 * @param affected   where the action works
 * @param unaffected where it does not, in the same two periods
 */
public record DifferenceInDifferences(ShareDifference affected, ShareDifference unaffected) {
    /**
     * affected − unaffected, −2 to 2, and its interval; empty when one of the four has no answers. The interval is squared and added from those of the
     * two differences, as they are from Wilson's: Newcombe 2001, Statistics in Medicine 20:2885–2893 (additive interaction of proportions); the
     * principle (MOVER: the variance is recovered from the limits) in Zou and Donner 2008, Statistics in Medicine 27:1693–1702.
     */
    public Optional<Estimate> estimate(Confidence confidence) {
        return affected.estimate(confidence).flatMap(a -> unaffected.estimate(confidence)
                .map(u -> new Estimate(a.value() - u.value(), ShareDifference.squareAndAdd(a, u, 2))));
    }
}
