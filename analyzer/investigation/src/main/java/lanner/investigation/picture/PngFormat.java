package lanner.investigation.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import lanner.investigation.picture.Picture.Box;
import lanner.investigation.picture.Picture.Line;
import lanner.investigation.picture.Picture.Mark;
import lanner.investigation.picture.Picture.Words;

/** A picture as PNG, twice as large, so that words stay sharp on paper. It needs fonts, and no display. */
public final class PngFormat {
    private static final double SCALE = 2;

    private PngFormat() {}

    /**
     * The file's bytes.
     *
     * @throws IOException where this Java has no fonts
     */
    public static byte[] bytes(Picture picture) throws IOException {
        // Words are drawn into memory: a display that is there, and the toolkit of its window, are left alone.
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage(
                (int) (picture.width() * SCALE), (int) (picture.height() * SCALE), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        graphics.setStroke(new BasicStroke(1));
        draw(graphics, new Box(0, 0, picture.width(), picture.height(), Picture.Ink.GROUND));
        try {
            picture.marks().forEach(mark -> draw(graphics, mark));
        } catch (RuntimeException | LinkageError | InternalError e) {
            // What Java throws where there is no font or no library for fonts is not one exception but several.
            throw new IOException(
                    "a PNG cannot be drawn, as this Java finds no fonts (" + e + "); SVG can be written without", e);
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IOException("this Java writes no PNG; SVG can be written without");
        }
        return bytes.toByteArray();
    }

    private static void draw(Graphics2D graphics, Mark mark) {
        if (mark instanceof Box box) {
            graphics.setColor(Color.decode(box.ink().colour()));
            graphics.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
        } else if (mark instanceof Line line) {
            graphics.setColor(Color.decode(line.ink().colour()));
            graphics.draw(new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2()));
        } else if (mark instanceof Words words) {
            graphics.setColor(Color.decode(words.ink().colour()));
            graphics.setFont(new Font("DejaVu Sans", words.isBold() ? Font.BOLD : Font.PLAIN, Picture.LETTERS));
            double width = words.isAtEnd() ? graphics.getFontMetrics().stringWidth(words.words()) : 0;
            graphics.drawString(words.words(), (float) (words.x() - width), (float) words.y());
        }
    }
}
