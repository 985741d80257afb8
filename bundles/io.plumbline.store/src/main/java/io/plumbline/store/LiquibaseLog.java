package io.plumbline.store;

import java.util.logging.Level;

import org.slf4j.LoggerFactory;

import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;

/**
 * What Liquibase has to say, one step quieter: it tells each start at length that its optional parts are not there. Its failures come
 * as exceptions.
 */
final class LiquibaseLog extends AbstractLogService {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Schema.class);

    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE; // chosen by name, never found by itself
    }

    @Override
    public Logger getLog(Class type) {
        return new AbstractLogger() {
            @Override
            public void log(Level level, String message, Throwable e) {
                if (level.intValue() >= Level.WARNING.intValue()) {
                    LOG.warn("{}", message, e);
                } else {
                    LOG.debug("{}", message, e);
                }
            }
        };
    }
}
