package io.plumbline.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, beside the floor of the same run and the goal. */
final class Table {
    private record Line(String database, String figure, String measured, String floor, String ratio, String goal, String met) {
        List<String> cells() {
            return List.of(database, figure, measured, floor, ratio, goal, met);
        }
    }

    private static final Line HEAD = new Line("database", "figure", "measured", "floor of this run", "ratio", "goal", "");
    private final List<Line> lines = new ArrayList<>();

    /** @param met null where there is no goal */
    void add(String database, String figure, String measured, String floor, Double ratio, String goal, Boolean met) {
        Line line = new Line(database, figure, measured, floor, ratio == null ? "" : String.format(Locale.ROOT, "%.2f", ratio), goal,
                met == null ? "" : met ? "met" : "not met");
        lines.add(line);
        System.out.println("  " + String.join(" | ", line.cells()));
    }

    void duel(String database, String figure, String unit, Load.Duel duel, Double goal) {
        String measured = String.format(Locale.ROOT, "%.0f %s/s (a call p50 %.1f ms, p99 %.1f ms)", duel.product(), unit, duel.p50(), duel.p99());
        add(database, figure, measured, String.join(", ", duel.floors()), duel.ratio(),
                goal == null ? "" : String.format(Locale.ROOT, "at least %.0f %% of the slower floor", goal * 100), goal == null ? null : duel.ratio() >= goal);
    }

    void print(String about) {
        System.out.println("\n" + about + "\n\n" + text());
    }

    void write(String about, Path file) throws IOException {
        Files.writeString(file, about + "\n\n" + text());
    }

    private String text() {
        List<Line> all = new ArrayList<>();
        all.add(HEAD);
        all.addAll(lines);
        int[] widths = new int[HEAD.cells().size()];
        for (Line line : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.cells().get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < all.size(); row++) {
            for (int i = 0; i < widths.length; i++) {
                text.append(i == 0 ? "| " : " | ").append(String.format("%-" + widths[i] + "s", all.get(row).cells().get(i)));
            }
            text.append(" |\n");
            if (row == 0) {
                for (int width : widths) {
                    text.append("|").append("-".repeat(width + 2));
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }
}
