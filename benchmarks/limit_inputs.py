"""Inputs of any size for every reader: ordinary ones, and those that lead a parser to look at each part again."""

import random
from collections.abc import Callable

SENTENCE = "The ferry Marisol ran aground off Torvik on Monday with 33 people on board. "
WORDS = ("river", "rose", "two", "metres", "overnight", "and", "ferry", "traffic", "stopped", "near")
NITF = (
    "<nitf><head><docdata><doc-id id-string='1'/></docdata></head><body><body.content>{}</body.content></body></nitf>"
)
G2_ITEM = (
    "<newsItem guid='urn:kd:{n}' version='1'><itemMeta><itemClass qcode='ninat:text'/><pubStatus qcode='stat:usable'/>"
    "</itemMeta><contentMeta><headline>Ferry runs aground</headline></contentMeta><contentSet><inlineXML><html><body>"
    f"<p>{SENTENCE * 4}</p></body></html></inlineXML></contentSet></newsItem>"
)
NEWSML_1_ITEM = (
    "<NewsItem><Identification><NewsIdentifier><ProviderId>kd</ProviderId><NewsItemId>{n}</NewsItemId></NewsIdentifier>"
    "</Identification><NewsManagement><Status FormalName='Usable'/></NewsManagement><NewsComponent><ContentItem>"
    f"<DataContent><p>{SENTENCE * 4}</p></DataContent></ContentItem></NewsComponent></NewsItem>"
)
NINJS = '{{"uri": "urn:kd:{n}", "headline": "Ferry runs aground", "body_html": "{body}"}}'
RSS_ITEM = (
    "<item><title>Ferry {n}</title><link>https://a.example/{n}</link>"
    f"<description>{SENTENCE * 12}</description></item>"
)
RSS = '<rss version="2.0"><channel><title>Tarn</title>{}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Tarn</title>{}</feed>'
PAGE = (
    "<!DOCTYPE html><html><head><title>Ferry</title></head><body><article><h1>Ferry runs aground</h1>{}"
    "</article></body></html>"
)
JSON_LD = f'<script type="application/ld+json">{{}}</script><p>{SENTENCE * 5}</p>'
NINJS_TEXT = '{"uri": "urn:kd:1", "headline": "Ferry aground", "body_text": "Ferry ran aground off Torvik.", '
MESSAGE = f"\x01kda{{n}} 4 vm 118\r\nferry/\r\n\x02Ferry aground\r\n\r\n{SENTENCE * 4}\r\n\x03051412 Nov 26\x04"

Make = Callable[[int], str | bytes]


def times(piece: str) -> Make:
    """As many copies as fit."""
    return lambda size: piece * (size // len(piece.encode()))


def within(frame: str, piece: str) -> Make:
    return lambda size: frame.replace("{}", times(piece)(size - len(frame)))


def numbered(piece: str, frame: str = "{}", between: str = "") -> Make:
    """Copies with a number of their own in the place of {n}."""

    def make(size: int) -> str:
        count = (size - len(frame)) // (len(piece) + len(between) + 5)
        return frame.replace("{}", between.join(piece.replace("{n}", str(100000 + n)) for n in range(count)))

    return make


def nested(opening: str, closing: str, frame: str = "{}", inner: str = SENTENCE) -> Make:
    def make(size: int) -> str:
        levels = size // (len(opening) + len(closing))
        return frame.replace("{}", opening * levels + inner + closing * levels)

    return make


def words(separator: str) -> Make:
    """Words in an order that does not repeat."""

    def make(size: int) -> str:
        source = random.Random(7)
        return separator.join(source.choice(WORDS) + str(n) for n in range(size // 12))

    return make


def encoded(make: Make, encoding: str) -> Make:
    return lambda size: str(make(size if encoding != "utf-16" else size // 2)).encode(encoding)


def random_bytes(size: int) -> bytes:
    return random.Random(7).randbytes(size)


INPUTS: dict[str, tuple[str, Make]] = {
    "text, one line": ("a.txt", times(SENTENCE)),
    "text, one word": ("a.txt", times("x")),
    "text, one line of different words": ("a.txt", words(" ")),
    "text, one line of Chinese": ("a.txt", times("渡轮星期一搁浅，船上有三十三人。")),
    "text, one line without a full stop": ("a.txt", times("ferry aground, ")),
    "text, one line of full stops": ("a.txt", times(". ")),
    "text, one line of capitals": ("a.txt", times("KILL ")),
    "text, one line of digits": ("a.txt", times("12.")),
    "text, one line of quotation marks": ("a.txt", times("\u201ca\u201d ")),
    "text, one line of initials": ("a.txt", times("A. ")),
    "text, one line of brackets": ("a.txt", times("(")),
    "text, paragraphs": ("a.txt", times(SENTENCE * 5 + "\n\n")),
    "text, short lines": ("a.txt", times(SENTENCE + "\n")),
    "text, headings": ("a.txt", times(f"Tugs from Lunde arrive\n\n{SENTENCE * 2}\n\n")),
    "text, empty lines": ("a.txt", times("\n")),
    "text, spaces": ("a.txt", times(" ")),
    "text, list items": ("a.txt", times("- " + SENTENCE + "\n")),
    "text, wrapped lines": ("a.txt", times("the ferry ran aground off Torvik on Monday with many\n")),
    "text, hyphens at line ends": (
        "a.txt",
        times("the ferry ran a\u00ad\nground off Tor-\nvik and rested on a sand-\nbank there\n"),
    ),
    "text, lines of agencies": ("a.txt", times("EMBARGOED UNTIL 1 MAY 2099\nKILL: Ferry aground\n/// ATTENTION ///\n")),
    "text, embargoes": ("a.txt", numbered("EMBARGOED UNTIL {n} MAY 2099\n")),
    "text, embargoes in one line": ("a.txt", times("embargoed until 1 May 2099 ")),
    "text, kills in one line": ("a.txt", times("please kill the story ")),
    "text, terminal sequences": ("a.txt", times("\x1b[31mred \u202eand ")),
    "text, unfinished terminal sequence": ("a.txt", lambda size: "Ferry aground \x1b[" + "0" * size),
    "text, latin-1": ("a.txt", encoded(times("Die Fähre lief am Montag vor der Küste auf Grund. "), "latin-1")),
    "text, UTF-16": ("a.txt", encoded(times(SENTENCE), "utf-16")),
    "text, random bytes": ("a.txt", random_bytes),
    "text, lines of two encodings": (
        "a.txt",
        lambda size: ("é grüße ö\n".encode() + "é grüße ö\n".encode("cp1252")) * (size // 23),
    ),
    "Markdown, paragraphs": ("a.md", times(SENTENCE * 5 + "\n\n")),
    "Markdown, table": ("a.md", lambda size: "# Ferries\n\n| a | b |\n|---|---|\n" + times("| ferry | 33 |\n")(size)),
    "Markdown, row of cells": ("a.md", lambda size: "# Ferries\n\n| a | b |\n|---|---|\n" + times("| a ")(size)),
    "Markdown, links": ("a.md", times("[ferry](https://a.example/b) ran [aground][1] ")),
    "Markdown, open brackets": ("a.md", times("[")),
    "Markdown, open links": ("a.md", times("[a](")),
    "Markdown, pictures": ("a.md", times("![")),
    "Markdown, definitions": ("a.md", numbered("[a{n}]: https://a.example/{n}\n")),
    "Markdown, emphasis": ("a.md", times("**bold** and *thin* and _under_ ")),
    "Markdown, open emphasis": ("a.md", times("*a **b ")),
    "Markdown, stars": ("a.md", times("*")),
    "Markdown, open underlines": ("a.md", times("_a ")),
    "Markdown, backticks of growing length": (
        "a.md",
        lambda size: "".join("`" * n + " " for n in range(1, int((2 * size) ** 0.5))),
    ),
    "Markdown, tildes": ("a.md", times("~~a ")),
    "Markdown, tags": ("a.md", times("<b>a</b> <i>")),
    "Markdown, open tags": ("a.md", times("<a ")),
    "Markdown, comments": ("a.md", times("a <!-- b ")),
    "Markdown, addresses": ("a.md", times("<https://a.example/> ")),
    "Markdown, entities": ("a.md", times("&amp;&nbsp;&#0; ")),
    "Markdown, escapes": ("a.md", times("\\*\\_\\[ ")),
    "Markdown, nested list": ("a.md", lambda size: "".join("  " * n + "- a\n" for n in range(int(size**0.5)))),
    "Markdown, list in one line": ("a.md", times("- ")),
    "Markdown, nested quotes": ("a.md", times("> ")),
    "Markdown, quoted lines": ("a.md", times("> > > " + SENTENCE + "\n")),
    "Markdown, list": ("a.md", times("- " + SENTENCE + "\n")),
    "Markdown, numbered list": ("a.md", times("1. " + SENTENCE + "\n")),
    "Markdown, headings": ("a.md", times("## Tugs from Lunde\n\n" + SENTENCE + "\n\n")),
    "Markdown, underlined headings": ("a.md", times("Tugs\n---\n")),
    "Markdown, fences": ("a.md", times("```\na\n")),
    "YAML, keys": ("a.md", numbered("key{n}: value of it\n", f"---\ntitle: Ferry\n{{}}---\n\n{SENTENCE}")),
    "YAML, one value": ("a.md", within(f"---\ntitle: Ferry\nnote: {{}}\n---\n\n{SENTENCE}", "word ")),
    "YAML, list": ("a.md", within(f"---\ntitle: Ferry\ntags:\n{{}}---\n\n{SENTENCE}", "- tag\n")),
    "YAML, nested": ("a.md", nested("[", "]", f"---\ntitle: Ferry\nnote: {{}}\n---\n\n{SENTENCE}", "a")),
    "YAML, indented deeper and deeper": (
        "a.md",
        lambda size: "---\n" + "".join(" " * n + "a:\n" for n in range(int((2 * size) ** 0.5))) + f"---\n\n{SENTENCE}",
    ),
    "YAML, aliases": ("a.md", within(f"---\na: &a [x, x]\nb: [{{}}]\n---\n\n{SENTENCE}", "*a, ")),
    "YAML, not valid": ("a.md", within(f"---\ntitle: Ferry: aground\n{{}}---\n\n{SENTENCE}", "note: a: b\n")),
    "YAML, never closed": ("a.md", within("---\ntitle: Ferry\n{}", "note: a\n")),
    "TOML, keys": ("a.md", numbered('key{n} = "value"\n', f"+++\n{{}}+++\n\n{SENTENCE}")),
    "front matter, one title": ("a.md", within(f"---\ntitle: Ferry\nheadline: {{}}\n---\n\n{SENTENCE}", "[a](")),
    "TOML, dots": ("a.md", within(f"+++\n{{}} = 1\n+++\n\n{SENTENCE}", "a.")),
    "JSON front matter, keys": ("a.md", numbered('"key{n}": "value"', f"{{ {{}} }}\n\n{SENTENCE}", ",\n")),
    "page, paragraphs": ("a.html", within(PAGE, f"<p>{SENTENCE * 8}</p>")),
    "page, small elements": ("a.html", within(PAGE, "<b>a</b> ")),
    "page, attributes of one element": ("a.html", numbered("a{n}='b' ", PAGE.replace("{}", f"<p {{}}>{SENTENCE}</p>"))),
    "page, 500 attributes of each element": (
        "a.html",
        within(PAGE, f"<p {' '.join(f'a{n}' for n in range(500))}>a</p>"),
    ),
    "page, one attribute": ("a.html", within(PAGE.replace("{}", f"<p class='{{}}'>{SENTENCE * 5}</p>"), "x")),
    "page, classes of one element": ("a.html", within(PAGE.replace("{}", f"<p class='{{}}'>{SENTENCE * 5}</p>"), "x ")),
    "page, large attributes": ("a.html", within(PAGE, f"<p data-x='{'y' * 900}'>{SENTENCE}</p>")),
    "page, comments": ("a.html", within(PAGE, f"<!-- a --><p>{SENTENCE}</p>")),
    "page, open comments": ("a.html", within(PAGE, "<!-- a ")),
    "page, unclosed tags": ("a.html", within(PAGE, "<p>a<div>")),
    "page, deep": ("a.html", nested("<div>", "</div>", PAGE)),
    "page, open angles": ("a.html", within(PAGE, "<")),
    "page, open tags": ("a.html", within(PAGE, "<a ")),
    "page, references": ("a.html", within(PAGE, "&amp;&nbsp;&#7;")),
    "page, links": ("a.html", within(PAGE, "<a href='javascript:a'>x</a> ")),
    "page, rows of a table": ("a.html", within(PAGE.replace("{}", "<table>{}</table>"), "<tr><td>33</td></tr>")),
    "page, script": ("a.html", within(PAGE.replace("{}", f"<script>{{}}</script><p>{SENTENCE * 5}</p>"), "var a = 1;")),
    "page, JSON-LD with a long text": (
        "a.html",
        within(
            PAGE.replace(
                "{}",
                JSON_LD.replace("{}", '{"@type": "NewsArticle", "articleBody": "{}"}'),
            ),
            SENTENCE,
        ),
    ),
    "page, JSON-LD deep": (
        "a.html",
        nested("[", "]", PAGE.replace("{}", JSON_LD), "1"),
    ),
    "page, JSON-LD wide": (
        "a.html",
        within(
            PAGE.replace("{}", JSON_LD.replace("{}", "[{} 1]")),
            '{"@type": "NewsArticle"},',
        ),
    ),
    "page, many JSON-LD": (
        "a.html",
        within(PAGE, '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A"}</script>'),
    ),
    "page, live blog": (
        "a.html",
        within(
            PAGE.replace("{}", JSON_LD.replace("{}", '{"@type": "LiveBlogPosting", "liveBlogUpdate": [{} 1]}')),
            '{"@type": "BlogPosting", "headline": "A", "articleBody": "The ferry ran aground."},',
        ),
    ),
    "page, meta elements": (
        "a.html",
        within(
            PAGE.replace("<title>", "{}<title>", 1).replace("</h1>{}", f"</h1><p>{SENTENCE * 5}</p>"),
            "<meta property='og:title' content='a'>",
        ),
    ),
    "page, one paragraph": ("a.html", within(PAGE.replace("{}", "<p>{}</p>"), SENTENCE)),
    "page, line breaks": ("a.html", within(PAGE, "a<br>")),
    "page, latin-1": ("a.html", encoded(within(PAGE, f"<p>Die Fähre lief auf Grund. {SENTENCE * 8}</p>"), "latin-1")),
    "page, terminal sequences": ("a.html", within(PAGE.replace("{}", "<p>{}</p>"), "\x1b[")),
    "RSS, items": ("a.xml", numbered(RSS_ITEM, RSS)),
    "RSS, tiny items": ("a.xml", numbered("<item><title>{n}</title></item>", RSS)),
    "RSS, one item": (
        "a.xml",
        within(RSS.replace("{}", "<item><title>Ferry</title><description>{}</description></item>"), SENTENCE),
    ),
    "RSS, one title": ("a.xml", within(RSS.replace("{}", "<item><title>{}</title></item>"), "<b>")),
    "RSS, CDATA": (
        "a.xml",
        numbered(
            RSS_ITEM.replace("<description>", "<description><![CDATA[<p>").replace(
                "</description>", "]]></description>"
            ),
            RSS,
        ),
    ),
    "RSS, unclosed CDATA": ("a.xml", within(RSS, "<![CDATA[")),
    "RSS, unclosed comments": ("a.xml", within(RSS, "<!--")),
    "RSS, declarations": (
        "a.xml",
        within("<!DOCTYPE rss [{}]><rss><channel><item/></channel></rss>", "<!ENTITY a 'b'>"),
    ),
    "RSS, broken": ("a.xml", numbered(RSS_ITEM.replace("</title>", " & co</titel>"), RSS)),
    "RSS, deep": ("a.xml", nested("<a>", "</a>", RSS)),
    "RSS, namespaces": ("a.xml", numbered("<item xmlns:n{n}='http://a.example/{n}'><n{n}:a/></item>", RSS)),
    "RSS, processing instructions": ("a.xml", within("{}" + RSS, "<?a b?>")),
    "RSS, escaped HTML": (
        "a.xml",
        within(RSS.replace("{}", "<item><description>{}</description></item>"), "&lt;p&gt;a&lt;b&gt;"),
    ),
    "RSS, references": ("a.xml", within(RSS.replace("{}", "<item><description>{}</description></item>"), "&amp;amp;")),
    "RSS, links of one item": (
        "a.xml",
        within(RSS.replace("{}", "<item><title>Ferry</title>{}</item>"), "<link>https://a.example/b</link>"),
    ),
    "RSS, dates of one item": (
        "a.xml",
        within(RSS.replace("{}", "<item><title>Ferry</title>{}</item>"), "<pubDate>1 Mai 2026 um 10</pubDate>"),
    ),
    "RSS, categories of one item": (
        "a.xml",
        within(RSS.replace("{}", "<item><title>Ferry</title>{}</item>"), "<category>a</category>"),
    ),
    "RSS, odd dates": (
        "a.xml",
        numbered("<item><title>{n}</title><pubDate>5 mayhem 2{n}</pubDate></item>", RSS),
    ),
    "RSS, equal guids": (
        "a.xml",
        within(RSS, f"<item><guid>1</guid><title>Ferry</title><description>{SENTENCE * 8}</description></item>"),
    ),
    "RSS, attributes": ("a.xml", numbered("a{n}='b' ", RSS.replace("{}", "<item {}><title>Ferry</title></item>"))),
    "Atom, entries": (
        "a.xml",
        numbered(
            f"<entry><id>urn:{{n}}</id><title>Ferry</title><content type='html'>{SENTENCE * 12}</content></entry>", ATOM
        ),
    ),
    "Atom, XHTML": (
        "a.xml",
        numbered(
            "<entry><id>urn:{n}</id><title>Ferry</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
            f"<p>{SENTENCE * 12}</p></div></content></entry>",
            ATOM,
        ),
    ),
    "JSON Feed, items": (
        "a.json",
        numbered(
            f'{{"id": "{{n}}", "title": "Ferry", "content_text": "{SENTENCE * 12}"}}',
            '{"version": "https://jsonfeed.org/version/1.1", "items": [{}]}',
            ",",
        ),
    ),
    "JSON Feed, tiny items": (
        "a.json",
        within('{"version": "https://jsonfeed.org/version/1.1", "items": [{} 1]}', "1,"),
    ),
    "JSON Feed, deep": (
        "a.json",
        nested("[", "]", '{"version": "https://jsonfeed.org/version/1.1", "items": {}}', "1"),
    ),
    "JSON Feed, late version": (
        "a.json",
        within('{"items": [{} 1], "version": "https://jsonfeed.org/version/1.1"}', "{},"),
    ),
    "JSON, no feed": ("a.json", within('{"settings": [{} 1]}', '{"a": "b"},')),
    "sitemap": (
        "a.xml",
        numbered(
            "<url><loc>https://a.example/{n}</loc><news:news><news:title>Ferry</news:title></news:news></url>",
            "<urlset>{}</urlset>",
        ),
    ),
    "sitemap index": (
        "a.xml",
        numbered("<sitemap><loc>https://a.example/{n}</loc></sitemap>", "<sitemapindex>{}</sitemapindex>"),
    ),
    "OPML": ("a.opml", numbered("<outline xmlUrl='https://a.example/{n}'/>", "<opml><body>{}</body></opml>")),
    "ninjs, list": (
        "a.json",
        numbered(NINJS.replace("{{", "{").replace("}}", "}").replace("{body}", f"<p>{SENTENCE * 6}</p>"), "[{}]", ","),
    ),
    "ninjs, lines": (
        "a.json",
        numbered(NINJS.replace("{{", "{").replace("}}", "}").replace("{body}", f"<p>{SENTENCE * 6}</p>"), "{}", "\n"),
    ),
    "ninjs, short lines": ("a.json", numbered('{"uri": "urn:{n}"}', "{}", "\n")),
    "ninjs, one text": (
        "a.json",
        within('{"uri": "urn:kd:1", "headline": "Ferry aground", "body_text": "{}"}', SENTENCE),
    ),
    "ninjs, one text of tags": (
        "a.json",
        within('{"uri": "urn:kd:1", "headline": "Ferry aground", "body_html": "{}"}', "<p>a<b>"),
    ),
    "ninjs, deep": ("a.json", nested("[", "]", '{"uri": "urn:kd:1", "headline": "Ferry aground", "a": {}}', "1")),
    "ninjs, wide": (
        "a.json",
        numbered('"key{n}": "value"', '{"uri": "urn:kd:1", "headline": "Ferry aground", {}}', ","),
    ),
    "ninjs, many bodies": (
        "a.json",
        numbered(f'"body_x{{n}}": "{SENTENCE}"', '{"uri": "urn:kd:1", "headline": "Ferry aground", {}}', ","),
    ),
    "ninjs, associations within each other": (
        "a.json",
        nested('{"uri": "urn:kd:1", "associations": [', "]}", "{}", "1"),
    ),
    "ninjs, many revisions": (
        "a.json",
        within(
            NINJS_TEXT + '"revisions": [{} 1]}',
            '{"guid": "urn:kd:1"},',
        ),
    ),
    "ninjs, one note": (
        "a.json",
        within(
            NINJS_TEXT + '"ednote": "{}"}',
            "embargoed until 1 May 2099 ",
        ),
    ),
    "ninjs, unclosed lines": ("a.json", times('{"uri": "urn:kd:1", \n')),
    "NITF, paragraphs": ("a.xml", within(NITF, f"<p>{SENTENCE * 6}</p>")),
    "NITF, small elements": ("a.xml", within(NITF, "<p>a</p>")),
    "NITF, deep": ("a.xml", nested("<p>", "</p>", NITF)),
    "NITF, one text": ("a.xml", within(NITF.replace("{}", "<p>{}</p>"), SENTENCE)),
    "NITF, attributes": ("a.xml", numbered("a{n}='b' ", NITF.replace("{}", "<p {}>a</p>"))),
    "NITF, one attribute": (
        "a.xml",
        within(NITF.replace("{}", "<p class='{}'>The ferry ran aground off Torvik.</p>"), "x"),
    ),
    "NITF, references": ("a.xml", within(NITF.replace("{}", "<p>{}</p>"), "&amp;&nbsp;&x;&")),
    "NITF, declarations": (
        "a.xml",
        within("<!DOCTYPE nitf [{}]>" + NITF.replace("{}", "<p>&a;</p>"), "<!ENTITY a 'b'>"),
    ),
    "NITF, entities in entities": (
        "a.xml",
        lambda size: (
            "<!DOCTYPE nitf [<!ENTITY a '"
            + "x" * 50_000
            + "'>]>"
            + NITF.replace("{}", "<p>" + "&a;" * (size // 3) + "</p>")
        ),
    ),
    "NITF, unclosed CDATA": ("a.xml", within(NITF, "<![CDATA[")),
    "NITF, namespaces": ("a.xml", numbered("<n:p xmlns:n='http://a.example/{n}'>a</n:p>", NITF)),
    "NITF, table": ("a.xml", within(NITF.replace("{}", "<table>{}</table>"), "<tr><td>33</td></tr>")),
    "NewsML-G2, items": ("a.xml", numbered(G2_ITEM, "<newsMessage><itemSet>{}</itemSet></newsMessage>")),
    "NewsML-G2, one item": (
        "a.xml",
        within(f"<newsMessage><itemSet>{G2_ITEM.replace(SENTENCE * 4, '{}')}</itemSet></newsMessage>", SENTENCE),
    ),
    "NewsML 1, items": ("a.xml", numbered(NEWSML_1_ITEM, "<NewsML>{}</NewsML>")),
    "NewsML 1, components within each other": (
        "a.xml",
        nested("<NewsComponent>", "</NewsComponent>", "<NewsML><NewsItem>{}</NewsItem></NewsML>"),
    ),
    "IPTC 7901, messages": ("a.txt", numbered(MESSAGE)),
    "IPTC 7901, one message": ("a.txt", within(MESSAGE.replace(SENTENCE * 4, "{}"), SENTENCE)),
    "IPTC 7901, control characters": ("a.txt", times("\x01\x02\x03")),
    "IPTC 7901, starts without end": ("a.txt", times("\x01\x02")),
}
