package io.plumbline.web;

/** The roles by name, as annotations need them; a test compares them with {@link io.plumbline.domain.access.Role}. */
public final class Allowed {
    public static final String QUALITY_MANAGER = "quality-manager";
    public static final String AUDITOR = "auditor";
    public static final String OPERATOR = "operator";

    private Allowed() {
    }
}
