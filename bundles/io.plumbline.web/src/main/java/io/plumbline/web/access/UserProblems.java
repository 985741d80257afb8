package io.plumbline.web.access;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.plumbline.application.access.UserOutcome.Reason;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.User;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** What the use cases find wrong with a user, in the reader's words. */
final class UserProblems {
    private UserProblems() {
    }

    static List<Wrong> of(Visit visit, List<Problem> problems, int passwordLength) {
        return problems.stream().map(p -> new Wrong(p.field(), text(visit, p, passwordLength))).distinct().toList();
    }

    static Wrong of(Visit visit, Reason reason) {
        return new Wrong(switch (reason) {
            case WRONG_PASSWORD -> "present";
            case WRONG_CODE -> "code";
            default -> "";
        }, visit.say("user.refused." + reason));
    }

    /** The fields that are to be marked. */
    static Set<String> fields(List<Wrong> problems) {
        return problems.stream().map(Wrong::field).collect(Collectors.toSet());
    }

    private static String text(Visit visit, Problem problem, int passwordLength) {
        String field = problem.field();
        String key = "user.wrong." + field;
        if (field.equals("login") && User.LOGIN.matcher(problem.value()).matches()) {
            key = "user.wrong.login.taken";
        }
        return visit.look().texts().knows(key) ? visit.say(key, passwordLength) : problem.text();
    }
}
