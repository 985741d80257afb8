package io.plumbline.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import io.plumbline.domain.survey.Language;

/**
 * Everything that Plumbline says, in one language. Each text is a {@link MessageFormat}; apostrophes in it are typographic, because
 * the straight one has a meaning there.
 */
public final class Texts {
    private static final Map<Language, Texts> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new Texts(language));
        }
    }

    private final Language language;
    private final Properties texts = new Properties();

    private Texts(Language language) {
        this.language = language;
        String file = "messages_" + language.code() + ".properties";
        try (InputStream in = Texts.class.getResourceAsStream(file); Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    public static Texts in(Language language) {
        return ALL.get(language);
    }

    public Language language() {
        return language;
    }

    /** The text of the key with its arguments put in; {@code ??key??} where there is none, which no page of ours may show. */
    public String say(String key, Object... args) {
        String text = texts.getProperty(key);
        if (text == null) {
            return "??" + key + "??";
        }
        return text.indexOf('{') < 0 ? text : new MessageFormat(text, Formats.locale(language)).format(args);
    }

    public boolean knows(String key) {
        return texts.containsKey(key);
    }

    String raw(String key) {
        return texts.getProperty(key);
    }

    Set<String> keys() {
        return texts.stringPropertyNames();
    }
}
