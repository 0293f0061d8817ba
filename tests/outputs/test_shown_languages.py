"""The language of each part of an edition, in files, pages, feeds and exports."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.examples import ENGLISH, SWEDISH, a_summary, a_translation, an_article, an_edition
from wireglot.articles import Block, SentenceRef
from wireglot.articles.languages import LanguagePart
from wireglot.outputs import Addresses, Edition, Store, from_json, to_json
from wireglot.outputs.exports import json_ld, ninjs
from wireglot.outputs.rendering import short_text, summary_markdown
from wireglot.outputs.shown_languages import Passage, edition_language, sentence_passages, summary_passages
from wireglot.outputs.site.page_texts import sentence_rows
from wireglot.outputs.update import update_outputs
from wireglot.summarizers import Summaries, SummarySentence

PUBLISHED = Addresses("https://news.example/wireglot/")
ATOM, LANG = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}lang"
LEDE, NEXT = SentenceRef(0, 0), SentenceRef(0, 1)


def failed_lede() -> Edition:
    """An edition whose headline and first sentence could not be translated; both summaries begin with that sentence."""
    lede, following = SWEDISH[0].sentences[0], ENGLISH[0].sentences[1]
    translation = a_translation(
        headline="Färja på grund",
        headline_language="sv",
        blocks=(Block("paragraph", (lede, following)), *ENGLISH[1:]),
        failed=(LEDE,),
        parts=(LanguagePart(LEDE, "sv"),),
    )
    sentences = (SummarySentence(lede, (LEDE,), language="sv"), SummarySentence(following, (NEXT,)))
    short = replace(a_summary(), text=lede, sentences=sentences[:1])
    long = replace(a_summary(), text=f"{lede} {following}", sentences=sentences)
    return replace(an_edition(translation=translation), summaries=Summaries(short, long), version=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(tmp_path)
    store.prepare()
    store.add(replace(failed_lede(), version=0))
    update_outputs(store, PUBLISHED)
    return tmp_path


def test_an_edition_keeps_the_languages_of_its_parts() -> None:
    edition = failed_lede()

    again = from_json(to_json(edition))

    assert again == edition
    assert again.shown_parts == (LanguagePart(LEDE, "sv"),)
    assert json.loads(to_json(edition))["summaries"]["long"]["sentences"][1].keys() == {"text", "evidence"}


def test_an_edition_is_in_the_language_of_most_that_is_read_first() -> None:
    edition = failed_lede()

    assert edition_language(edition) == "sv"
    assert edition_language(an_edition()) == "en"


def test_a_summary_is_split_where_its_language_changes() -> None:
    edition = failed_lede()
    lede, following = (sentence.text for sentence in edition.summaries.long.sentences)

    assert summary_passages(edition, edition.summaries.long) == (Passage(f"{lede} ", "sv"), Passage(following, "en"))
    assert summary_passages(edition, edition.summaries.short) == (Passage(lede, "sv"),)


def test_a_quotation_in_a_summary_has_its_own_language() -> None:
    words = ("“We stay here,” sa Berg.",)
    article = an_article(blocks=(Block("paragraph", words),))
    edition = replace(
        an_edition(article), language=replace(an_edition().language, parts=(LanguagePart(LEDE, "en", (1, 14)),))
    )
    summary = replace(a_summary(), language="sv")

    found = sentence_passages(edition, summary, SummarySentence(words[0], (LEDE,)))

    assert found == (Passage("“", "sv"), Passage("We stay here,", "en"), Passage("” sa Berg.", "sv"))


def test_a_kept_sentence_on_the_site_is_in_its_own_language() -> None:
    translation = a_translation(blocks=ENGLISH, kept=(LEDE,))
    language = replace(an_edition().language, parts=(LanguagePart(LEDE, "en"),))
    edition = replace(an_edition(translation=translation), language=language)

    row = sentence_rows(edition)[0]

    assert row.translation
    assert (row.translation.attributes, row.original.attributes) == (' lang="en" dir="ltr"', ' lang="en" dir="ltr"')


def test_pages_mark_what_is_in_another_language(folder: Path) -> None:
    edition = failed_lede()
    page = next((folder / "site" / "articles").glob("*.html")).read_text("utf-8")
    front = (folder / "index.html").read_text("utf-8")
    lede, following = (sentence.text for sentence in edition.summaries.long.sentences)

    assert '<h1 lang="sv" dir="ltr">Färja på grund</h1>' in page
    assert f'<span lang="sv" dir="ltr">{lede}</span>' in page
    assert f'<td class="translation" lang="en" dir="ltr">{following}' in page
    assert '<h3 lang="sv" dir="ltr">' in front
    assert f'<p class="short" lang="sv" dir="ltr">{lede}</p>' in front


def test_feeds_mark_what_is_in_another_language(folder: Path) -> None:
    edition = failed_lede()
    lede, following = (sentence.text for sentence in edition.summaries.long.sentences)

    entry = ElementTree.fromstring((folder / "feeds" / "all.atom").read_bytes()).find(f"{ATOM}entry")
    (item,) = json.loads((folder / "feeds" / "all.json").read_bytes())["items"]

    assert entry is not None
    assert entry.get(LANG) == item["language"] == "sv"
    assert [entry.find(f"{ATOM}{name}").get(LANG) for name in ("title", "summary")] == [None, None]
    assert f'<p>{lede} <span lang="en" dir="ltr">{following}</span></p>' in item["content_html"]
    assert '<p lang="en" dir="ltr">Summary chosen by algorithm' in item["content_html"]


def test_a_title_in_another_language_than_its_entry_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.prepare()
    store.add(an_edition(translation=a_translation(headline="Färja", headline_language="sv")))
    update_outputs(store, PUBLISHED)

    entry = ElementTree.fromstring((tmp_path / "feeds" / "all.atom").read_bytes()).find(f"{ATOM}entry")

    assert entry is not None
    assert entry.get(LANG) == "en"
    assert [entry.find(f"{ATOM}{name}").get(LANG) for name in ("title", "summary")] == ["sv", None]


def test_exports_mark_what_is_in_another_language() -> None:
    edition = failed_lede()
    lede, following = (sentence.text for sentence in edition.summaries.long.sentences)

    machine, agency = json_ld(edition, PUBLISHED), ninjs(edition, PUBLISHED)

    assert machine["inLanguage"] == agency["language"] == "sv"
    assert machine["abstract"] == lede
    assert agency["descriptions"] == [
        {"role": "short", "contentType": "text/plain", "value": lede},
        {"role": "long", "contentType": "text/html", "value": f'{lede} <span lang="en" dir="ltr">{following}</span>'},
    ]
    assert agency["bodies"][0]["value"].startswith(f"<p>{lede} <span lang=")
    english = json_ld(an_edition(translation=a_translation(headline="Färja", headline_language="sv")), PUBLISHED)
    assert (english["inLanguage"], english["headline"]) == ("en", {"@value": "Färja", "@language": "sv"})


def test_text_files_say_which_sentence_is_in_another_language() -> None:
    edition = failed_lede()

    assert "Sentence 1 is in Swedish." in short_text(edition)
    assert "> Sentence 1 is in Swedish." in summary_markdown(edition)
    assert "headline_language: sv" in summary_markdown(edition)
    assert "headline_language" not in summary_markdown(an_edition())
