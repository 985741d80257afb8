package io.plumbline.store;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import io.plumbline.domain.Sha256;

/**
 * What a table holds, in one number: the SHA-256 of each row, added up modulo 2^256, so that the order of rows does not matter and a row
 * that stands twice does. A row is hashed column by column in the order of their names, each as one byte (0 for null, else 1), its length
 * in bytes (four bytes) and its text in UTF-8.
 */
record TableSum(long rows, String hash) {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
    private static final int FETCH = 500;

    /** Told after every so many rows, and at the end of the rest. */
    interface Told {
        void rows(long more);
    }

    static TableSum of(Connection connection, TableShape table, Told told) throws SQLException {
        BigInteger sum = BigInteger.ZERO;
        long count = 0;
        try (PreparedStatement statement = connection.prepareStatement("select " + table.names() + " from " + table.name())) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sum = sum.add(new BigInteger(1, hash(table.read(rows)))).mod(MODULUS);
                    if (++count % FETCH == 0) {
                        told.rows(FETCH);
                    }
                }
            }
        }
        told.rows(count % FETCH);
        return new TableSum(count, String.format("%064x", sum));
    }

    private static byte[] hash(String[] row) {
        MessageDigest digest = Sha256.digest();
        for (String value : row) {
            if (value == null) {
                digest.update((byte) 0);
            } else {
                byte[] text = value.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(5).put((byte) 1).putInt(text.length).array());
                digest.update(text);
            }
        }
        return digest.digest();
    }
}
