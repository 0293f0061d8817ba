"""Sets of a data folder: reading, refusals, and articles without their lede."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.scoring.data import NoData
from benchmarks.scoring.sets import read_cases, read_rows, reference_length, require_set_files, set_files, set_name

ROW = {
    "id": "varn",
    "lang": "en",
    "title": "Storm closes harbour",
    "text": "The harbour of Varn was closed on Monday. Nobody was hurt in the storm.\n"
    "Repairs will take until May next year.",
    "references": ["A storm closed the harbour of Varn."],
    "lede": "kept",
}


def write_set(folder: Path, *rows: object, name: str = "en_varn") -> Path:
    sets = folder / "summaries"
    sets.mkdir(exist_ok=True)
    file = sets / f"{name}.dev.jsonl.gz"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    file.write_bytes(gzip.compress("\n".join(lines).encode()))
    return file


def texts(file: Path, ledes: str) -> list[str]:
    return [
        " ".join(sentence for _, sentence in case.text.article.sentences()) for case in read_cases(file, ledes=ledes)
    ]


def test_sets_are_ordered_by_name(tmp_path: Path) -> None:
    later, first = write_set(tmp_path, ROW, name="vi_b"), write_set(tmp_path, ROW, name="bn_a")

    assert set_files(tmp_path) == [first, later]
    assert set_name(first) == "bn_a"


def test_an_error_names_the_folder_without_sets(tmp_path: Path) -> None:
    with pytest.raises(NoData, match=r"summaries/<lang>_<name>\.dev\.jsonl\.gz"):
        require_set_files(tmp_path)


def test_a_limit_takes_the_first_articles(tmp_path: Path) -> None:
    file = write_set(tmp_path, ROW, ROW | {"id": "second"}, ROW | {"id": "third"})

    assert [row["id"] for row in read_rows(file, 2)] == ["varn", "second"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{not json", "line 2: expected a JSON object"),
        ("null", "line 2: expected a JSON object, found 'null'"),
        ({"id": "x"}, "line 2: expected lang, title, text, references"),
        (ROW | {"references": []}, "line 2: expected a reference"),
    ],
)
def test_an_error_names_the_line_that_is_no_article(tmp_path: Path, row: object, message: str) -> None:
    with pytest.raises(NoData, match=message):
        read_rows(write_set(tmp_path, ROW, row))


def test_each_line_of_the_text_is_a_paragraph(tmp_path: Path) -> None:
    (case,) = read_cases(write_set(tmp_path, ROW))

    assert [len(block.sentences) for block in case.text.article.blocks] == [2, 1]
    assert case.text.article.headline == "Storm closes harbour"
    assert case.references == ("A storm closed the harbour of Varn.",)


def test_a_kept_lede_is_cut_with_the_fragments_before_it(tmp_path: Path) -> None:
    captioned = ROW | {"text": "Photo: Ada Berg\n" + str(ROW["text"])}
    file = write_set(tmp_path, ROW, captioned)

    assert texts(file, "kept")[1].startswith("Photo: Ada Berg The harbour")
    assert texts(file, "cut") == ["Nobody was hurt in the storm. Repairs will take until May next year."] * 2


def test_nothing_more_is_cut_where_the_lede_was_cut(tmp_path: Path) -> None:
    file = write_set(tmp_path, ROW | {"lede": "cut"}, ROW | {"lede": "mixed"})

    assert texts(file, "cut") == texts(file, "kept")


def test_an_article_of_one_lede_is_left_out_when_ledes_are_cut(tmp_path: Path) -> None:
    file = write_set(tmp_path, ROW | {"text": "The harbour of Varn was closed on Monday."}, ROW)

    assert len(read_cases(file, ledes="kept")) == 2
    assert len(read_cases(file, ledes="cut")) == 1


def test_sets_with_short_references_use_the_short_summary() -> None:
    assert (reference_length("fr_orangesum"), reference_length("en_cnndm")) == ("short", "long")
