package io.plumbline.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.delivery.GoodsReturn;
import io.plumbline.domain.delivery.GoodsReturns;

/** Returns in the table goods_return. */
@Component
public final class SqlGoodsReturns implements GoodsReturns {
    private final Sql sql;

    @Activate
    public SqlGoodsReturns(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<GoodsReturn> byKey(DocumentKey key) {
        return sql.one("select * from goods_return where connector = ? and company = ? and doc_type = ? and doc_id = ?", SqlGoodsReturns::goodsReturn,
                key.connector(), key.company(), key.docType(), key.docId());
    }

    @Override
    public List<GoodsReturn> naming(String connector, String company, String docId, List<String> orderIds) {
        List<Object> parameters = new ArrayList<>(List.of(connector, company, true, docId));
        parameters.addAll(orderIds);
        String byOrder = orderIds.isEmpty() ? ""
                : " or original_doc is null and order_id in (" + String.join(", ", Collections.nCopies(orderIds.size(), "?")) + ")";
        return sql.list("select * from goods_return where connector = ? and company = ? and active = ? and (original_doc = ?" + byOrder + ") order by id",
                SqlGoodsReturns::goodsReturn, parameters.toArray());
    }

    @Override
    public void add(GoodsReturn r) {
        sql.change("""
                insert into goods_return (id, site, connector, company, doc_type, doc_id, doc_no, original_doc, order_id, active, content_hash, erp_changed_at,
                    first_seen_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                r.id(), r.site(), r.key().connector(), r.key().company(), r.key().docType(), r.key().docId(), r.number(), r.originalDoc(), r.orderId(),
                r.active(), r.contentHash(), r.changedAt(), r.firstSeenAt(), r.version());
    }

    @Override
    public void save(GoodsReturn r) {
        sql.changeVersion("return", r.id(), r.version(), """
                update goods_return set doc_no = ?, original_doc = ?, order_id = ?, active = ?, content_hash = ?, erp_changed_at = ?, version = ?
                where id = ? and version = ?""",
                r.number(), r.originalDoc(), r.orderId(), r.active(), r.contentHash(), r.changedAt(), r.version(), r.id(), r.version() - 1);
    }

    private static GoodsReturn goodsReturn(Row row) {
        return new GoodsReturn(row.id("id"), row.site("site"),
                new DocumentKey(row.text("connector"), row.text("company"), row.text("doc_type"), row.text("doc_id")), row.text("doc_no"),
                row.text("original_doc"), row.text("order_id"), row.flag("active"), row.text("content_hash"), row.moment("erp_changed_at"),
                row.moment("first_seen_at"), row.number("version"));
    }
}
