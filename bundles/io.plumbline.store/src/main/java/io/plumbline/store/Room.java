package io.plumbline.store;

import java.io.File;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The room on the disk where an embedded database lies. A Derby whose writes fail halfway closes itself, and may not be able to undo what was begun; so nothing
 * new is written before the last byte is gone. Databases that are elsewhere look after themselves.
 */
final class Room {
    static final Room PLENTY = new Room(null);
    /** What Derby needs to end what is under way: its log, which grows by a MiB at a time, and pages that it keeps in memory. */
    private static final long NEEDED = 8L << 20;
    private static final long OFTEN = Duration.ofMillis(100).toNanos();

    private final File place;
    private volatile long looked = System.nanoTime() - OFTEN;
    private volatile long free = Long.MAX_VALUE;

    /** @param place on the disk; null for a database that is not on one of ours */
    Room(File place) {
        this.place = place;
    }

    boolean isShort() {
        long now = System.nanoTime();
        if (place != null && now - looked >= OFTEN) {
            looked = now;
            free = place.getTotalSpace() == 0 ? Long.MAX_VALUE : place.getUsableSpace();
        }
        return free < NEEDED;
    }

    /** What a database says that cannot write. */
    SQLException full() {
        return new SQLException("only " + free / 1024 + " KiB are free where " + NEEDED / 1024 + " are needed", SqlFault.DISK_FULL);
    }
}
