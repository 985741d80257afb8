package io.plumbline.rest;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.ws.rs.NotFoundException;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.ext.ParamConverter;
import javax.ws.rs.ext.ParamConverterProvider;

import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.rest.openapi.OneOf;

/** Reads parameters of addresses by their type. One that cannot be read is refused by name; in a path, there is nothing at that address. */
final class Parameters implements ParamConverterProvider {
    private static final int LONGEST = 200;
    private static final Map<Class<?>, Kind> KINDS = Map.of(
            String.class, new Kind("at most " + LONGEST + " characters", text -> text),
            Id.class, new Kind("an identity of 26 characters", text -> Id.isOne(text) ? new Id(text) : null),
            CaseNumber.class, new Kind("a case's number such as NC-MAIN-2026-0001", text -> CaseNumber.parse(text).orElse(null)),
            Limit.class, new Kind("a whole number from 1 to " + Limit.MOST, Parameters::limit),
            Boolean.class, new Kind("true or false", text -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null),
            LocalDate.class, new Kind("a day such as 2026-11-21", LocalDate::parse),
            Instant.class, new Kind("a moment in UTC such as 2026-11-21T08:00:00Z", Instant::parse));

    /** @param accepted in plain words */
    private record Kind(String accepted, Function<String, Object> read) {
    }

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        Kind kind = type.isEnum() ? constants(type) : KINDS.get(type);
        QueryParam query = find(annotations, QueryParam.class);
        boolean inPath = find(annotations, PathParam.class) != null;
        if (kind == null || query == null && !inPath) {
            return null;
        }
        OneOf states = find(annotations, OneOf.class);
        Kind used = states == null ? kind : words(OneOf.Names.of(states));
        return new Reader<>(type, used, inPath ? null : query.value());
    }

    private static Limit limit(String text) {
        int rows = Integer.parseInt(text);
        return rows < 1 || rows > Limit.MOST ? null : new Limit(rows);
    }

    private static Kind constants(Class<?> type) {
        List<String> names = Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
        return new Kind(String.join(", ", names), text -> names.contains(text) ? type.getEnumConstants()[names.indexOf(text)] : null);
    }

    private static Kind words(List<String> words) {
        return new Kind(words.stream().sorted().collect(Collectors.joining(", ")), text -> words.contains(text) ? text : null);
    }

    private static <A extends Annotation> A find(Annotation[] annotations, Class<A> type) {
        return Arrays.stream(annotations).filter(type::isInstance).map(type::cast).findFirst().orElse(null);
    }

    /** @param name of the query's parameter; null where it stands in the path */
    private record Reader<T>(Class<T> type, Kind kind, String name) implements ParamConverter<T> {
        @Override
        public T fromString(String value) {
            if (name != null && (value == null || value.isBlank())) {
                return null;
            }
            try {
                Object read = value.length() > LONGEST ? null : kind.read().apply(name == null ? value : value.trim());
                if (read != null) {
                    return type.cast(read);
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                // the answer below says more than the exception does
            }
            if (name == null) {
                throw new NotFoundException();
            }
            throw Refusal.invalid("query parameter " + name, value, kind.accepted());
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
