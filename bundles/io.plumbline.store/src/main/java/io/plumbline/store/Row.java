package io.plumbline.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** The row on which a query stands, read by column name. Each method gives null where the column is null, unless it says otherwise. */
public final class Row {
    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    private interface Read<T> {
        T from(ResultSet rows) throws SQLException;
    }

    public String text(String column) {
        return read(r -> r.getString(column));
    }

    public byte[] bytes(String column) {
        return read(r -> r.getBytes(column));
    }

    public Id id(String column) {
        String value = text(column);
        return value == null ? null : new Id(value);
    }

    public Site site(String column) {
        return new Site(text(column));
    }

    public <E extends Enum<E>> E one(Class<E> of, String column) {
        String value = text(column);
        return value == null ? null : Enum.valueOf(of, value);
    }

    public Instant moment(String column) {
        Long micros = longOrNull(column);
        return micros == null ? null : Micros.moment(micros);
    }

    /** Both databases write a day as year, month and day: no time zone can get in between. */
    public LocalDate day(String column) {
        String value = text(column);
        return value == null ? null : LocalDate.parse(value);
    }

    public BigDecimal decimal(String column) {
        return read(r -> r.getBigDecimal(column));
    }

    /** False where the column is null. */
    public boolean flag(String column) {
        return read(r -> r.getBoolean(column));
    }

    /** 0 where the column is null. */
    public int integer(String column) {
        return read(r -> r.getInt(column));
    }

    /** 0 where the column is null. */
    public long number(String column) {
        return read(r -> r.getLong(column));
    }

    public Integer integerOrNull(String column) {
        return read(r -> {
            int value = r.getInt(column);
            return r.wasNull() ? null : value;
        });
    }

    public Long longOrNull(String column) {
        return read(r -> {
            long value = r.getLong(column);
            return r.wasNull() ? null : value;
        });
    }

    long first() {
        return read(r -> r.getLong(1));
    }

    private <T> T read(Read<T> read) {
        try {
            return read.from(rows);
        } catch (SQLException e) {
            throw SqlFault.of("reading a row", e);
        }
    }
}
