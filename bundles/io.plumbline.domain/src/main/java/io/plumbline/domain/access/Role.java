package io.plumbline.domain.access;

import java.util.Arrays;
import java.util.Optional;

/** What a user may do. A user may have several roles. */
public enum Role {
    /** Works the cases. */
    QUALITY_MANAGER("quality-manager"),
    /** Reads everything in scope and changes nothing. */
    AUDITOR("auditor"),
    /** A machine that reports deliveries. */
    ERP("erp"),
    /** Installs, connects, watches; manages users. */
    OPERATOR("operator");

    private final String code;

    Role(String code) {
        this.code = code;
    }

    /** The name in services, configuration and JAAS. */
    public String code() {
        return code;
    }

    public static Optional<Role> of(String code) {
        return Arrays.stream(values()).filter(r -> r.code.equals(code)).findFirst();
    }
}
