package io.plumbline.application.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Ids;
import io.plumbline.application.Transactions;
import io.plumbline.application.access.UserOutcome.Invalid;
import io.plumbline.application.access.UserOutcome.Reason;
import io.plumbline.application.access.UserOutcome.Refused;
import io.plumbline.application.access.UserOutcome.Saved;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.PasswordHashes;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Facts;
import io.plumbline.domain.access.User.Notice;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.survey.Language;

/**
 * Creates the first operator. While there is no user, a code stands in a file that only its owner may read: whoever can read it has
 * installed Plumbline. The code works once, and only while there is no user. Callers limit how often codes are tried.
 */
@Component(service = SetUpFirstOperator.class, immediate = true)
public final class SetUpFirstOperator {
    private static final Logger LOG = LoggerFactory.getLogger(SetUpFirstOperator.class);
    private final Transactions transactions;
    private final Users users;
    private final PasswordHashes hashes;
    private final Journal journal;
    private final Ids ids;
    private final AccessRules.Current rules;
    private volatile boolean closed;

    @Activate
    public SetUpFirstOperator(@Reference Transactions transactions, @Reference Users users, @Reference PasswordHashes hashes, @Reference Journal journal,
            @Reference Ids ids, @Reference AccessRules.Current rules) {
        this.transactions = transactions;
        this.users = users;
        this.hashes = hashes;
        this.journal = journal;
        this.ids = ids;
        this.rules = rules;
        try {
            if (open()) {
                code().ifPresent(code -> LOG.info("There is no user yet: open /setup and give the code that stands in {}", file()));
            }
        } catch (RuntimeException e) {
            // the page asks again; without a database nobody could be created anyway
            LOG.warn("Whether there is a user cannot be told yet", e);
        }
    }

    /** Whether there is no user yet. Costs nothing once there is one. */
    public boolean open() {
        if (!closed && transactions.required(users::count) > 0) {
            closed = true;
        }
        return !closed;
    }

    /** @return {@link Saved}, {@link Invalid} or {@link Refused} */
    public synchronized UserOutcome setUp(String code, String login, String name, String email, Language language, String password, Instant now) {
        if (!open()) {
            return new Refused(Reason.SETUP_CLOSED);
        }
        if (code == null || code().filter(right -> Secrets.same(right, code.strip())).isEmpty()) {
            LOG.warn("Setup refused: wrong code");
            return new Refused(Reason.WRONG_CODE);
        }
        UserDetails details = new UserDetails(name, email, Set.of(Role.OPERATOR), language, Notice.NONE);
        List<Problem> problems = new ArrayList<>(transactions.required(() -> CreateUser.problems(users, login, details)));
        PasswordRule.problem(password, login, rules.get().passwordLength()).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            return new Invalid(problems);
        }
        String hash = hashes.hash(PasswordRule.prepared(password));
        User user = new User.Active(new Facts(ids.next(now), Site.MAIN, login, details.name(), details.email(), details.roles(), details.language(),
                details.notice(), hash, 0, now, 1));
        transactions.run(() -> {
            users.add(user);
            journal.append(UserChange.entry(user, Actor.system("setup"), "user.created", "with the setup code", now));
        });
        closed = true;
        discard();
        return new Saved(user);
    }

    /** The code in the file; makes the file when there is none. Empty when neither works, which the log tells. */
    private Optional<String> code() {
        Path file = file();
        try {
            if (!Files.exists(file)) {
                write(file);
            }
            String code = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (code.length() >= Secrets.READABLE) {
                return Optional.of(code);
            }
            LOG.error("The setup code in {} is too short: delete the file, and open /setup again", file);
        } catch (IOException e) {
            LOG.error("The setup code can be neither read from nor written to {}: {}", file, e.toString());
        }
        return Optional.empty();
    }

    private static void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0];
        Files.createFile(file, ownerOnly);
        Files.writeString(file, Secrets.readable() + "\n", StandardCharsets.US_ASCII);
    }

    private void discard() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            LOG.warn("The used setup code in {} could not be deleted; it opens nothing any more: {}", file(), e.toString());
        }
    }

    private Path file() {
        return rules.get().setupCodeFile();
    }
}
