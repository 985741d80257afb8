package io.plumbline.application;

/** What is thrown through the ports and {@link Transactions} when the store cannot do what it was asked; the message holds no value. */
public abstract class StoreFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected StoreFault(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether the same may succeed in a while, without anybody changing what was asked: no connection is free, the database is away, full,
     * read-only or being moved, or others were faster again and again. Otherwise it is a bug.
     */
    public abstract boolean passing();
}
