package io.plumbline.store;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.delivery.GoodsReceipt;
import io.plumbline.domain.delivery.GoodsReceipts;

/** Receipts in the tables goods_receipt and goods_receipt_name. */
@Component
public final class SqlGoodsReceipts implements GoodsReceipts {
    private static final String BY_NAME = "select receipt_id from goods_receipt_name --DERBY-PROPERTIES index=goods_receipt_name_by_name\n where connector = ? and named = ?";

    private enum Kind { DELIVERY, ORDER, CUSTOMER_ORDER }

    private final Sql sql;

    @Activate
    public SqlGoodsReceipts(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<GoodsReceipt> byKey(DocumentKey key) {
        return sql.required(() -> sql.one("select * from goods_receipt" + Sql.byKey("goods_receipt_key") + " where connector = ? and company = ? and doc_type = ? and doc_id = ?", this::receipt,
                key.connector(), key.company(), key.docType(), key.docId()));
    }

    @Override
    public List<GoodsReceipt> naming(String connector, Collection<String> names) {
        return sql.required(() -> Probes.of(names).stream()
                .flatMap(some -> sql.list(Probes.union(BY_NAME, some.size()), row -> row.id("receipt_id"), some.stream().flatMap(name -> Stream.of(connector, name)).toArray()).stream())
                .distinct().sorted().map(id -> sql.one("select * from goods_receipt" + Sql.byKey("goods_receipt_pk") + " where id = ?", this::receipt, id).orElseThrow()).toList());
    }

    @Override
    public void add(GoodsReceipt r) {
        sql.required(() -> {
            sql.change("""
                    insert into goods_receipt (id, site, connector, company, doc_type, doc_id, doc_no, account, received_on, received_at, received_zone, active,
                        content_hash, erp_changed_at, first_seen_at, version)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    r.id(), r.site(), r.key().connector(), r.key().company(), r.key().docType(), r.key().docId(), r.number(), r.account(), Received.day(r.received()),
                    Received.moment(r.received()), Received.zone(r.received()), r.active(), r.contentHash(), r.changedAt(), r.firstSeenAt(), r.version());
            addNames(r);
            return null;
        });
    }

    @Override
    public void save(GoodsReceipt r) {
        sql.required(() -> {
            sql.changeVersion("receipt", r.id(), r.version(), """
                    update goods_receipt set doc_no = ?, account = ?, received_on = ?, received_at = ?, received_zone = ?, active = ?, content_hash = ?,
                        erp_changed_at = ?, version = ?
                    where id = ? and version = ?""",
                    r.number(), r.account(), Received.day(r.received()), Received.moment(r.received()), Received.zone(r.received()), r.active(), r.contentHash(),
                    r.changedAt(), r.version(), r.id(), r.version() - 1);
            sql.change("delete from goods_receipt_name where receipt_id = ?", r.id());
            addNames(r);
            return null;
        });
    }

    private void addNames(GoodsReceipt r) {
        List<Object[]> rows = new ArrayList<>();
        r.documents().forEach(n -> rows.add(name(r, rows.size() + 1, Kind.DELIVERY, n)));
        r.orders().forEach(n -> rows.add(name(r, rows.size() + 1, Kind.ORDER, n)));
        r.customerOrders().forEach(n -> rows.add(name(r, rows.size() + 1, Kind.CUSTOMER_ORDER, n)));
        sql.changes("insert into goods_receipt_name (receipt_id, line_no, site, connector, kind, named) values (?, ?, ?, ?, ?, ?)", rows);
    }

    private static Object[] name(GoodsReceipt r, int line, Kind kind, String name) {
        return new Object[] {r.id(), line, r.site(), r.key().connector(), kind, name};
    }

    private GoodsReceipt receipt(Row row) {
        Id id = row.id("id");
        Map<Kind, List<String>> names = new EnumMap<>(Kind.class);
        sql.each("select kind, named from goods_receipt_name where receipt_id = ? order by line_no",
                n -> names.computeIfAbsent(n.one(Kind.class, "kind"), k -> new ArrayList<>()).add(n.text("named")), id);
        return new GoodsReceipt(id, row.site("site"), new DocumentKey(row.text("connector"), row.text("company"), row.text("doc_type"), row.text("doc_id")),
                row.text("doc_no"), names.getOrDefault(Kind.DELIVERY, List.of()), names.getOrDefault(Kind.ORDER, List.of()),
                names.getOrDefault(Kind.CUSTOMER_ORDER, List.of()), row.text("account"), Received.of(row), row.flag("active"), row.text("content_hash"),
                row.moment("erp_changed_at"), row.moment("first_seen_at"), row.number("version"));
    }

    /** When a customer received something, in the columns received_on, received_at and received_zone. */
    static final class Received {
        private Received() {
        }

        static java.time.LocalDate day(ErpDate date) {
            return date == null ? null : date.date();
        }

        static java.time.Instant moment(ErpDate date) {
            return date == null ? null : date.instant();
        }

        static String zone(ErpDate date) {
            return date == null || date.zone() == null ? null : date.zone().getId();
        }

        static ErpDate of(Row row) {
            String zone = row.text("received_zone");
            return row.day("received_on") == null ? null
                    : new ErpDate(row.day("received_on"), row.moment("received_at"), zone == null ? null : ZoneId.of(zone), Basis.PROOF_OF_DELIVERY);
        }
    }
}
