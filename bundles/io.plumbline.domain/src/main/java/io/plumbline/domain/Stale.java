package io.plumbline.domain;

/** Somebody else changed the record since it was read: zero rows matched the version. The caller reads again and decides anew. */
public final class Stale extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is no longer so, without personal data */
    public Stale(String message) {
        super(message);
    }

    public Stale(String what, Id id, long version) {
        super(what + " " + id + " was changed by someone else since version " + version + " was read");
    }
}
