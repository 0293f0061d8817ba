"""Sets of a data folder: what is read, what is refused, and articles with their lede cut off."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.scoring.errors import NoData
from benchmarks.scoring.sets import cases, files, matched, name_of, rows, wanted_files

ROW = {
    "id": "varn",
    "lang": "en",
    "title": "Storm closes harbour",
    "text": "The harbour of Varn was closed on Monday. Nobody was hurt in the storm.\n"
    "Repairs will take until May next year.",
    "references": ["A storm closed the harbour of Varn."],
    "lede": "kept",
}


def a_set(folder: Path, *found: object, name: str = "en_varn") -> Path:
    place = folder / "summaries"
    place.mkdir(exist_ok=True)
    file = place / f"{name}.dev.jsonl.gz"
    lines = [one if isinstance(one, str) else json.dumps(one) for one in found]
    file.write_bytes(gzip.compress("\n".join(lines).encode()))
    return file


def texts(file: Path, ledes: str) -> list[str]:
    return [" ".join(sentence for _, sentence in case.text.article.sentences()) for case in cases(file, ledes=ledes)]


def test_sets_are_found_by_name_in_the_folder_or_its_summaries(tmp_path: Path) -> None:
    later, first = a_set(tmp_path, ROW, name="vi_b"), a_set(tmp_path, ROW, name="bn_a")

    assert files(tmp_path) == files(tmp_path / "summaries") == [first, later]
    assert name_of(first) == "bn_a"


def test_a_folder_without_sets_is_named_with_what_was_wanted(tmp_path: Path) -> None:
    with pytest.raises(NoData, match=r"summaries/<lang>_<name>\.dev\.jsonl\.gz"):
        wanted_files(tmp_path)


def test_the_limit_takes_the_first(tmp_path: Path) -> None:
    file = a_set(tmp_path, ROW, ROW | {"id": "second"}, ROW | {"id": "third"})

    assert [row["id"] for row in rows(file, 2)] == ["varn", "second"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{not json", "line 2: wanted a JSON object"),
        ("null", "line 2: wanted a JSON object, met 'null'"),
        ({"id": "x"}, "line 2: wanted lang, title, text, references"),
        (ROW | {"references": []}, "line 2: wanted a reference"),
    ],
)
def test_a_line_that_is_no_article_is_named(tmp_path: Path, row: object, said: str) -> None:
    with pytest.raises(NoData, match=said):
        rows(a_set(tmp_path, ROW, row))


def test_each_line_of_the_text_is_a_paragraph(tmp_path: Path) -> None:
    (case,) = cases(a_set(tmp_path, ROW))

    assert [len(block.sentences) for block in case.text.article.blocks] == [2, 1]
    assert case.text.article.headline == "Storm closes harbour"
    assert case.references == ("A storm closed the harbour of Varn.",)


def test_a_lede_is_cut_with_the_fragments_before_it(tmp_path: Path) -> None:
    captioned = ROW | {"text": "Photo: Ada Berg\n" + str(ROW["text"])}
    file = a_set(tmp_path, ROW, captioned)

    assert texts(file, "kept")[1].startswith("Photo: Ada Berg The harbour")
    assert texts(file, "cut") == ["Nobody was hurt in the storm. Repairs will take until May next year."] * 2


def test_where_the_lede_was_cut_already_nothing_more_goes(tmp_path: Path) -> None:
    file = a_set(tmp_path, ROW | {"lede": "cut"}, ROW | {"lede": "mixed"})

    assert texts(file, "cut") == texts(file, "kept")


def test_an_article_that_is_all_lede_is_left_out(tmp_path: Path) -> None:
    file = a_set(tmp_path, ROW | {"text": "The harbour of Varn was closed on Monday."}, ROW)

    assert len(cases(file, ledes="kept")) == 2
    assert len(cases(file, ledes="cut")) == 1


def test_one_sentence_references_score_the_short_summary() -> None:
    assert (matched("fr_orangesum"), matched("en_cnndm")) == ("short", "long")
