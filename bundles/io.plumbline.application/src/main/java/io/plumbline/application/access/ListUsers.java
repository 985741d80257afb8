package io.plumbline.application.access;

import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.Id;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.Users;

/** The users, for an operator, and each user's own account. */
@Component(service = ListUsers.class)
public final class ListUsers {
    private final Transactions transactions;
    private final Users users;

    @Activate
    public ListUsers(@Reference Transactions transactions, @Reference Users users) {
        this.transactions = transactions;
        this.users = users;
    }

    /** All users by login name; none when {@code by} is not an operator. */
    public List<User> all(Id by) {
        return transactions.required(() -> Operators.one(users, by).map(operator -> users.all()).orElse(List.of()));
    }

    /** One user; only operators see others. */
    public Optional<User> one(Id by, Id user) {
        return transactions.required(() -> by.equals(user) || Operators.one(users, by).isPresent() ? users.byId(user) : Optional.empty());
    }
}
