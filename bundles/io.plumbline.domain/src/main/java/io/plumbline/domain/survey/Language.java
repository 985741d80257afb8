package io.plumbline.domain.survey;

import java.util.Locale;
import java.util.Optional;

/** The languages in which Plumbline asks and shows its pages. */
public enum Language {
    EN(Locale.ENGLISH), DE(Locale.GERMAN);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    public Locale locale() {
        return locale;
    }

    /** The ISO 639-1 code, lower case. */
    public String code() {
        return locale.getLanguage();
    }

    /** The language of a BCP 47 tag such as {@code de-AT}; empty where Plumbline does not speak it or {@code tag} is null. */
    public static Optional<Language> of(String tag) {
        if (tag == null) {
            return Optional.empty();
        }
        String wanted = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
        for (Language l : values()) {
            if (l.code().equals(wanted)) {
                return Optional.of(l);
            }
        }
        return Optional.empty();
    }
}
