package io.plumbline.application;

import java.util.function.Supplier;

/**
 * One transaction for each use case. Ports that are called inside take part; nothing of it is visible to others until the outermost
 * call returns, and an exception leaves no trace. When the database says that somebody else was faster (a unique key, a deadlock, a
 * serialisation failure) or a row turned out {@link io.plumbline.domain.Stale}, the work is rolled back and done again from its
 * beginning, a few times: it must therefore have no other effect than through ports.
 */
public interface Transactions {
    <T> T required(Supplier<T> work);

    default void run(Runnable work) {
        required(() -> {
            work.run();
            return null;
        });
    }
}
