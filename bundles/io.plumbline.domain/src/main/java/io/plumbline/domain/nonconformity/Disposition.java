package io.plumbline.domain.nonconformity;

/** What is done with nonconforming output, or for the customer who got it (ISO 9001:2015 8.7.1, 10.2.1 a). */
public enum Disposition {
    /** What was wrong is put right where it is. */
    CORRECTION,
    /** The customer gets another one. */
    REPLACEMENT,
    /** The customer pays less, or gets money back. */
    CREDIT,
    /** It comes back, is made good and goes out again. */
    REWORK,
    /** The customer accepts it as it is; somebody had the authority to say so. */
    CONCESSION,
    /** Nothing is to be done, and why. */
    NO_ACTION
}
