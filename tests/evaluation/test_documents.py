"""Documents 4 to 12 of the development data, from their files to stored editions; 1 to 3 are agency items."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wireglot.flows import Options, Report, run
from wireglot.outputs import Edition, Store

Documents = Callable[..., list[Edition]]


@pytest.fixture
def editions(data: Path, tmp_path: Path) -> Documents:
    """Run the pipeline over a document with this name, and return its editions."""
    if not (data / "articles.md").exists():
        pytest.skip("WIREGLOT_DATA has no articles.md")

    def process(name: str, content: bytes) -> list[Edition]:
        (tmp_path / name).write_bytes(content)
        report: Report = run([str(tmp_path / name)], tmp_path / "out", Options(site=False))
        assert not report.failed
        return [Store(tmp_path / "out").read(id) for id in Store(tmp_path / "out").ids()]

    return process


def page(data: Path, name: str) -> bytes:
    return gzip.decompress((data / "pages" / f"{name}.html.gz").read_bytes())


def row(data: Path, file: str, key: str, value: str) -> dict[str, Any]:
    with gzip.open(data / file, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = list(map(json.loads, lines))
    return next(one for one in rows if one[key] == value)


def headings(edition: Edition) -> list[str]:
    return [block.sentences[0] for block in edition.article.blocks if block.kind == "heading"]


def text_of(edition: Edition) -> str:
    return " ".join(sentence for _, sentence in edition.article.sentences())


def shorts(edition: Edition) -> str:
    return " ".join(sentence.text for sentence in edition.summaries.short.sentences)


def longs(edition: Edition) -> str:
    return " ".join(sentence.text for sentence in edition.summaries.long.sentences)


def test_swedish_subheadings_that_are_quotes_are_no_sentences(data: Path, editions: Documents) -> None:
    (edition,) = editions("4.html", page(data, "se_Aftonbladet_2026_01_08"))

    assert edition.language.tag == "sv"
    assert {"”Jobbar förutsättningslöst”", "”Räddningsinsats”"} <= set(headings(edition))
    assert "förutsättningslöst”" not in longs(edition)
    assert text_of(edition).count("18-åriga Hanna försvann i Uddevalla i tisdags.") == 1


def test_japanese_text_without_spaces_is_split_into_sentences(data: Path, editions: Documents) -> None:
    (edition,) = editions("5.html", page(data, "jp_MainichiShimbun_2025_01_14"))

    assert edition.language.tag == "ja"
    assert len(list(edition.article.sentences())) >= 15
    assert "カタール" in shorts(edition)


def test_german_analysis_keeps_its_four_subheadings(data: Path, editions: Documents) -> None:
    (edition,) = editions("6.html", page(data, "de_DW_2023_04_28"))

    assert edition.language.tag == "de"
    assert len(headings(edition)) == 4
    assert "Gegenoffensive" in shorts(edition)


def test_russian_text_with_an_ironic_headline_has_its_lead(data: Path, editions: Documents) -> None:
    (edition,) = editions("7.html", page(data, "ru_Kommersant_2025_05_14"))

    assert edition.language.tag == "ru"
    assert sum(block.kind == "paragraph" for block in edition.article.blocks) >= 39
    assert "Путин" in shorts(edition)


def test_numbers_of_a_ukrainian_text_are_kept(data: Path, editions: Documents) -> None:
    document = row(data, "wmt_docs/wmt23.uk.jsonl.gz", "doc_id", "ukrainian.dw.com.15592")
    (edition,) = editions("8.txt", "\n\n".join(document["sentences"]).encode())

    assert edition.language.tag == "uk"
    assert all(sentence in text_of(edition) for sentence in document["sentences"][1:5])


def test_a_turkish_subheading_in_capitals_is_a_heading(data: Path, editions: Documents) -> None:
    document = row(data, "summaries/tr_haber.dev.jsonl.gz", "id", "tr-2")
    text = document["text"].replace("\n", "\n\n")
    (edition,) = editions("9.txt", f"{document['title']}\n\n{text}".encode())

    assert edition.language.tag == "tr"
    assert headings(edition) == ["45 YILA KADAR HAPİS CEZASI ALABİLİR"]
    assert "45 YILA KADAR" not in longs(edition)


def test_zulu_has_a_summary_in_its_own_words_and_says_so(data: Path, editions: Documents) -> None:
    (edition,) = editions("10.html", page(data, "za_Ilanga_2025_12_03"))

    assert edition.article.language_claimed == "en-ZA"
    assert edition.language.tag not in ("sw", "en")
    assert edition.state == "untranslated"
    assert shorts(edition) in text_of(edition)
    assert any("not translated" in warning or "Not translated" in warning for warning in edition.warnings)


def test_every_item_of_a_chinese_feed_says_that_it_is_a_teaser(data: Path, editions: Documents) -> None:
    found = editions("11.xml", (data / "feeds" / "meridian" / "cn_nytimes_com.xml").read_bytes())

    assert len(found) == 20
    assert {edition.language.tag for edition in found} == {"zh-Hans"}
    assert all(any("easer" in warning for warning in edition.warnings) for edition in found)


@pytest.mark.parametrize(("code", "tag"), [("swe", "sv"), ("jpn", "ja"), ("arb", "ar"), ("tur", "tr"), ("eng", "en")])
def test_one_report_in_five_languages_has_one_lead(code: str, tag: str, data: Path, editions: Documents) -> None:
    document = row(data, f"ntrex/{code}.jsonl.gz", "doc_id", "reuters.218863")
    (edition,) = editions(f"{code}.txt", "\n\n".join(document["sentences"]).encode())

    assert edition.language.tag == tag
    assert edition.article.headline == document["sentences"][0]
    assert "384" in shorts(edition)
