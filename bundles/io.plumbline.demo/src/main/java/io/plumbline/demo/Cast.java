package io.plumbline.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which case plays in which story, and how far it is told: a small file, so that a history that was broken off goes on where it stopped. */
final class Cast {
    private final Path file;
    private final Map<Story, String> numbers = new EnumMap<>(Story.class);
    private final Map<Story, Integer> told = new EnumMap<>(Story.class);

    Cast(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                String[] words = line.split(" ");
                numbers.put(Story.valueOf(words[0]), words[1]);
                told.put(Story.valueOf(words[0]), Integer.valueOf(words[2]));
            }
        }
    }

    Optional<String> caseOf(Story story) {
        return Optional.ofNullable(numbers.get(story));
    }

    boolean knows(String number) {
        return numbers.containsValue(number);
    }

    /** How many of its scenes. */
    int told(Story story) {
        return told.getOrDefault(story, 0);
    }

    void give(Story story, String number) {
        numbers.put(story, number);
        write();
    }

    void toldOneMore(Story story) {
        told.merge(story, 1, Integer::sum);
        write();
    }

    private void write() {
        StringBuilder text = new StringBuilder();
        numbers.forEach((story, number) -> text.append(story).append(' ').append(number).append(' ').append(told(story)).append('\n'));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot write " + file, e);
        }
    }
}
