"""The frame of a press release is no news: what a company says of itself, its lawyers, and whom to ask."""

import pytest

from wireglot.articles import Article
from wireglot.articles.reading import SourceFile, read

NEWS = "Tolliver Foods closes its cannery in Kerrow on 31 December.\n\nThe closure affects 412 employees of Tolliver."


def article(folder, text: str) -> Article:
    file = folder / "release.txt"
    file.write_text(text, encoding="utf-8")
    return read(SourceFile(file, "file:release"))


def paragraphs(found: Article) -> str:
    return " ".join(" ".join(block.sentences) for block in found.blocks if block.kind in ("paragraph", "heading"))


@pytest.mark.parametrize(
    "frame",
    [
        "About Tolliver Foods\nTolliver Foods is a leading provider of seafood with 6,000 employees.",
        "About Tolliver Foods: Tolliver Foods is a leading provider of seafood with 6,000 employees.",
        "Über Tolliver Foods\nTolliver Foods ist ein führender Anbieter mit 6.000 Beschäftigten.",
        "Om Tolliver Foods\nTolliver Foods är en ledande leverantör med 6 000 anställda.",
        "À propos de Tolliver Foods\nTolliver Foods est un acteur majeur présent dans 14 pays.",
        "Sobre Tolliver Foods\nTolliver Foods es un proveedor líder con 6.000 empleados.",
        "Informazioni su Tolliver Foods\nTolliver Foods è un fornitore leader con 6.000 dipendenti.",
        "Sobre a Tolliver Foods\nTolliver Foods é líder em pescado e tem 6.000 empregados.",
        "Over Tolliver Foods\nTolliver Foods is een toonaangevende leverancier met 6.000 medewerkers.",
        "O firmie Tolliver Foods\nTolliver Foods to wiodący dostawca zatrudniający 6000 osób.",
        "О компании Tolliver Foods\nTolliver Foods — ведущий поставщик, 6000 сотрудников.",
        "Tolliver Foods Hakkında\nTolliver Foods 14 ülkede çalışan lider bir şirkettir.",
        "Tolliver Foods について\nTolliver Foods は十四か国で事業を展開する。",
        "关于 Tolliver Foods\nTolliver Foods 是一家领先的海鲜企业。",
        "Tolliver Foods 소개\nTolliver Foods 는 열네 나라에서 일하는 기업이다.",
        "حول Tolliver Foods\nTolliver Foods شركة رائدة تعمل في 14 دولة.",
        "Forward-looking statements\nThis press release contains forward-looking statements that involve risks.",
        "Zukunftsgerichtete Aussagen\nDiese Mitteilung enthält Aussagen über die Zukunft.",
        "Media contact:\nJo Marsh, press@tolliver.example, +353 1 555 0100",
        "Dolmetscherin und Auskunft:\nJo Marsh, press@tolliver.example, +353 1 555 0100",
    ],
)
def test_the_frame_is_not_text(tmp_path, frame):
    found = article(tmp_path, f"Tolliver closes cannery\n\n{NEWS}\n\n{frame}\n\n###\n\npress@tolliver.example")

    assert paragraphs(found) == NEWS.replace("\n\n", " ")


def test_an_unknown_word_before_the_name_counts_above_an_address(tmp_path):
    about = "Maelezo kuhusu Tolliver Foods\nTolliver Foods ni kampuni yenye wafanyakazi 6,000."

    assert "wafanyakazi" not in paragraphs(article(tmp_path, f"{NEWS}\n\n{about}\n\nJo Marsh, press@tolliver.example"))
    assert "wafanyakazi" in paragraphs(article(tmp_path, f"{NEWS}\n\n{about}"))


@pytest.mark.parametrize(
    "text",
    [
        "About 300 people were moved to a school.",
        "About turn\nThe council said on Monday that it would not close the school.",
        "About Schmidt\nThe cinema of Kerrow shows the film on Friday, the mayor said.",
        "Om natten\nPolisen stängde bron i går kväll.",
        "The court heard that forward-looking statements of the company had misled 412 investors.",
    ],
)
def test_news_with_the_same_words_is_text(tmp_path, text):
    found = article(tmp_path, f"Tolliver closes cannery\n\nThe news came on Monday.\n\n{text}\n\n{NEWS}")

    assert text.split("\n")[-1] in paragraphs(found)


@pytest.mark.parametrize("heading", ["About Marsh", "Om Marsh", "O Marsh", "Over Marsh", "Par Marsh"])
@pytest.mark.parametrize("end", ["", "\n\nThe harbour\nThe ferries sailed on.\n\nJo Berg, jo@kerrow.example"])
def test_a_section_about_a_person_is_text(tmp_path, heading, end):
    text = f"{heading}\nMarsh resigned from the council on Tuesday.\n\nThree people were hurt."
    found = article(tmp_path, f"Marsh speaks in Kerrow\n\n{NEWS}\n\n{text}{end}")

    assert "Marsh resigned from the council on Tuesday. Three people were hurt." in paragraphs(found)


def test_news_about_such_statements_at_the_foot_is_text(tmp_path):
    text = "The firm had made forward-looking statements that misled investors, the judge said."

    assert text in paragraphs(article(tmp_path, f"Firm fined\n\n{NEWS}\n\n{text}"))


def test_in_a_release_lawyers_may_begin_with_other_words(tmp_path):
    text = "This press release contains forward-looking statements that involve risks."
    contact = "Media contact:\nJo Marsh, press@tolliver.example"

    assert text not in paragraphs(article(tmp_path, f"Tolliver closes cannery\n\n{NEWS}\n\n{text}\n\n{contact}"))


def test_the_headline_is_below_the_release_line(tmp_path):
    found = article(tmp_path, f"FOR IMMEDIATE RELEASE\n\nTolliver closes cannery\n\n{NEWS}")

    assert found.headline == "Tolliver closes cannery"
