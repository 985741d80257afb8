package io.plumbline.shell;

import java.util.List;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

import io.plumbline.application.Transactions;
import io.plumbline.domain.delivery.Streams;

/** Completes names of streams. */
@Service
public final class StreamNames implements Completer {
    @Reference(optional = true)
    Transactions transactions;
    @Reference(optional = true)
    Streams streams;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> names = transactions == null || streams == null ? List.of() : transactions.required(streams::all).stream().map(Streams.State::name).toList();
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}
