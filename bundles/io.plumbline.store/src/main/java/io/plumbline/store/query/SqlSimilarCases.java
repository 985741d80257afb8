package io.plumbline.store.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.SimilarCases;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Intakes;
import io.plumbline.domain.nonconformity.Likeness;
import io.plumbline.domain.nonconformity.Likeness.Reason;
import io.plumbline.domain.nonconformity.Likeness.Traits;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.store.Sql;
import io.plumbline.store.SqlCaseFiles;
import io.plumbline.store.SqlNonconformities;

/** Similar cases: candidates come from indexes, and are compared here by the rule. */
@Component
public final class SqlSimilarCases implements SimilarCases {
    private static final int NEWEST = 500;
    private static final int EACH = 100;
    private static final int AT_A_TIME = 100;

    private final Sql sql;
    private final Nonconformities nonconformities;
    private final Intakes intakes;
    private final int newest;

    @Activate
    public SqlSimilarCases(@Reference Sql sql, @Reference Nonconformities nonconformities, @Reference Intakes intakes) {
        this(sql, nonconformities, intakes, NEWEST);
    }

    /** @param newest how many of the newest cases are compared */
    SqlSimilarCases(Sql sql, Nonconformities nonconformities, Intakes intakes, int newest) {
        this.newest = newest;
        this.sql = sql;
        this.nonconformities = nonconformities;
        this.intakes = intakes;
    }

    private record Filed(String sku, String lot) {
        static final Filed ABOUT_NOTHING = new Filed(null, null);
    }

    private record Alike(Nonconformity of, List<Reason> reasons) {
        static final Comparator<Alike> MOST_FIRST = Comparator.<Alike>comparingInt(a -> -Likeness.weight(a.reasons()))
                .thenComparing(a -> a.of().facts().number().year(), Comparator.reverseOrder()).thenComparing(a -> a.of().facts().number().running(), Comparator.reverseOrder());
    }

    @Override
    public Optional<List<Similar>> of(Site site, CaseNumber number) {
        return sql.required(() -> nonconformities.byNumber(site, number).map(this::similar));
    }

    private List<Similar> similar(Nonconformity of) {
        Filed filed = intakes.of(of.facts().id()).map(i -> new Filed(i.sku(), i.lot())).orElse(Filed.ABOUT_NOTHING);
        Map<Id, List<Cause>> causes = causes(List.of(of.facts().id()));
        Traits wanted = traits(of, filed, causes.getOrDefault(of.facts().id(), List.of()));
        List<Id> candidates = candidates(of.facts(), wanted);
        List<Alike> alike = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i += AT_A_TIME) {
            List<Id> some = candidates.subList(i, Math.min(candidates.size(), i + AT_A_TIME));
            Map<Id, Filed> about = new HashMap<>();
            sql.each("select nonconformity_id, sku, lot from case_intake" + Select.byKey("case_intake_once") + " where nonconformity_id in " + Select.in(some),
                    r -> about.put(r.id("nonconformity_id"), new Filed(r.text("sku"), r.text("lot"))), Select.values(some));
            Map<Id, List<Cause>> theirs = causes(some);
            sql.list("select * from nonconformity" + Select.byKey("nonconformity_pk") + " where id in " + Select.in(some), SqlNonconformities::nonconformity, Select.values(some)).forEach(n -> {
                Id id = n.facts().id();
                List<Reason> reasons = Likeness.reasons(wanted, traits(n, about.getOrDefault(id, Filed.ABOUT_NOTHING), theirs.getOrDefault(id, List.of())));
                if (!reasons.isEmpty()) {
                    alike.add(new Alike(n, reasons));
                }
            });
        }
        List<Alike> best = alike.stream().sorted(Alike.MOST_FIRST).limit(MOST).toList();
        Map<Id, CaseRow> rows = CaseRows.of(sql, best.stream().map(a -> a.of().facts().id()).toList()).stream().collect(Collectors.toMap(CaseRow::id, Function.identity()));
        return best.stream().map(a -> new Similar(rows.get(a.of().facts().id()), a.reasons())).toList();
    }

    private List<Id> candidates(Nonconformity.Facts f, Traits wanted) {
        Set<Id> found = new LinkedHashSet<>(ids("select n.id from nonconformity n" + Select.by("nonconformity_by_number") + " where n.site = ? order by n.case_year desc, n.running_no desc", newest,
                f.site()));
        if (f.customer() != null) {
            found.addAll(ids("select n.id from nonconformity n" + Select.by("nonconformity_by_customer") + " where n.customer_id = ? order by n.id desc", EACH, f.customer()));
        }
        wanted.products().stream().limit(EACH).forEach(sku -> found.addAll(ids("select i.nonconformity_id as id from case_intake i" + Select.by("case_intake_by_sku")
                + " where i.site = ? and i.sku = ? order by i.nonconformity_id desc", EACH, f.site(), sku)));
        wanted.lots().stream().limit(EACH).forEach(lot -> found.addAll(ids("select i.nonconformity_id as id from case_intake i" + Select.by("case_intake_by_lot")
                + " where i.site = ? and i.lot = ? order by i.nonconformity_id desc", EACH, f.site(), lot)));
        found.remove(f.id());
        return List.copyOf(found);
    }

    private List<Id> ids(String text, int most, Object... arguments) {
        return sql.list(text + " fetch first " + most + " rows only", r -> r.id("id"), arguments);
    }

    private Map<Id, List<Cause>> causes(List<Id> cases) {
        Map<Id, List<Cause>> causes = new HashMap<>();
        sql.list("select * from cause" + Select.by("cause_by_case") + " where nonconformity_id in " + Select.in(cases), SqlCaseFiles::cause, Select.values(cases))
                .forEach(c -> causes.computeIfAbsent(c.nonconformity(), k -> new ArrayList<>()).add(c));
        return causes;
    }

    private static Traits traits(Nonconformity n, Filed filed, List<Cause> causes) {
        Nonconformity.Facts f = n.facts();
        CaseAbout about = CaseAbout.of(f.snapshot(), filed.sku(), filed.lot());
        List<Cause> standing = causes.stream().filter(c -> c.verdict() != Cause.Verdict.REFUTED).toList();
        boolean written = f.trigger().kind() != Trigger.Kind.RESPONSE && f.trigger().kind() != Trigger.Kind.RECEIPT;
        Set<String> words = new HashSet<>(written ? Likeness.words(f.title()) : Set.of());
        standing.forEach(c -> words.addAll(Likeness.words(c.analysis().conclusion())));
        return new Traits(f.customer(), about.products(), about.lots(), standing.stream().map(Cause::category).filter(Objects::nonNull).collect(Collectors.toSet()), words);
    }
}
