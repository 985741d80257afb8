package io.plumbline.application.nonconformity;

import io.plumbline.domain.access.Role;

/**
 * How cases are worked.
 *
 * @param attachmentBytes the largest attachment
 * @param attachments     of a case at most
 * @param escalateAfter   days that an action is overdue before others than its owner are told
 * @param escalateTo      who is told then
 */
public record CaseRules(int attachmentBytes, int attachments, int escalateAfter, Role escalateTo) {
    /** As delivered. */
    public static final CaseRules USUAL = new CaseRules(10 * 1024 * 1024, 50, 14, Role.QUALITY_MANAGER);

    /** The rules as configured at this moment. */
    public interface Current {
        CaseRules get();
    }
}
