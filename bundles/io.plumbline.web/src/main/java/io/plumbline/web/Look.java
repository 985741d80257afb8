package io.plumbline.web;

import java.time.Instant;
import java.time.ZoneId;

import io.plumbline.domain.survey.Language;

/** For whom something is rendered: the language, the clock on their wall, and the present moment. */
public final class Look {
    private final Texts texts;
    private final Formats formats;
    private final Instant now;

    public Look(Language language, ZoneId zone, Instant now) {
        this.texts = Texts.in(language);
        this.formats = new Formats(language, zone);
        this.now = now;
    }

    public Texts texts() {
        return texts;
    }

    public Formats formats() {
        return formats;
    }

    public Language language() {
        return texts.language();
    }

    public Instant now() {
        return now;
    }

    public String say(String key, Object... args) {
        return texts.say(key, args);
    }
}
