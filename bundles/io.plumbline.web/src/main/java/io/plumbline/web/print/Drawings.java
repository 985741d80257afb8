package io.plumbline.web.print;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.openhtmltopdf.css.sheet.FontFaceRule;
import com.openhtmltopdf.css.style.CssContext;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.extend.SVGDrawer;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.render.Box;
import com.openhtmltopdf.render.RenderingContext;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Draws the diagrams of our pages, and no other SVG: rectangles, lines, plain paths and text, coloured by their class. Text is drawn as outlines of the document's own
 * font, for which Java needs no fonts of the machine; the words stand beside each diagram, too.
 */
final class Drawings implements SVGDrawer {
    private static final int TEXT = 13;
    /** What fits between the margins, in CSS pixels. */
    private static final double WIDEST = 650;
    private static final double TALLEST = 880;
    private static final Pattern STEP = Pattern.compile("[MLhvlz]|-?\\d+(\\.\\d+)?");
    private static final Color INK = new Color(0x1a2322);
    private static final Color QUIET = new Color(0x55605e);
    private static final Color EDGE = new Color(0x7b8785);
    private static final Color ROOT = new Color(0x8a4b00);
    private static final Map<String, Color> FILLS = Map.of("effect", new Color(0xe3f0ee), "root", new Color(0xfbefdc));

    private final TrueTypeFont regular;
    private final TrueTypeFont bold;

    Drawings(InputStream regular, InputStream bold) throws IOException {
        this.regular = new TTFParser().parse(new RandomAccessReadBuffer(regular));
        this.bold = new TTFParser().parse(new RandomAccessReadBuffer(bold));
    }

    @Override
    public SVGImage buildSVGImage(Element svg, Box box, CssContext css, double cssWidth, double cssHeight, double dotsPerPixel) {
        double width = number(svg, "width");
        double height = number(svg, "height");
        double scale = Math.min(1, Math.min(WIDEST / width, TALLEST / height));
        return new SVGImage() {
            @Override
            public int getIntrinsicWidth() {
                return (int) (width * scale * dotsPerPixel);
            }

            @Override
            public int getIntrinsicHeight() {
                return (int) (height * scale * dotsPerPixel);
            }

            @Override
            public void drawSVG(OutputDevice device, RenderingContext context, double x, double y) {
                device.drawWithGraphics((float) x, (float) y, (float) (width * scale), (float) (height * scale), g -> {
                    g.scale(scale, scale);
                    g.setStroke(new BasicStroke(1.2f));
                    parts(g, svg);
                });
            }
        };
    }

    private void parts(Graphics2D g, Element svg) {
        for (Node node = svg.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element part) {
                String kind = part.getAttribute("class");
                switch (part.getTagName()) {
                    case "rect" -> box(g, part, kind);
                    case "line" -> {
                        g.setColor(EDGE);
                        g.draw(new Line2D.Double(number(part, "x1"), number(part, "y1"), number(part, "x2"), number(part, "y2")));
                    }
                    case "path" -> {
                        g.setColor(EDGE);
                        g.fill(path(part.getAttribute("d")));
                    }
                    case "text" -> text(g, part, kind);
                    default -> { }
                }
            }
        }
    }

    private static void box(Graphics2D g, Element part, String kind) {
        Shape shape = new RoundRectangle2D.Double(number(part, "x"), number(part, "y"), number(part, "width"), number(part, "height"), 8, 8);
        g.setColor(FILLS.getOrDefault(kind, Color.WHITE));
        g.fill(shape);
        g.setColor(kind.equals("root") ? ROOT : EDGE);
        g.draw(shape);
    }

    private void text(Graphics2D g, Element text, String kind) {
        g.setColor(kind.equals("root") ? ROOT : kind.equals("quiet") ? QUIET : INK);
        TrueTypeFont font = kind.equals("root") || kind.equals("strong") ? bold : regular;
        for (Node node = text.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element line) {
                words(g, font, line.getTextContent(), number(line, "x"), number(line, "y"));
            }
        }
    }

    private static void words(Graphics2D g, TrueTypeFont font, String words, double x, double y) {
        try {
            CmapLookup glyphs = font.getUnicodeCmapLookup();
            double scale = (double) TEXT / font.getUnitsPerEm();
            double at = x;
            for (int character : words.codePoints().toArray()) {
                int glyph = glyphs.getGlyphId(character);
                GlyphData data = font.getGlyph().getGlyph(glyph);
                if (data != null) {
                    AffineTransform place = AffineTransform.getTranslateInstance(at, y);
                    place.scale(scale, -scale);
                    g.fill(place.createTransformedShape(data.getPath()));
                }
                at += font.getAdvanceWidth(glyph) * scale;
            }
        } catch (IOException e) {
            throw new IllegalStateException("a font in memory", e);
        }
    }

    /** Of moves and lines to places and by distances, and what closes them. */
    private static Path2D path(String steps) {
        Path2D path = new Path2D.Double();
        Matcher step = STEP.matcher(steps);
        double x = 0;
        double y = 0;
        while (step.find()) {
            char kind = step.group().charAt(0);
            switch (kind) {
                case 'M', 'L' -> {
                    x = next(step);
                    y = next(step);
                }
                case 'h' -> x += next(step);
                case 'v' -> y += next(step);
                case 'l' -> {
                    x += next(step);
                    y += next(step);
                }
                default -> { }
            }
            if (kind == 'M') {
                path.moveTo(x, y);
            } else if (kind == 'z') {
                path.closePath();
            } else {
                path.lineTo(x, y);
            }
        }
        return path;
    }

    private static double next(Matcher step) {
        if (!step.find()) {
            throw new IllegalStateException("a path of ours ends too early");
        }
        return Double.parseDouble(step.group());
    }

    private static double number(Element of, String name) {
        return Double.parseDouble(of.getAttribute(name));
    }

    @Override
    public void importFontFaceRules(List<FontFaceRule> rules, SharedContext context) {
        // the only font is our own
    }

    @Override
    public void addFontFile(File file, String family, Integer weight, FontStyle style) {
        // likewise
    }

    @Override
    public void close() throws IOException {
        regular.close();
        bold.close();
    }
}
