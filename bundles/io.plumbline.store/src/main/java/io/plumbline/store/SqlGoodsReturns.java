package io.plumbline.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.delivery.GoodsReturn;
import io.plumbline.domain.delivery.GoodsReturn.Original;
import io.plumbline.domain.delivery.GoodsReturns;

/** Returns in the tables goods_return and goods_return_original. */
@Component
public final class SqlGoodsReturns implements GoodsReturns {
    private static final String BY_DOCUMENT = "select return_id from goods_return_original --DERBY-PROPERTIES index=goods_return_original_by_document\n where original_doc = ?";
    private static final String BY_ORDER = "select return_id from goods_return_original --DERBY-PROPERTIES index=goods_return_original_by_order\n where order_id = ?"
            + " and original_doc is null";
    /** Most deliveries serve one order. */
    private static final int ORDERS = 2;
    private final Sql sql;

    @Activate
    public SqlGoodsReturns(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<GoodsReturn> byKey(DocumentKey key) {
        return sql.required(() -> sql.one("select * from goods_return" + Sql.byKey("goods_return_key") + " where connector = ? and company = ? and doc_type = ? and doc_id = ?", this::goodsReturn,
                key.connector(), key.company(), key.docType(), key.docId()));
    }

    @Override
    public List<GoodsReturn> naming(String connector, String company, String docId, List<String> orderIds) {
        return sql.required(() -> {
            Set<Id> named = new TreeSet<>();
            if (orderIds.isEmpty()) {
                named.addAll(ids(BY_DOCUMENT, docId));
            }
            Probes.of(orderIds, ORDERS).forEach(some -> named.addAll(ids(BY_DOCUMENT + "\n union all " + Probes.union(BY_ORDER, ORDERS),
                    Stream.concat(Stream.of(docId), some.stream()).toArray())));
            return named.stream().flatMap(id -> sql.one("select * from goods_return" + Sql.byKey("goods_return_pk") + " where id = ? and connector = ? and company = ? and active = ?",
                    this::goodsReturn, id, connector, company, true).stream()).toList();
        });
    }

    private List<Id> ids(String query, Object... names) {
        return sql.list(query, row -> row.id("return_id"), names);
    }

    @Override
    public void add(GoodsReturn r) {
        sql.required(() -> {
            sql.change("""
                    insert into goods_return (id, site, connector, company, doc_type, doc_id, doc_no, active, content_hash, erp_changed_at, first_seen_at, version)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    r.id(), r.site(), r.key().connector(), r.key().company(), r.key().docType(), r.key().docId(), r.number(), r.active(), r.contentHash(),
                    r.changedAt(), r.firstSeenAt(), r.version());
            addOriginals(r);
            return null;
        });
    }

    @Override
    public void save(GoodsReturn r) {
        sql.required(() -> {
            sql.changeVersion("return", r.id(), r.version(), """
                    update goods_return set doc_no = ?, active = ?, content_hash = ?, erp_changed_at = ?, version = ?
                    where id = ? and version = ?""",
                    r.number(), r.active(), r.contentHash(), r.changedAt(), r.version(), r.id(), r.version() - 1);
            sql.change("delete from goods_return_original where return_id = ?", r.id());
            addOriginals(r);
            return null;
        });
    }

    private void addOriginals(GoodsReturn r) {
        List<Object[]> rows = new ArrayList<>();
        r.originals().forEach(o -> rows.add(new Object[] {r.id(), rows.size() + 1, r.site(), o.docId(), o.orderId()}));
        sql.changes("insert into goods_return_original (return_id, line_no, site, original_doc, order_id) values (?, ?, ?, ?, ?)", rows);
    }

    private GoodsReturn goodsReturn(Row row) {
        List<Original> originals = sql.list("select original_doc, order_id from goods_return_original where return_id = ? order by line_no",
                o -> new Original(o.text("original_doc"), o.text("order_id")), row.id("id"));
        return new GoodsReturn(row.id("id"), row.site("site"),
                new DocumentKey(row.text("connector"), row.text("company"), row.text("doc_type"), row.text("doc_id")), row.text("doc_no"), originals,
                row.flag("active"), row.text("content_hash"), row.moment("erp_changed_at"), row.moment("first_seen_at"), row.number("version"));
    }
}
