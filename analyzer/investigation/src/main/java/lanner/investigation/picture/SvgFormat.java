package lanner.investigation.picture;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import lanner.investigation.picture.Picture.Box;
import lanner.investigation.picture.Picture.Line;
import lanner.investigation.picture.Picture.Mark;
import lanner.investigation.picture.Picture.Words;

/** A picture as SVG 1.1: no script, no style sheet, nothing that is fetched; words are escaped. */
public final class SvgFormat {
    private SvgFormat() {}

    /** The file's text. */
    public static String text(Picture picture) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
            attributes(
                    xml,
                    "width",
                    picture.width(),
                    "height",
                    picture.height(),
                    "viewBox",
                    "0 0 " + picture.width() + " " + picture.height(),
                    "role",
                    "img",
                    "font-family",
                    "DejaVu Sans, sans-serif",
                    "font-size",
                    Picture.LETTERS);
            xml.writeStartElement("title");
            xml.writeCharacters(picture.title());
            xml.writeEndElement();
            xml.writeCharacters("\n");
            mark(xml, new Box(0, 0, picture.width(), picture.height(), Picture.Ink.GROUND));
            for (Mark mark : picture.marks()) {
                mark(xml, mark);
            }
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory can be written", e);
        }
        return text.toString();
    }

    private static void mark(XMLStreamWriter xml, Mark mark) throws XMLStreamException {
        if (mark instanceof Box box) {
            xml.writeEmptyElement("rect");
            attributes(
                    xml,
                    "x",
                    box.x(),
                    "y",
                    box.y(),
                    "width",
                    box.width(),
                    "height",
                    box.height(),
                    "fill",
                    box.ink().colour());
        } else if (mark instanceof Line line) {
            xml.writeEmptyElement("line");
            attributes(
                    xml,
                    "x1",
                    line.x1(),
                    "y1",
                    line.y1(),
                    "x2",
                    line.x2(),
                    "y2",
                    line.y2(),
                    "stroke",
                    line.ink().colour());
        } else if (mark instanceof Words words) {
            xml.writeStartElement("text");
            attributes(xml, "x", words.x(), "y", words.y(), "fill", words.ink().colour());
            if (words.isAtEnd()) {
                attributes(xml, "text-anchor", "end");
            }
            if (words.isBold()) {
                attributes(xml, "font-weight", "bold");
            }
            xml.writeCharacters(words.words());
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
    }

    private static void attributes(XMLStreamWriter xml, Object... namesAndValues) throws XMLStreamException {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            xml.writeAttribute(
                    (String) namesAndValues[i],
                    value instanceof Double number
                            ? BigDecimal.valueOf(number)
                                    .setScale(1, RoundingMode.HALF_UP)
                                    .stripTrailingZeros()
                                    .toPlainString()
                            : value.toString());
        }
    }
}
