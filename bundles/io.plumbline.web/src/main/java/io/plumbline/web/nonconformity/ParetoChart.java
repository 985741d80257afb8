package io.plumbline.web.nonconformity;

import java.util.List;

import org.unbescape.html.HtmlEscape;

import io.pebbletemplates.pebble.extension.escaper.SafeString;

import io.plumbline.web.Look;

/**
 * Pareto's chart, drawn: a bar for each category, most frequent first, and the line of what they add up to, both in percent of all causes. All text is escaped here;
 * positions are in the units of the drawing, one of which is a pixel at its natural size.
 */
final class ParetoChart {
    private static final int LABELS = 240;
    private static final int PLOT = 400;
    private static final int RIGHT = 120;
    private static final int TOP = 26;
    private static final int ROW = 34;
    private static final int BAR = 18;
    private static final int LONGEST = 34;

    private ParetoChart() {
    }

    /**
     * One bar.
     *
     * @param end        where it ends, from 0 for none to 1 for all causes
     * @param cumulative the same for it and those before it
     * @param text       behind the bar
     */
    record Bar(String name, double end, double cumulative, String text) {
    }

    /** @param id that no other element of the page has */
    static Object of(List<Bar> bars, String id, String title, Look look) {
        int height = TOP + bars.size() * ROW + 8;
        int width = LABELS + PLOT + RIGHT;
        StringBuilder svg = new StringBuilder(4096);
        svg.append("<svg class=\"diagram pareto\" role=\"img\" viewBox=\"0 0 ").append(width).append(' ').append(height).append("\" width=\"").append(width).append("\" height=\"").append(height)
                .append("\" aria-labelledby=\"").append(id).append("\"><title id=\"").append(id).append("\">").append(escaped(title)).append("</title>");
        for (int percent : new int[] {0, 20, 40, 60, 80, 100}) {
            int x = LABELS + PLOT * percent / 100;
            svg.append("<line class=\"grid\" x1=\"").append(x).append("\" y1=\"").append(TOP - 6).append("\" x2=\"").append(x).append("\" y2=\"").append(height - 6).append("\"/>");
            text(svg, "quiet middle", x, TOP - 11, look.say("causes.percent", percent));
        }
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        int y = TOP;
        for (Bar bar : bars) {
            int middle = y + ROW / 2;
            text(svg, "end", LABELS - 10, middle + 4, shortened(bar.name()));
            int length = Math.max(1, (int) Math.round(PLOT * bar.end()));
            svg.append("<rect class=\"pareto-bar\" x=\"").append(LABELS).append("\" y=\"").append(middle - BAR / 2).append("\" width=\"").append(length).append("\" height=\"").append(BAR).append("\"/>");
            int x = LABELS + (int) Math.round(PLOT * bar.cumulative());
            path.append(path.length() == 0 ? "M" : "L").append(x).append(' ').append(middle);
            dots.append("<circle class=\"sum\" cx=\"").append(x).append("\" cy=\"").append(middle).append("\" r=\"4\"/>");
            text(svg, "quiet", LABELS + PLOT + 14, middle + 4, bar.text());
            y += ROW;
        }
        return new SafeString(svg.append("<path class=\"sum\" d=\"").append(path).append("\"/>").append(dots).append("</svg>").toString());
    }

    private static void text(StringBuilder svg, String kind, int x, int y, String text) {
        svg.append("<text class=\"").append(kind).append("\" x=\"").append(x).append("\" y=\"").append(y).append("\">").append(escaped(text)).append("</text>");
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST ? name : name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String escaped(String text) {
        return HtmlEscape.escapeHtml4Xml(text);
    }
}
