package io.plumbline.application.nonconformity;

import java.util.Objects;

/**
 * How a list of cases is sorted. What is equal stands newest number first; what has no due date or no customer with a name stands last,
 * whichever way the list runs.
 */
public record CaseOrder(By by, Direction direction) {
    /** As lists begin: newest number first. */
    public static final CaseOrder NEWEST = new CaseOrder(By.NUMBER, Direction.DOWN);

    public CaseOrder {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(direction, "direction");
    }

    public enum By {
        /** By year and running number, which is also by age. */
        NUMBER(Direction.DOWN),
        /** Up: gravest first. */
        SEVERITY(Direction.UP),
        /** By the nearest day on which an open action is due. */
        DUE(Direction.UP),
        /** By name. */
        CUSTOMER(Direction.UP);

        private final Direction usual;

        By(Direction usual) {
            this.usual = usual;
        }

        /** The direction that is more often wanted. */
        public Direction usual() {
            return usual;
        }
    }

    public enum Direction {
        /** Smallest, earliest or gravest first. */
        UP,
        DOWN;

        public Direction other() {
            return this == UP ? DOWN : UP;
        }
    }

    public boolean up() {
        return direction == Direction.UP;
    }
}
