package io.plumbline.web.nonconformity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.unbescape.html.HtmlEscape;

import io.pebbletemplates.pebble.extension.escaper.SafeString;

import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.domain.nonconformity.Analysis.Contrast;
import io.plumbline.web.Look;

/**
 * How a cause was looked for, drawn: the 5 Whys as a chain, Ishikawa's diagram as its fish bone, an is/is-not comparison as its table. Free text has no drawing.
 * All text is escaped here; positions are in the units of the drawing, one of which is a pixel at its natural size.
 */
final class CauseDiagram {
    private static final int LINE = 18;
    private static final int PAD = 10;
    private final StringBuilder svg = new StringBuilder(4096);
    private final Look look;

    private CauseDiagram(Look look) {
        this.look = look;
    }

    /**
     * The drawing, ready to stand in a page.
     *
     * @param id     that no other element of the page has
     * @param effect what the cause leads to, in one line
     * @return empty for a method that has none
     */
    static Object of(Analysis analysis, String id, String effect, Look look) {
        CauseDiagram diagram = new CauseDiagram(look);
        if (analysis instanceof Analysis.FiveWhys whys) {
            diagram.chain(whys, id, effect);
        } else if (analysis instanceof Analysis.Ishikawa bones) {
            diagram.fish(bones, id, effect);
        } else if (analysis instanceof Analysis.IsIsNot comparison) {
            diagram.table(comparison, id);
        } else {
            return "";
        }
        return new SafeString(diagram.svg.append("</svg>").toString());
    }

    private void open(String id, int width, int height, String title) {
        svg.append("<svg class=\"diagram\" role=\"img\" viewBox=\"0 0 ").append(width).append(' ').append(height).append("\" width=\"").append(width).append("\" height=\"").append(height)
                .append("\" aria-labelledby=\"").append(id).append("\"><title id=\"").append(id).append("\">").append(escaped(title)).append("</title>");
    }

    private void chain(Analysis.FiveWhys whys, String id, String effect) {
        int width = 640;
        List<List<String>> boxes = new ArrayList<>();
        boxes.add(wrapped(effect, 84));
        whys.answers().forEach(a -> boxes.add(wrapped(a, 84)));
        int gap = 34;
        int height = boxes.stream().mapToInt(b -> b.size() * LINE + 2 * PAD).sum() + gap * (boxes.size() - 1) + 4;
        open(id, width, height, look.say("diagram.whys", whys.conclusion()));
        int y = 2;
        for (int i = 0; i < boxes.size(); i++) {
            List<String> lines = boxes.get(i);
            int tall = lines.size() * LINE + 2 * PAD;
            box(2, y, width - 4, tall, i == 0 ? "effect" : i == boxes.size() - 1 ? "root" : "");
            text(lines, PAD + 4, y + PAD + 13, i == 0 || i == boxes.size() - 1 ? "strong" : "");
            y += tall;
            if (i < boxes.size() - 1) {
                line(24, y, 24, y + gap - 8);
                svg.append("<path d=\"M").append(19).append(' ').append(y + gap - 9).append("h10l-5 8z\"/>");
                text(List.of(look.say("diagram.why")), 40, y + gap / 2 + 5, "quiet");
                y += gap;
            }
        }
    }

    private void fish(Analysis.Ishikawa bones, String id, String effect) {
        List<Map.Entry<Bone, List<String>>> used = bones.causes().entrySet().stream().filter(e -> !e.getValue().isEmpty()).toList();
        int pairs = (used.size() + 1) / 2;
        int wide = 230;
        int head = 190;
        int width = 30 + pairs * wide + 30 + head;
        List<List<Cause>> lists = used.stream().map(e -> e.getValue().stream().map(c -> new Cause(wrapped(c, 24), c.equals(bones.conclusion()))).toList()).toList();
        int half = 40 + LINE * lists.stream().mapToInt(list -> list.stream().mapToInt(c -> c.lines().size()).sum()).max().orElse(1);
        List<String> said = wrapped(effect, 21);
        half = Math.max(half, (said.size() * LINE + 2 * PAD) / 2 + 4);
        int middle = half + 2;
        open(id, width, 2 * half + 4, look.say("diagram.fish", bones.conclusion()));
        int neck = 30 + pairs * wide + 20;
        line(10, middle, neck, middle);
        svg.append("<path d=\"M").append(neck).append(' ').append(middle - 6).append("v12l10-6z\"/>");
        int tall = said.size() * LINE + 2 * PAD;
        box(neck + 10, middle - tall / 2, head - 2, tall, "effect");
        text(said, neck + 10 + PAD, middle - tall / 2 + PAD + 13, "strong");
        for (int i = 0; i < used.size(); i++) {
            boolean above = i % 2 == 0;
            int foot = 30 + (i / 2 + 1) * wide;
            int top = above ? 24 : 2 * half - 20;
            line(foot - 46, top, foot, middle);
            text(List.of(look.say("bone." + used.get(i).getKey())), foot - 46 - wide + 66, above ? 16 : 2 * half, "strong");
            int y = above ? 40 : middle + 24;
            for (Cause cause : lists.get(i)) {
                text(cause.lines(), foot - 46 - wide + 66, y, cause.root() ? "root" : "");
                y += cause.lines().size() * LINE;
            }
        }
    }

    private record Cause(List<String> lines, boolean root) {
    }

    private void table(Analysis.IsIsNot comparison, String id) {
        int[] at = {2, 130, 350, 570, 790};
        List<List<List<String>>> rows = new ArrayList<>();
        rows.add(List.of(List.of(""), List.of(look.say("contrast.is")), List.of(look.say("contrast.isnot")), List.of(look.say("contrast.distinction"))));
        for (Contrast c : comparison.contrasts()) {
            rows.add(List.of(wrapped(c.question(), 15), wrapped(c.is(), 28), wrapped(c.isNot(), 28), wrapped(c.distinction() == null ? "" : c.distinction(), 28)));
        }
        int height = rows.stream().mapToInt(CauseDiagram::tall).sum() + 4;
        open(id, 792, height, look.say("diagram.contrast", comparison.conclusion()));
        int y = 2;
        for (int r = 0; r < rows.size(); r++) {
            int tall = tall(rows.get(r));
            for (int c = 0; c < 4; c++) {
                box(at[c], y, at[c + 1] - at[c], tall, r == 0 || c == 0 ? "effect" : "");
                text(rows.get(r).get(c), at[c] + PAD, y + PAD + 13, r == 0 || c == 0 ? "strong" : "");
            }
            y += tall;
        }
    }

    private static int tall(List<List<String>> row) {
        return row.stream().mapToInt(List::size).max().orElse(1) * LINE + 2 * PAD;
    }

    private void box(int x, int y, int width, int height, String kind) {
        svg.append("<rect x=\"").append(x).append("\" y=\"").append(y).append("\" width=\"").append(width).append("\" height=\"").append(height).append("\" rx=\"4\" class=\"").append(kind)
                .append("\"/>");
    }

    private void line(int x1, int y1, int x2, int y2) {
        svg.append("<line x1=\"").append(x1).append("\" y1=\"").append(y1).append("\" x2=\"").append(x2).append("\" y2=\"").append(y2).append("\"/>");
    }

    private void text(List<String> lines, int x, int y, String kind) {
        svg.append("<text class=\"").append(kind).append("\">");
        for (int i = 0; i < lines.size(); i++) {
            svg.append("<tspan x=\"").append(x).append("\" y=\"").append(y + i * LINE).append("\">").append(escaped(lines.get(i))).append("</tspan>");
        }
        svg.append("</text>");
    }

    private static String escaped(String text) {
        return HtmlEscape.escapeHtml4Xml(text);
    }

    /** Broken at blanks where there are some, and within a word that is longer than a line. */
    private static List<String> wrapped(String text, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            String rest = word;
            if (line.length() > 0 && line.length() + 1 + rest.length() > most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > most) {
                int cut = Character.isHighSurrogate(rest.charAt(most - 1)) ? most - 1 : most;
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line.append(line.length() == 0 ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }
}
