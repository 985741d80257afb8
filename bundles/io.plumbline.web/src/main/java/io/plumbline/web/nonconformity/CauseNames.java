package io.plumbline.web.nonconformity;

import io.plumbline.domain.nonconformity.CauseCategory;
import io.plumbline.web.Look;

/** What categories of causes are called: a standard one in the reader's language, one of the site's own as the site calls it. */
final class CauseNames {
    private CauseNames() {
    }

    /** @param category as the catalogue has it, or null; @param code of an older cause that no catalogue knows, or null for none */
    static String of(CauseCategory category, String code, Look look) {
        if (category == null) {
            return code == null ? look.say("causes.without") : code;
        }
        return category.standard() ? look.say("cause-category." + category.code()) : category.name();
    }
}
