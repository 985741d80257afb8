package io.plumbline.rest;

/** How many rows a page may have. */
public record Limit(int rows) {
    public static final int MOST = 200;
    /** Where the caller does not say. */
    public static final String USUAL = "50";
}
