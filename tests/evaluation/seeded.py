"""Recall of the fact checks on seeded errors, and their false alarms on sentences without errors.

    python tests/evaluation/seeded.py [FOLDER] [--all]     a row a language; --all: every language that has seeds
    python tests/evaluation/seeded.py FOLDER --missed KIND  the seeded sentences in which nothing was found

FOLDER is laid out as WIREGLOT_DATA (ntrex/*.jsonl.gz: news documents translated by people into many languages);
without it the project's own small set is scored. Each document is an article; a sentence of it gets one error: a
number, a date, a unit, a name, a negation or a speaker is another one than in the article. The same errors each time.
"""

import argparse
import gzip
import hashlib
import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.numbers import find_months, find_weekdays
from wireglot.articles.numbers import load_table as figures_table
from wireglot.summarizers import SummaryInput
from wireglot.summarizers.facts import FactCheck, check_facts
from wireglot.summarizers.facts.words import entry, letters_only, normalize, split_row
from wireglot.summarizers.facts.words import table as facts_table

HERE = Path(__file__).parent
SMALL = HERE / "small" / "facts.toml"
KINDS = ("number", "date", "unit", "name", "negation", "speaker")
# What may find an error: a changed year is a number and a date, a speaker is a name too.
FINDERS = {
    "number": {"number", "date", "unit"},
    "date": {"date", "number"},
    "unit": {"unit", "number"},
    "name": {"name", "speaker"},
    "negation": {"negation"},
    "speaker": {"speaker", "name"},
}


def _codes(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


# The twelve languages of the floors, and their files; --all adds the others.
LANGUAGES = _codes("en=eng sv=swe de=deu fr=fra es=spa pl=pol ru=rus tr=tur fi=fin ar=arb ja=jpn zh=zho-CN")
OTHERS = _codes(
    "it=ita nb=nob da=dan nl=nld pt=por cs=ces uk=ukr fa=fas hi=hin ko=kor id=ind vi=vie el=ell ro=ron hu=hun"
)
SEEDS = tomllib.loads((HERE / "seeds.toml").read_text(encoding="utf-8"))
OTHER_UNIT, DENIED, INVENTED = SEEDS["other_unit"], SEEDS["denied"], SEEDS["invented"]
EVERY = 4  # one document in four: some 500 sentences a language

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FIGURE = re.compile(r"(?<![\w.,:/-])\d{1,4}(?![\w.,:/-]|%)")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}")


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the corpus, and the words of its English version that are names."""

    id: str
    language: str
    sentences: tuple[str, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seed:
    """A sentence of a document with one error in it."""

    kind: str
    right: str
    wrong: str


def documents(folder: Path, language: str) -> list[Document]:
    """One in EVERY documents of the corpus."""
    english = {row["doc_id"]: row["sentences"] for row in _rows(folder, "eng")}
    found = []
    for row in _rows(folder, (LANGUAGES | OTHERS)[language])[::EVERY]:
        names = frozenset(_capitals(english[row["doc_id"]]))
        found.append(Document(row["doc_id"], language, tuple(row["sentences"]), names))
    return found


@cache
def _rows(folder: Path, code: str) -> list[dict]:
    with gzip.open(folder / "ntrex" / f"{code}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def small_documents() -> list[Document]:
    """The project's own set, written for it: one short article in each of twelve languages and more."""
    entries = tomllib.loads(SMALL.read_text(encoding="utf-8"))["article"]
    return [
        Document(one["language"], one["language"], tuple(one["sentences"]), frozenset(one["names"].split()))
        for one in entries
    ]


def text_of(document: Document) -> SummaryInput:
    """The document as an article in its own language, each sentence a paragraph."""
    blocks = tuple(Block("paragraph", (sentence,)) for sentence in document.sentences)
    article = Article(document.id, document.id, "", "", blocks)
    return SummaryInput(article, document.language, blocks, document.language)


def seeds(document: Document) -> Iterator[Seed]:
    """At most one of each kind a sentence."""
    for number, sentence in enumerate(document.sentences):
        for kind, seed in SEEDERS.items():
            draw = random.Random(f"{document.id}-{document.language}-{kind}-{number}")
            wrong = seed(sentence, document, draw)
            if wrong and wrong != sentence and wrong not in document.sentences:
                yield Seed(kind, sentence, wrong)


def other_number(sentence: str, document: Document, draw: random.Random) -> str:
    figures = [m for m in _FIGURE.finditer(sentence) if not _is_year(m[0])]
    if not figures:
        return ""
    figure = draw.choice(figures)
    digits = list(str(int(figure[0])))
    at = draw.randrange(len(digits))
    digits[at] = draw.choice([one for one in "123456789" if one != digits[at]])
    return sentence[: figure.start()] + "".join(digits) + sentence[figure.end() :]


def other_date(sentence: str, document: Document, draw: random.Random) -> str:
    """Another month, day of the week or year."""
    ways = [_other_year, _other_month, _other_weekday]
    draw.shuffle(ways)
    return next((wrong for way in ways if (wrong := way(sentence, document.language, draw))), "")


def _is_year(figure: str) -> bool:
    return len(figure) == 4 and 1500 < int(figure) < 2100


def _other_year(sentence: str, language: str, draw: random.Random) -> str:
    figures = [m for m in _FIGURE.finditer(sentence) if _is_year(m[0])]
    if not figures:
        return ""
    figure = draw.choice(figures)
    return sentence[: figure.start()] + str(int(figure[0]) + draw.choice((-3, -2, -1, 1, 2))) + sentence[figure.end() :]


def _other_month(sentence: str, language: str, draw: random.Random) -> str:
    """Only beside a figure, or where the name is no other word; a stem takes the ending of the other."""
    rows = [names.split("/") for names in figures_table("months").get(language, "").split()]
    found = [
        (month, a, b) for month, a, b in find_months(sentence, language) if re.search(r"\d", sentence[a - 5 : b + 5])
    ]
    if not found or not rows:
        return ""
    month, a, b = draw.choice(found)
    other = draw.choice([n for n in range(12) if n != month - 1])
    return _exchanged(sentence, a, b, rows[month - 1], rows[other])


def _other_weekday(sentence: str, language: str, draw: random.Random) -> str:
    rows = [names.split("/") for names in figures_table("weekdays").get(language, "").split()]
    found = list(find_weekdays(sentence, language))
    if not found or not rows:
        return ""
    day, a, b = draw.choice(found)
    other = draw.choice([n for n in range(7) if n != day - 1])
    return _exchanged(sentence, a, b, rows[day - 1], rows[other])


def _exchanged(sentence: str, start: int, end: int, ours: list[str], theirs: list[str]) -> str:
    """The name replaced by the first form of the other, its ending kept where both are stems."""
    shown, new = sentence[start:end], theirs[0].replace("_", " ")
    stem = next((one[:-1] for one in ours if one.endswith("*") and shown.lower().startswith(one[:-1].lower())), "")
    if new.endswith("*"):
        new = new[:-1] + (shown[len(stem) :] if stem else "")
    return sentence[:start] + (new.capitalize() if shown[0].isupper() else new) + sentence[end:]


def other_unit(sentence: str, document: Document, draw: random.Random) -> str:
    """The word behind a figure exchanged for another unit, or millions for billions."""
    rows = {name: split_row(row) for name, row in entry("units", document.language).items()}
    found = [
        (match, new)
        for name, words in rows.items()
        if name in OTHER_UNIT and (new := rows.get(OTHER_UNIT[name], [""])[-1].rstrip("*"))
        for word in words
        for match in re.finditer(rf"(?<=\d)([  -]?){re.escape(word.rstrip('*'))}(?![^\W\d_])", sentence)
        if new not in sentence
    ]
    if not found:
        return ""
    match, new = draw.choice(found)
    return sentence[: match.start()] + match[1] + new + sentence[match.end() :]


def other_name(sentence: str, document: Document, draw: random.Random) -> str:
    """A name exchanged for another of the article, or for an invented one."""
    return _renamed(sentence, document, draw, list(_names(sentence, document)))


def other_speaker(sentence: str, document: Document, draw: random.Random) -> str:
    """The name beside a word of saying exchanged for another of the article."""
    stems = tuple(_speech(document.language))
    near = [
        match
        for match in _names(sentence, document)
        if any(word.lower().startswith(stems) for word in _beside(sentence, match))
    ]
    return _renamed(sentence, document, draw, near, invent=False)


def _speech(language: str) -> list[str]:
    return str(facts_table("speech").get(language, "-")).split()


def _beside(sentence: str, match: re.Match[str]) -> list[str]:
    """The word before the name and the word behind it."""
    return [*_WORD.findall(sentence[: match.start()])[-1:], *_WORD.findall(sentence[match.end() :])[:1]]


def _renamed(
    sentence: str, document: Document, draw: random.Random, found: list[re.Match[str]], *, invent: bool = True
) -> str:
    if not found:
        return ""
    match = draw.choice(found)
    others = sorted(
        {m[0] for other in document.sentences for m in _names(other, document)}
        - {m[0] for m in _names(sentence, document)}
    )
    others = [one for one in others if one[:4].lower() != match[0][:4].lower() and one not in sentence]
    if invent and (not others or draw.random() < 0.5):
        others = list(INVENTED[_script(match[0])])
    if not others:
        return ""
    return sentence[: match.start()] + draw.choice(others) + sentence[match.end() :]


def _names(sentence: str, document: Document) -> Iterator[re.Match[str]]:
    """In Latin script the names of the English version, in others all words with a capital, in Japanese katakana."""
    if document.language == "ja":
        yield from _KATAKANA.finditer(sentence)
        return
    for match in _WORD.finditer(sentence):
        inner = sentence[: match.start()].rstrip()[-1:] not in (*'.:!?…;"“„«‘([—–-', "")
        capital = inner and match[0][0].isupper() and match[0][0] > "\u024f"
        if (match[0] in document.names or capital) and not _calendar(match[0], document.language):
            yield match


def _capitals(sentences: Sequence[str]) -> Iterator[str]:
    """Words of four letters and more that stand with a capital within sentences and never without."""
    lowered = {m[0] for s in sentences for m in _WORD.finditer(s) if m[0].islower()}
    for sentence in sentences:
        for match in _WORD.finditer(sentence):
            inner = match.start() > 2 and sentence[match.start() - 2] not in '.:!?"“' and match[0][0].isupper()
            if inner and len(match[0]) >= 4 and match[0].lower() not in lowered and not _calendar(match[0]):
                yield match[0]


def _calendar(word: str, language: str = "en") -> bool:
    return bool(list(find_weekdays(word, language)) or list(find_months(word, language)))


def _script(name: str) -> str:
    first = name[0]
    if first.isascii() or first < "\u0250":
        return "Latn"
    return (
        "Cyrl" if "\u0400" <= first < "\u0530" else "Grek" if first < "\u0400" else "Kana" if first > "\u3040" else ""
    )


def negated(sentence: str, document: Document, draw: random.Random) -> str:
    """A negation put in, or, where there is one, taken out."""
    pairs = [pair.split("=") for pair in DENIED[document.language].split("|")]
    draw.shuffle(pairs)
    for plain, denied in [*((b, a) for a, b in pairs), *pairs]:
        if document.language in ("ja", "zh", "ko"):
            at = sentence.find(plain)
            if at >= 0 and denied not in sentence:
                return sentence[:at] + denied + sentence[at + len(plain) :]
            continue
        match = re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", sentence)
        if match and denied not in sentence:
            return sentence[: match.start()] + denied + sentence[match.end() :]
    return ""


SEEDERS: dict[str, Callable[[str, Document, random.Random], str]] = {
    "number": other_number,
    "date": other_date,
    "unit": other_unit,
    "name": other_name,
    "negation": negated,
    "speaker": other_speaker,
}


@cache
def judged(document: Document) -> list[tuple[Seed, FactCheck]]:
    """Every seed of a document with what was found."""
    found = list(seeds(document))
    checks = check_facts([seed.wrong for seed in found], text_of(document))
    return list(zip(found, checks, strict=True))


def caught(seed: Seed, check: FactCheck) -> bool:
    return any(fault.kind in FINDERS[seed.kind] for fault in check.faults)


def recall(found: Sequence[Document]) -> dict[str, tuple[int, int]]:
    """Kind -> errors found and errors seeded."""
    hits: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for document in found:
        for seed, check in judged(document):
            totals[seed.kind] += 1
            hits[seed.kind] += caught(seed, check)
    return {kind: (hits[kind], totals[kind]) for kind in KINDS}


def verbatim_alarms(found: Sequence[Document]) -> list[str]:
    """Sentences of the articles that are not fully supported by themselves."""
    alarms = []
    for document in found:
        text = text_of(document)
        placed = list(text.article.sentences())
        checks = check_facts([sentence for _, sentence in placed], text)
        twins: dict[str, list[tuple[SentenceRef, ...]]] = {}
        for ref, sentence in placed:
            twins.setdefault(letters_only(normalize(sentence)), []).append((ref,))
        for (_, sentence), check in zip(placed, checks, strict=True):
            own = twins[letters_only(normalize(sentence))]
            if check.faults or check.support != 1.0 or check.evidence not in own:
                alarms.append(f"{document.language}: {sentence}")
    return alarms


def altered_alarms(found: Sequence[Document]) -> tuple[int, int, Counter[str]]:
    """Alarms on true sentences that are no copies: two neighbours in one, and sentences without their last words."""
    alarms = many = 0
    kinds: Counter[str] = Counter()
    for document in found:
        pairs = zip(document.sentences[::2], document.sentences[1::2], strict=False)
        joint = "" if document.language in ("ja", "zh") else " "
        sentences = [f"{one.rstrip('.。।')};{joint}{other}" for one, other in pairs]
        sentences += [cut for sentence in document.sentences if (cut := _shortened(sentence))]
        for check in check_facts(sentences, text_of(document)):
            many += 1
            alarms += bool(check.faults)
            kinds.update({fault.kind for fault in check.faults})
    return alarms, many, kinds


def _shortened(sentence: str) -> str:
    """What stands before the last comma, when that is most of the sentence."""
    at = max(sentence.rfind(mark) for mark in (", ", "، ", "、", "，"))
    return sentence[:at] + "." if at > 0.5 * len(sentence) else ""


def corpus_sha256(folder: Path) -> str:
    """Of all sentences that are seeded for the floors."""
    digest = hashlib.sha256()
    for language in LANGUAGES:
        digest.update(json.dumps([language, [d.sentences for d in documents(folder, language)]]).encode())
    return digest.hexdigest()


def table(found: dict[str, list[Document]]) -> Iterator[str]:
    """A row a language: recall and number of each kind, then false alarms."""
    yield "language " + "".join(f"{kind:>16}" for kind in KINDS) + "   verbatim   altered"
    total = dict.fromkeys(KINDS, (0, 0))
    for language, own in found.items():
        row = recall(own)
        total = {kind: (total[kind][0] + row[kind][0], total[kind][1] + row[kind][1]) for kind in KINDS}
        alarms, many, kinds = altered_alarms(own)
        seen = " ".join(f"{kind} {n}" for kind, n in kinds.most_common(4))
        yield f"{language:9}{_cells(row)}{len(verbatim_alarms(own)):8}{alarms:7}/{many} {seen}"
    yield f"{'all':9}{_cells(total)}"


def _cells(row: dict[str, tuple[int, int]]) -> str:
    return "".join(f"{hits / many:9.3f} ({many:4})" if many else f"{'-':>16}" for hits, many in row.values())


def missed(found: dict[str, list[Document]], kind: str) -> Iterator[str]:
    for language, own in found.items():
        for document in own:
            for seed, check in judged(document):
                if seed.kind == kind and not caught(seed, check):
                    yield f"{language}: {seed.right}\n    {seed.wrong}\n    {[str(f) for f in check.faults]}"


def main() -> None:
    arguments = argparse.ArgumentParser(description="Recall of the facts on seeded errors, and false alarms.")
    arguments.add_argument("folder", type=Path, nargs="?")
    arguments.add_argument("--all", action="store_true", help="every language that has seeds")
    arguments.add_argument("--missed", choices=KINDS, help="list what was missed")
    arguments.add_argument("--language", help="this one alone")
    given = arguments.parse_args()
    names = [given.language] if given.language else [*LANGUAGES, *(OTHERS if given.all else ())]
    if given.folder:
        found = {language: documents(given.folder, language) for language in names}
    else:
        found = {document.language: [document] for document in small_documents()}
    for line in missed(found, given.missed) if given.missed else table(found):
        print(line, flush=True)


if __name__ == "__main__":
    main()
