"""Repeated names that a translation renders alike, and BLEU into English, before and after translations/consistency.py.

WIREGLOT_DATA=FOLDER python -m benchmarks.repeated_names [--engine NAME] SET...       e.g. ntrex.pt ntrex.es wmt21.is

A name counts when two sentences of a document have it and the human translation renders it by the same phrase in all of
them. "names" is the share of those that the engine renders by one phrase in all their sentences, "sentences" the share
of their sentences that have the phrase that is most frequent. "again" is what was translated a second time and taken.
Needs the package sacrebleu.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.capitals import NTREX, bleu
from benchmarks.scoring.data import ntrex, read_jsonl
from benchmarks.scoring.translation import NEWS
from wireglot.articles import Article, Block
from wireglot.translations import Memory, TranslationContext, load, ready, translate, translate_sentences
from wireglot.translations.names import Renderings, capitalised_phrases, name_positions


@dataclass(frozen=True, slots=True)
class Document:
    """The sentences of a document and their human translations."""

    sentences: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """The names that were counted, those rendered alike, their sentences, and those with the most frequent phrase."""

    names: int
    alike: int
    sentences: int
    majority: int


def documents(folder: Path, name: str) -> Iterator[Document]:
    """The documents of ntrex.<language>, or the news of wmt_docs/<name>.jsonl.gz."""
    corpus, _, language = name.partition(".")
    if corpus == "ntrex":
        for source, english in zip(ntrex(folder, NTREX[language]), ntrex(folder, "eng"), strict=True):
            yield Document(tuple(source["sentences"]), tuple(english["sentences"]))
        return
    for document in read_jsonl(folder / "wmt_docs" / f"{name}.jsonl.gz"):
        if document["domain"] in NEWS:
            yield Document(tuple(document["sentences"]), tuple(next(iter(document["refs"].values()))))


def names_alike(found: Sequence[Document], translations: Sequence[Sequence[str]]) -> Alike:
    counts = [0, 0, 0, 0]
    for document, translated in zip(found, translations, strict=True):
        sources = list(map(capitalised_phrases, document.sentences))
        references, answers = Renderings(sources, document.references), Renderings(sources, translated)
        for name, positions in name_positions(sources).items():
            if len(positions) > 1 and references.best(name, positions)[1] == len(positions):
                majority = answers.best(name, positions)[1]
                for n, value in enumerate((1, majority == len(positions), len(positions), majority)):
                    counts[n] += value
    return Alike(*counts)


def print_row(folder: Path, name: str, engine_name: str) -> None:
    found = list(documents(folder, name))
    language = name.partition(".")[2]
    engine = load(ready(language, "en", engine_name).name)
    with tempfile.TemporaryDirectory() as temporary:
        context = TranslationContext(Memory(Path(temporary) / "memory.sqlite"))
        texts = list(dict.fromkeys(text for document in found for text in document.sentences))
        first = translate_sentences(texts, language, "en", engines=[engine], context=context).by_source
        before = [[first[text].text or text for text in document.sentences] for document in found]
        articles = [Article("id", "uri", "source", "", (Block("paragraph", each.sentences),)) for each in found]
        results = translate(
            articles, [language] * len(found), to="en", engine=engine.name, context_for=lambda _: context
        )
    after = [list(result.blocks[0].sentences) for result in results]
    references = [text for document in found for text in document.references]
    again = sum(one != other for pair in zip(before, after, strict=True) for one, other in zip(*pair, strict=True))
    print(f"{name} ({engine.name}), {len(references)} sentences, {again} again")
    for row, answers in (("before", before), ("after", after)):
        alike = names_alike(found, answers)
        print(
            f"  {row:7} names {alike.alike}/{alike.names} = {alike.alike / max(1, alike.names):.1%}"
            f"   sentences {alike.majority}/{alike.sentences} = {alike.majority / max(1, alike.sentences):.1%}"
            f"   BLEU {bleu([text for texts in answers for text in texts], references):.2f}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sets", nargs="+", metavar="SET")
    parser.add_argument("--engine", default="auto")
    chosen = parser.parse_args()
    for name in chosen.sets:
        print_row(Path(os.environ["WIREGLOT_DATA"]), name, chosen.engine)


if __name__ == "__main__":
    main()
