"""The glossary: its files, how terms are replaced by placeholders, and that each comes back once."""

from pathlib import Path
from shutil import which
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.translations.glossary import Glossary, InvalidGlossary, Protected, load_glossary, restore


def written(folder: Path, text: str, name: str = "sv-en.tsv") -> Path:
    (folder / name).write_bytes(text.encode())
    return folder


def test_terms_names_and_comments_are_read(tmp_path: Path) -> None:
    text = "# the house's terms\n\nriksdagen\tthe Riksdag\nSvenska Dagbladet\tkeep\nSäpo\t\nTT\n"

    glossary = load_glossary(written(tmp_path, text), "sv", "en")

    assert glossary.terms == {
        "riksdagen": "the Riksdag",
        "Svenska Dagbladet": "Svenska Dagbladet",
        "Säpo": "Säpo",
        "TT": "TT",
    }


def test_no_file_for_the_pair_changes_nothing(tmp_path: Path) -> None:
    glossary = load_glossary(tmp_path, "sv", "en")

    assert glossary == Glossary({})
    assert glossary.signature == ""
    assert glossary.protect("riksdagen") == Protected("riksdagen")


def test_all_faults_of_a_file_are_named_together(tmp_path: Path) -> None:
    text = "a\tb\tc\n\tx\nord\tone\nord\ttwo\nXQ1X\tkeep\n...\tdots\n"

    with pytest.raises(InvalidGlossary) as caught:
        load_glossary(written(tmp_path, text), "sv", "en")

    assert [line.split(":")[0].strip() for line in str(caught.value).splitlines()[1:]] == [
        "line 1",
        "line 2",
        "line 4",
        "line 5",
        "line 6",
    ]
    assert "sv-en.tsv" in str(caught.value)
    assert "line 3" in str(caught.value)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sv-en.tsv").write_bytes("åäö\tx\n".encode("latin-1"))

    with pytest.raises(InvalidGlossary, match=r"sv-en\.tsv is not UTF-8"):
        load_glossary(tmp_path, "sv", "en")


def test_byte_order_mark_and_windows_line_ends_are_allowed(tmp_path: Path) -> None:
    (tmp_path / "sv-en.tsv").write_bytes(b"\xef\xbb\xbford\tword\r\nTT\tkeep\r\n")

    assert load_glossary(tmp_path, "sv", "en").terms == {"ord": "word", "TT": "TT"}


def test_the_longest_term_is_taken_first() -> None:
    glossary = Glossary({"Dagbladet": "Dagbladet", "Svenska Dagbladet": "Svenska Dagbladet"})

    protected = glossary.protect("Svenska Dagbladet och Dagbladet skriver.")

    assert protected.text == "XQ1X och XQ2X skriver."
    assert [term for _, term in protected.terms] == ["Svenska Dagbladet", "Dagbladet"]


def test_unspaced_scripts_have_no_word_boundaries() -> None:
    protected = Glossary({"日本放送協会": "NHK"}).protect("東京の日本放送協会は発表した。")

    assert restore(protected.text, protected).text == "東京の NHK は発表した。"


def test_terms_replace_their_placeholders() -> None:
    protected = Glossary({"riksdagen": "the Riksdag", "Säpo": "Säpo"}).protect("riksdagen frågade Säpo")

    restored = restore("XQ2X was asked by XQ1X", protected)

    assert restored.text == "Säpo was asked by the Riksdag"
    assert restored.missing == ()


@pytest.mark.parametrize("translation", ["xq1x came", "XQ 1 X came", "Xq1x came"])
def test_a_slightly_changed_placeholder_is_recognised(translation: str) -> None:
    protected = Glossary({"Säpo": "Säpo"}).protect("Säpo kom")

    assert restore(translation, protected).text == "Säpo came"


@pytest.mark.parametrize(
    ("translation", "missing"),
    [("somebody came", ("Säpo",)), ("XQ1X and XQ1X came", ("Säpo",)), ("XQ1X and XQ7X came", ("XQ7X",))],
)
def test_a_term_that_is_not_there_once_is_missing(translation: str, missing: tuple[str, ...]) -> None:
    protected = Glossary({"Säpo": "Säpo"}).protect("Säpo kom")

    assert restore(translation, protected).missing == missing


def test_a_sentence_with_a_placeholder_of_its_own_is_left_alone() -> None:
    assert Glossary({"Säpo": "Säpo"}).protect("Säpo köpte XQ1X") == Protected("Säpo köpte XQ1X")


@given(st.lists(st.sampled_from(["Säpo", "TT", "och", "säger", ",", "Svenska Dagbladet"]), max_size=12))
def test_a_copied_sentence_comes_back_unchanged(words: list[str]) -> None:
    sentence = " ".join(words)
    glossary = Glossary({one: one for one in ("Säpo", "TT", "Svenska Dagbladet")})
    protected = glossary.protect(sentence)
    restored = restore(protected.text, protected)

    assert restored.text == sentence
    assert restored.missing == ()


@pytest.mark.process
@pytest.mark.skipif(which("apertium") is None, reason="apertium is not installed")
def test_placeholders_pass_through_apertium() -> None:
    protected = Glossary({"Renfe": "Renfe", "el Congreso": "the Congress", "Vox": "Vox"}).protect(
        "Renfe dijo que el Congreso y Vox vendrán a la ciudad de Vox."
    )

    output = run(["apertium", "-u", "spa-eng"], input=protected.text, capture_output=True, text=True, check=True).stdout

    assert restore(output, protected).missing == ()
    assert restore(output, protected).text.count("Vox") == 2
