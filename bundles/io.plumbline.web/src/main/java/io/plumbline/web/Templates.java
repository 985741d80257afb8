package io.plumbline.web;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;

/**
 * The templates of this bundle. Whatever they print is escaped for HTML; a template whose name ends in {@code .txt} switches that off
 * for itself, because nobody reads it as HTML. Unknown names in a template are errors.
 */
public final class Templates {
    /** The name under which templates and functions find the {@link Look}. */
    static final String LOOK = "look";
    private static final PebbleEngine ENGINE = engine();

    private Templates() {
    }

    private static PebbleEngine engine() {
        ClasspathLoader loader = new ClasspathLoader(Templates.class.getClassLoader());
        loader.setPrefix(Templates.class.getPackageName().replace('.', '/') + "/templates/");
        return new PebbleEngine.Builder().loader(loader).extension(new TemplateWords()).autoEscaping(true).strictVariables(true)
                .newLineTrimming(false).build();
    }

    public static String render(String template, Look look, Map<String, Object> model) {
        Map<String, Object> all = new HashMap<>(model);
        all.put(LOOK, look);
        StringWriter out = new StringWriter(8192);
        try {
            ENGINE.getTemplate(template).evaluate(out, all, look.language().locale());
        } catch (IOException e) {
            throw new UncheckedIOException("a writer in memory does not fail", e);
        }
        return out.toString();
    }
}
