package lanner.investigation.casework;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import lanner.investigation.workspace.Integrity;

/**
 * A page that stands alone: nothing is fetched, no style and no script but its own are let in. Without {@link Links} it has no
 * script.
 */
public final class HtmlFormat implements ReportFormat {
    /** Where names of events and processes lead in a page. */
    interface Links {
        /** Nowhere. */
        Links NONE = new Links() {
            @Override
            public String toEvent(int row) {
                return "";
            }

            @Override
            public String toProcess(int process) {
                return "";
            }
        };

        /** The fragment of an event of the page; empty for one that is not in it. */
        String toEvent(int row);

        /** The fragment of a process whose events are in the page; empty for another. */
        String toProcess(int process);
    }

    private static final String STYLE = """
            :root { color-scheme: light dark; --quiet: #656d76; --line: #8886; --own: #0969da; --alert: #cf222e; }
            @media (prefers-color-scheme: dark) { :root { --quiet: #8b949e; --own: #4493f8; --alert: #ff7b72; } }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
            h2 { margin-top: 2.2rem; border-bottom: 1px solid var(--line); } h3 { margin: 1.6rem 0 .3rem; }
            table { border-collapse: collapse; width: 100%; font-size: 13px; margin: .5rem 0; }
            td, th { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0;
              border-bottom: 1px solid var(--line); } .long { overflow-wrap: anywhere; }
            th { color: var(--quiet); font-weight: 600; }
            svg { display: block; margin: .4rem 0; max-width: 100%; } svg text { font: 11px system-ui, sans-serif; fill: var(--quiet); }
            .all { fill: var(--quiet); opacity: .45; } .own { fill: var(--own); } svg text.alert { fill: var(--alert); font-weight: 700; }
            .moment { stroke: var(--alert); stroke-dasharray: 3 2; } .base { stroke: var(--line); }
            ul.tree, ul.tree ul { list-style: none; padding: 0; } ul.tree { font-size: 13px; } ul.tree ul { margin-left: 16px; }
            ul.tree li { overflow-wrap: anywhere; }
            @page { margin: 15mm; }
            @media print { :root { color-scheme: light; --quiet: #444; --own: #0969da; --alert: #cf222e; }
              body { margin: 0; max-width: none; font-size: 11pt; } table, ul.tree { font-size: 9pt; }
              h2, h3 { break-after: avoid; } thead { display: table-header-group; } tr, li, svg { break-inside: avoid; } }
            """;
    private static final String ONE_SHEET = """
            body { max-width: 50rem; } h1 { font-size: 1.4rem; } h2 { margin-top: 1rem; font-size: 1.1rem; }
            ul, p, table { margin: .25rem 0; } ul { padding-left: 1.4rem; }
            @page { size: A4; margin: 12mm; }
            @media print { body { font-size: 9pt; line-height: 1.25; } h1 { font-size: 14pt; margin: 0; }
              h2 { font-size: 11pt; margin: 5pt 0 1pt; } table { font-size: 8.5pt; } td { padding-top: 0; padding-bottom: 0; } }
            """;
    private static final String PAGES = """
            @page { size: A4; margin: 18mm 15mm; @bottom-right { content: counter(page) " of " counter(pages); } }
            @media print { h2 { break-before: auto; } p, ul { orphans: 3; widows: 3; } a { color: inherit; } }
            """;
    private static final int LONG_CELL = 40;
    private static final int BAR = 10;
    private static final int HEIGHT = 44;
    private static final int TOP = 14;

    private final StringBuilder html = new StringBuilder();
    private final String style;
    private final String script;
    private final Links links;

    /** A page without a script. */
    public HtmlFormat() {
        this("", "", Links.NONE);
    }

    /** A document that is read on a screen and on paper: for a manager on one sheet of A4, for a court with numbered pages. */
    static HtmlFormat document(CaseReport.Audience audience) {
        return switch (audience) {
            case ANALYST -> new HtmlFormat();
            case MANAGER -> new HtmlFormat(ONE_SHEET, "", Links.NONE);
            case COURT -> new HtmlFormat(PAGES, "", Links.NONE);
        };
    }

    /**
     * A page with a script.
     *
     * @param moreStyle behind the style that every page has
     */
    HtmlFormat(String moreStyle, String script, Links links) {
        style = STYLE + moreStyle;
        this.script = script;
        this.links = links;
    }

    @Override
    public void begin(String title) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ")
                .append(hash(style))
                .append(script.isEmpty() ? "" : "; script-src " + hash(script))
                .append("; base-uri 'none'; form-action 'none'\">\n")
                .append("<title>")
                .append(escaped(title))
                .append("</title><style>")
                .append(style)
                .append("</style></head><body>\n");
        heading(1, title);
    }

    /** What lets one text in, and no other (CSP Level 3, 2.3.1). */
    private static String hash(String text) {
        byte[] digest = Integrity.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    /** Adds markup that is safe as it is. */
    void markup(CharSequence safe) {
        html.append(safe);
    }

    @Override
    public void heading(int level, String text) {
        html.append("<h")
                .append(level)
                .append('>')
                .append(escaped(text))
                .append("</h")
                .append(level)
                .append(">\n");
    }

    @Override
    public void paragraph(String text) {
        html.append("<p>").append(escaped(text)).append("</p>\n");
    }

    @Override
    public void list(List<String> items) {
        html.append("<ul>\n");
        items.forEach(item -> html.append("<li>").append(escaped(item)).append("</li>\n"));
        html.append("</ul>\n");
    }

    @Override
    public void table(List<String> columns, List<List<String>> rows) {
        head(columns);
        rows.forEach(row -> row("td", row, ""));
        html.append("</table>\n");
    }

    @Override
    public void events(List<String> columns, List<EventLine> lines) {
        head(columns);
        lines.forEach(line -> row("td", line.cells(), links.toEvent(line.row())));
        html.append("</table>\n");
    }

    private void head(List<String> columns) {
        html.append("<table>");
        if (columns.stream().anyMatch(column -> !column.isEmpty())) {
            html.append("<thead>");
            row("th", columns, "");
            html.append("</thead>\n");
        }
    }

    /** @param link where the first cell leads; empty for nowhere */
    private void row(String tag, List<String> cells, String link) {
        html.append("<tr>");
        String to = link;
        for (String cell : cells) {
            // Short words stay whole; what is long breaks anywhere rather than widen the page.
            String look = cell.length() > LONG_CELL ? " class=\"long\"" : "";
            html.append('<').append(tag).append(look).append('>').append(linked(cell, to));
            html.append("</").append(tag).append('>');
            to = "";
        }
        html.append("</tr>\n");
    }

    private static String linked(String text, String to) {
        return to.isEmpty() ? escaped(text) : "<a href=\"" + escaped(to) + "\">" + escaped(text) + "</a>";
    }

    @Override
    public void tree(List<Branch> branches) {
        html.append("<ul class=\"tree\">\n");
        int depth = 0;
        for (Branch branch : branches) {
            // The end of an item need not be written: the next one, or the end of the list, is it.
            for (; depth < branch.depth(); depth++) {
                html.append("<ul>\n");
            }
            for (; depth > branch.depth(); depth--) {
                html.append("</ul>\n");
            }
            html.append("<li>")
                    .append(linked(branch.text(), links.toProcess(branch.process())))
                    .append('\n');
        }
        html.append("</ul>\n".repeat(depth + 1));
    }

    @Override
    public void clip(Clip clip) {
        int width = clip.all().length * BAR;
        html.append(String.format(
                Locale.ROOT,
                "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Events over time;"
                        + " the dashed line is the event\">%n",
                width,
                TOP + HEIGHT + 16,
                width,
                TOP + HEIGHT + 16));
        for (int i = 0; i < clip.all().length; i++) {
            bar("all", i, clip.all()[i], clip.most());
            bar("own", i, clip.own()[i], clip.most());
            if (clip.alerts()[i]) {
                html.append(String.format(
                        Locale.ROOT, "<text class=\"alert\" x=\"%d\" y=\"10\">!</text>%n", i * BAR + BAR / 2 - 2));
            }
        }
        int at = clip.moment() * BAR + BAR / 2;
        html.append(String.format(
                Locale.ROOT,
                "<line class=\"base\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>"
                        + "<line class=\"moment\" x1=\"%d\" x2=\"%d\" y1=\"0\" y2=\"%d\"/>%n",
                width,
                TOP + HEIGHT,
                TOP + HEIGHT,
                at,
                at,
                TOP + HEIGHT));
        html.append("<text x=\"0\" y=\"")
                .append(TOP + HEIGHT + 13)
                .append("\">")
                .append(escaped(clip.from()))
                .append("</text><text text-anchor=\"end\" x=\"")
                .append(width)
                .append("\" y=\"")
                .append(TOP + HEIGHT + 13)
                .append("\">")
                .append(escaped(clip.to()))
                .append("</text></svg>\n");
    }

    private void bar(String style, int part, int count, int most) {
        if (count > 0) {
            int height = Math.max(2, (int) Math.round((double) count * HEIGHT / most));
            html.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n",
                    style,
                    part * BAR + 1,
                    TOP + HEIGHT - height,
                    BAR - 2,
                    height));
        }
    }

    @Override
    public String end() {
        if (!script.isEmpty()) {
            html.append("<script>").append(script).append("</script>\n");
        }
        return html.append("</body></html>\n").toString().replace("\r\n", "\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
