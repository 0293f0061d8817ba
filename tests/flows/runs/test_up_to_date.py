"""Which versions are up to date, where parts of an article are in a language that no engine translates yet."""

from dataclasses import replace
from pathlib import Path

import pytest

from wireglot.articles import Article, Block
from wireglot.flows import pipeline
from wireglot.flows.options import Options
from wireglot.flows.runs.up_to_date import UpToDate
from wireglot.outputs import Store
from wireglot.translations import ready

PORTUGUESE = (
    "O presidente visitou na terça-feira a fábrica de navios de Porto Belo.",
    "Os trabalhadores pediram um aumento dos salários a partir de janeiro.",
    "A empresa constrói quatro navios para o porto do sul e contrata mais gente.",
    "O sindicato diz que não aceita menos do que foi prometido há um ano.",
)
ARABIC = "وقال القبطان إن السفينة لن تغادر الميناء قبل نهاية الشهر المقبل."


@pytest.mark.skipif(ready("pt", "en").name == "none", reason="no engine translates Portuguese on this machine")
def test_an_engine_for_what_was_kept_makes_a_new_version(tmp_path: Path) -> None:
    blocks = (Block("paragraph", PORTUGUESE), Block("paragraph", (ARABIC,)))
    pipeline.process([Article("navios-5d2f1c0a", "uri", "source.txt", "", blocks)], tmp_path, Options())
    store = Store(tmp_path)

    manifest = store.readable_newest("navios-5d2f1c0a")

    assert manifest is not None
    signature = manifest.signatures.translation
    assert signature.endswith("|untranslated:ar")
    current = UpToDate(store, Options())
    assert current.holds(manifest)
    kept_portuguese = replace(manifest.signatures, translation=signature.replace(":ar", ":pt"))
    assert not current.holds(replace(manifest, signatures=kept_portuguese))
