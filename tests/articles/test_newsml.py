"""NewsML-G2 and NewsML 1.2: text items are articles, pictures and packages are not."""

from pathlib import Path

import pytest

from wireglot.articles.reading import NotAnArticle, SourceFile, read, read_all

TEXT = "The ferry Marisol ran aground off Torvik on Monday with 33 people on board. Nobody was hurt."
META = "<versionCreated>2026-11-05T13:00:00+01:00</versionCreated><pubStatus qcode='stat:usable'/>"
HEADLINE = "<headline>Ferry runs aground off Torvik</headline>"


def g2(meta=META, content=HEADLINE, body=f"<p>{TEXT}</p>", kind="text", guid="urn:newsml:kd:1", version="1"):
    return (
        f"<newsItem guid='{guid}' version='{version}' xml:lang='en'><itemMeta><itemClass qcode='ninat:{kind}'/>{meta}"
        f"</itemMeta><contentMeta><urgency>2</urgency><slugline>ferry-torvik</slugline>{content}</contentMeta>"
        f"<contentSet><inlineXML><html><head><title>x</title></head><body>{body}</body></html></inlineXML>"
        "</contentSet></newsItem>"
    )


def newsml_1(lines="<HeadLine>Ferry runs aground off Torvik</HeadLine>", status="Usable", more="", revision="2"):
    return (
        "<NewsML><NewsItem xml:lang='en'><Identification><NewsIdentifier><ProviderId>kd.example</ProviderId>"
        f"<DateId>20261105</DateId><NewsItemId>ferry</NewsItemId><RevisionId>{revision}</RevisionId></NewsIdentifier>"
        f"</Identification><NewsManagement><FirstCreated>20261105T120000Z</FirstCreated><Status FormalName='{status}'/>"
        f"{more}<Urgency FormalName='3'/></NewsManagement><NewsComponent><NewsLines>{lines}</NewsLines>"
        "<NewsComponent><Role FormalName='Contact'/><ContentItem><DataContent>Ann Lund, 555-0100</DataContent>"
        "</ContentItem></NewsComponent><NewsComponent><Role FormalName='Body'/><ContentItem><MediaType "
        f"FormalName='Text'/><DataContent><nitf><body><body.content><p>{TEXT}</p></body.content></body></nitf>"
        "</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"
    )


def source(text):
    return SourceFile(Path("item.xml"), "./item.xml", text.encode())


def read_document(text):
    return read(source(text))


def test_a_g2_item_is_read_with_its_metadata():
    article = read_document(g2(version="7"))

    assert (article.uri, article.source_version) == ("urn:newsml:kd:1", "7")
    assert (article.headline, article.language_claimed) == ("Ferry runs aground off Torvik", "en")
    assert article.published == "2026-11-05T12:00:00Z"
    assert article.agency_lines == ("ferry-torvik", "Urgency 2")
    assert " ".join(article.blocks[0].sentences) == TEXT


def test_an_alert_without_headline_has_no_slugline_as_headline():
    article = read_document(g2(content=""))

    assert article.headline == ""
    assert article.full_text


def test_of_a_message_only_text_items_are_articles():
    package = "<packageItem guid='urn:newsml:kd:package'><itemMeta/></packageItem>"
    picture = g2(kind="picture", guid="urn:newsml:kd:picture")
    contents = read_all(source(f"<newsMessage><itemSet>{package}{g2()}{picture}</itemSet></newsMessage>"))

    assert [article.uri for article in contents.articles] == ["urn:newsml:kd:1"]
    assert contents.others == ("a package of other items", "an item of class 'picture'")


@pytest.mark.parametrize(
    ("meta", "status", "embargoed"),
    [
        ("<embargoed>2099-12-01T06:00:00Z</embargoed>", "usable", "2099-12-01T06:00:00Z"),
        ("<embargoed/>", "withheld", ""),
        ("<embargoed>when it is over</embargoed>", "withheld", ""),
        ("<pubStatus qcode='stat:canceled'/>", "canceled", ""),
        ("<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/withheld'/>", "withheld", ""),
        ("<pubStatus/>", "withheld", ""),
        ("<edNote>Embargoed until 06:00 GMT on 1 December 2099</edNote>", "usable", "2099-12-01T06:00:00Z"),
    ],
)
def test_what_protects_a_g2_item_counts(meta, status, embargoed):
    article = read_document(g2(meta=meta))

    assert (article.status, article.embargoed) == (status, embargoed)


def test_a_correction_is_told_in_the_note():
    article = read_document(g2(meta=META + "<edNote>33, not 35.</edNote><signal qcode='sig:correction'/>"))

    assert (article.note, article.status) == ("33, not 35. Correction.", "usable")


def test_a_g2_item_with_only_a_description_is_a_teaser():
    lead = f"<description role='drol:summary'>{TEXT}</description>"
    article = read_document(g2(content=HEADLINE + lead, body=""))

    assert not article.full_text
    assert " ".join(article.blocks[0].sentences) == TEXT


def test_a_caption_is_no_lead():
    article = read_document(g2(content=HEADLINE + "<description role='drol:caption'>A ferry at sea.</description>"))

    assert "A ferry at sea." not in str(article.blocks)


def test_nitf_within_g2_is_read():
    nitf = f"<nitf><body><body.content><p>{TEXT}</p><hl2>Tugs</hl2><p>{TEXT}</p></body.content></body></nitf>"
    text = g2().replace(g2().split("<inlineXML>")[1].split("</inlineXML>")[0], nitf)

    assert [block.kind for block in read_document(text).blocks] == ["paragraph", "heading", "paragraph"]


def test_a_newsml_1_item_is_read_without_its_contacts():
    article = read_document(newsml_1())

    assert (article.uri, article.source_version) == ("urn:newsml:kd.example:20261105:ferry", "2")
    assert (article.headline, article.published) == ("Ferry runs aground off Torvik", "2026-11-05T12:00:00Z")
    assert [" ".join(block.sentences) for block in article.blocks] == [TEXT]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Usable", "usable"), ("Canceled", "canceled"), ("Withheld", "withheld"), ("?", "withheld")],
)
def test_the_status_of_newsml_1_counts(status, expected):
    assert read_document(newsml_1(status=status)).status == expected


def test_the_end_of_an_embargo_in_newsml_1_is_read():
    change = (
        "<StatusWillChange><FutureStatus FormalName='Usable'/><DateAndTime>20991201T060000Z</DateAndTime>"
        "</StatusWillChange>"
    )
    article = read_document(newsml_1(status="Embargoed", more=change))

    assert (article.status, article.embargoed) == ("usable", "2099-12-01T06:00:00Z")


def test_an_advisory_line_is_a_note():
    line = "<NewsLine><NewsLineType FormalName='AdvisoryLine'/><NewsLineText>ADDS tugs</NewsLineText></NewsLine>"
    article = read_document(newsml_1(lines=f"<HeadLine>Ferry runs aground off Torvik</HeadLine>{line}"))

    assert article.note == "ADDS tugs"


def test_a_kill_in_newsml_1_without_text_is_read():
    article = read_document(newsml_1(status="Canceled").replace(TEXT, ""))

    assert article.status == "canceled"


def test_a_picture_in_newsml_1_is_no_article():
    text = newsml_1().replace("FormalName='Body'", "FormalName='Photo'")

    with pytest.raises(NotAnArticle, match="pictures"):
        read_document(text)
