package io.plumbline.erp.files;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.plumbline.application.delivery.DropFolder;
import io.plumbline.erp.Options;

/**
 * A drop folder as its options say.
 *
 * @param decimal the decimal sign in its CSV files, or null for what each file itself shows
 */
record ConfiguredFolder(String name, Path directory, Duration every, Duration settle, CsvNumbers.Decimal decimal) implements DropFolder {
    /** Reads the options; what is wrong with them is in {@link Options#problems()} afterwards. */
    static ConfiguredFolder of(Options options) {
        Path directory = options.path("directory");
        if (directory != null && !directory.isAbsolute()) {
            options.refuse("directory", directory.toString(), "a path that begins at the root, such as /srv/erp/out");
        }
        String decimal = options.choice("decimal", "auto", List.of("auto", "comma", "point"));
        return new ConfiguredFolder(options.name(), directory,
                options.duration("every", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofDays(1)),
                options.duration("settle", Duration.ofSeconds(10), Duration.ZERO, Duration.ofHours(1)),
                decimal.equals("auto") ? null : CsvNumbers.Decimal.valueOf(decimal.toUpperCase(Locale.ROOT)));
    }
}
