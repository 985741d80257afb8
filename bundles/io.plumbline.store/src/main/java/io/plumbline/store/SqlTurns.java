package io.plumbline.store;

import java.util.Collection;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.Turns;

/**
 * Turns as locks on rows of the table document_turn. Names share a few hundred rows, so that the table never grows; rows are locked in the
 * order of their slots, so that two who share several names cannot wait for each other.
 */
@Component
public final class SqlTurns implements Turns {
    private static final int SLOTS = 509;
    private final Sql sql;

    @Activate
    public SqlTurns(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public void take(String connector, Collection<String> names) {
        names.stream().map(name -> Math.floorMod((connector + '|' + name).hashCode(), SLOTS)).distinct().sorted().forEach(slot -> {
            if (sql.change("update document_turn set taken = taken + 1 where slot = ?", slot) == 0) {
                // who meets another at the very first turn of a slot begins anew
                sql.change("insert into document_turn (slot, site, taken) values (?, ?, 1)", slot, Site.MAIN);
            }
        });
    }
}
