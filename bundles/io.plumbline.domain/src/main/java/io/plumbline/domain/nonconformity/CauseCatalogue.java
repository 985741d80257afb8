package io.plumbline.domain.nonconformity;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.Analysis.Bone;

/** The categories that causes of a site are counted by: the standard ones, less those that the site retired, and those that it added. */
public final class CauseCatalogue {
    /** No site adds more: of a longer list nobody chooses with care. */
    public static final int MOST = 100;
    /** The 8 M (Ishikawa), each with the causes that come up most. */
    private static final Map<Bone, List<String>> STANDARD = Map.of(
            Bone.MAN, List.of("instruction-not-followed", "training", "staffing", "oversight"),
            Bone.MACHINE, List.of("equipment-failure", "maintenance", "software"),
            Bone.MATERIAL, List.of("material-defect", "packaging", "supplier"),
            Bone.METHOD, List.of("procedure-missing", "procedure-unclear", "requirement-unclear", "design-change", "planning"),
            Bone.MEASUREMENT, List.of("inspection", "measuring-equipment"),
            Bone.MILIEU, List.of("work-conditions", "carrier", "storage"),
            Bone.MANAGEMENT, List.of("communication", "information-missing", "resources"),
            Bone.MONEY, List.of("budget"));
    private static final Comparator<CauseCategory> ORDER = Comparator.comparing(CauseCategory::bone).thenComparing(c -> !c.standard());

    private final Map<String, CauseCategory> byCode;

    private CauseCatalogue(Map<String, CauseCategory> byCode) {
        this.byCode = byCode;
    }

    /** @param own what the site added or changed */
    public static CauseCatalogue of(Site site, Collection<CauseCategory> own) {
        Map<String, CauseCategory> all = new LinkedHashMap<>();
        for (Bone bone : Bone.values()) {
            STANDARD.get(bone).forEach(code -> all.put(code, new CauseCategory(null, site, code, null, bone, false, null, 0)));
        }
        own.forEach(c -> all.put(c.code(), c));
        return new CauseCatalogue(all);
    }

    /** By bone, the standard ones first. */
    public List<CauseCategory> all() {
        return byCode.values().stream().sorted(ORDER).toList();
    }

    /** Those that a cause may carry. */
    public List<CauseCategory> offered() {
        return all().stream().filter(c -> !c.retired()).toList();
    }

    /** Also of a retired one. */
    public Optional<CauseCategory> find(String code) {
        return Optional.ofNullable(code).map(byCode::get);
    }

    /** What is wrong with the category that a cause is to carry; null for none is right. */
    public Optional<Problem> refusal(String code) {
        return code == null || find(code).filter(c -> !c.retired()).isPresent() ? Optional.empty()
                : Optional.of(new Problem("category", code, "one of the catalogue of causes: " + offered().stream().map(CauseCategory::code).collect(Collectors.joining(", "))));
    }
}
