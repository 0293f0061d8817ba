"""Recall of the fact checks on seeded errors, and their false alarms on sentences without errors.

    python -m benchmarks.scoring.seeded [DATA] [--all]      a row per language; --all: every language that has seeds
    python -m benchmarks.scoring.seeded DATA --missed KIND  the seeded sentences in which nothing was found

The documents are those of NTREX (DATA/ntrex); without DATA the project's own small set is scored. Each document is an
article; a sentence of it gets one error: a number, date, unit, name, negation or speaker is changed. The errors are the
same in each run.
"""

import argparse
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.scoring.data import ntrex, small_set
from wireglot.articles import Article, Block, SentenceRef

# Internals: errors are made with the units and verbs of saying that the checks know.
from wireglot.articles.facts import fact_words, letters_only, normalize, split_row
from wireglot.articles.numbers import find_months, find_weekdays
from wireglot.articles.numbers import load_table as number_table
from wireglot.summarizers import SummaryInput
from wireglot.summarizers.facts import FactCheck, check_facts
from wireglot.summarizers.facts.tables import table as facts_table

KINDS = ("number", "date", "unit", "name", "negation", "speaker")
# Error -> the faults that count as finding it: a changed year is a number and a date, a speaker is also a name.
FINDERS = {
    "number": {"number", "date", "unit"},
    "date": {"date", "number"},
    "unit": {"unit", "number"},
    "name": {"name", "speaker"},
    "negation": {"negation"},
    "speaker": {"speaker", "name"},
}
# The twelve languages of the floors, and their NTREX codes; --all adds the others.
LANGUAGES = {
    "en": "eng", "sv": "swe", "de": "deu", "fr": "fra", "es": "spa", "pl": "pol", "ru": "rus", "tr": "tur",
    "fi": "fin", "ar": "arb", "ja": "jpn", "zh": "zho-CN"
}  # fmt: skip
OTHERS = {
    "it": "ita", "nb": "nob", "da": "dan", "nl": "nld", "pt": "por", "cs": "ces", "uk": "ukr", "fa": "fas",
    "hi": "hin", "ko": "kor", "id": "ind", "vi": "vie", "el": "ell", "ro": "ron", "hu": "hun"
}  # fmt: skip
EVERY = 4  # one document in four: about 500 sentences per language

# Unit -> another unit of the same kind, which a writer or a model may confuse with it.
OTHER_UNIT = {
    **{"dollar": "euro", "euro": "dollar", "pound": "dollar", "yen": "dollar", "yuan": "dollar", "rupee": "dollar"},
    **{"percent": "points", "km": "mile", "mile": "km", "m": "km", "foot": "m", "cm": "m", "kg": "tonne"},
    **{"tonne": "kg", "hour": "day", "minute": "hour", "day": "week", "week": "month", "month": "year"},
    **{"year": "month", "rouble": "dollar", "krona": "euro", "gram": "kg", "hectare": "km", "second": "minute"},
}
# Forms of "to be", "to have", "can" and the like, each with its negation; several per language, tried in random order.
NEGATIONS = {
    "en": "is=is not|was=was not|are=are not|were=were not|will=will not|has=has not|can=cannot|would=would not",
    "sv": "är=är inte|var=var inte|har=har inte|kan=kan inte|ska=ska inte|hade=hade inte",
    "de": "ist=ist nicht|war=war nicht|sind=sind nicht|hat=hat nicht|wurde=wurde nicht|kann=kann nicht",
    "fr": "est=n'est pas|sont=ne sont pas|était=n'était pas|peut=ne peut pas|ont=n'ont pas|a=n'a pas",
    "es": "es=no es|fue=no fue|son=no son|ha=no ha|está=no está|había=no había|puede=no puede",
    "it": "è=non è|sono=non sono|era=non era|ha=non ha|può=non può|hanno=non hanno",
    "pl": "jest=nie jest|są=nie są|był=nie był|była=nie była|ma=nie ma|może=nie może|będzie=nie będzie",
    "ru": "был=не был|была=не была|были=не были|будет=не будет|может=не может|является=не является",
    "tr": "olduğunu=olmadığını|oldu=olmadı|olacak=olmayacak|vardı=yoktu|olan=olmayan|var=yok",
    "ar": "كان=لم يكن|كانت=لم تكن|هو=ليس|يمكن=لا يمكن|هي=ليست|تم=لم يتم",
    "ja": "した。=しなかった。|です。=ではありません。|いる。=いない。|ました。=ませんでした。|た。=なかった。",
    "zh": "是=不是|会=不会|有=没有|能=不能",
    "nb": "er=er ikke|var=var ikke|har=har ikke|kan=kan ikke",
    "da": "er=er ikke|var=var ikke|har=har ikke|kan=kan ikke",
    "nl": "is=is niet|was=was niet|zijn=zijn niet|heeft=heeft niet|kan=kan niet",
    "pt": "é=não é|foi=não foi|são=não são|está=não está|tem=não tem|pode=não pode",
    "cs": "je=není|byl=nebyl|byla=nebyla|jsou=nejsou|bude=nebude|má=nemá",
    "uk": "був=не був|була=не була|були=не були|буде=не буде|може=не може|є=не є",
    "fa": "است=نیست|بود=نبود|شد=نشد|دارد=ندارد|هستند=نیستند",
    "hi": "है=नहीं है|था=नहीं था|हैं=नहीं हैं|थे=नहीं थे",
    "ko": "했다=하지 않았다|있다=없다|이다=아니다|있는=없는",
    "id": "adalah=bukan|akan=tidak akan|telah=belum|dapat=tidak dapat|bisa=tidak bisa",
    "vi": "là=không phải là|đã=đã không|sẽ=sẽ không|có=không có",
    "fi": "on=ei ole|oli=ei ollut|ovat=eivät ole|voi=ei voi|olivat=eivät olleet",
    "el": "είναι=δεν είναι|ήταν=δεν ήταν|έχει=δεν έχει|μπορεί=δεν μπορεί|θα=δεν θα",
    "ro": "este=nu este|a=nu a|sunt=nu sunt|va=nu va|au=nu au|poate=nu poate",
    "hu": "volt=nem volt|van=nincs|lesz=nem lesz|kell=nem kell|lehet=nem lehet",
}
# Names that occur in no document, by script.
INVENTED = {
    "Latn": ("Halvorsen", "Quintanilla", "Okonkwo", "Brandtner", "Zielonka"),
    "Cyrl": ("Верещагин", "Окунева", "Зеленцов"),
    "Grek": ("Καλαμαράς", "Βερύκιος"),
    "Kana": ("ハルヴォルセン", "キンタニーリャ"),
    "": ("Halvorsen",),
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FIGURE = re.compile(r"(?<![\w.,:/-])\d{1,4}(?![\w.,:/-]|%)")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}")


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the corpus, and the names in its English version."""

    id: str
    language: str
    sentences: tuple[str, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seed:
    """A sentence of a document, and the same sentence with an error."""

    kind: str
    original: str
    wrong: str


def documents(folder: Path, language: str) -> list[Document]:
    """One in EVERY documents of the corpus."""
    english = {row["doc_id"]: row["sentences"] for row in rows(folder, "eng")}
    found = []
    for row in rows(folder, (LANGUAGES | OTHERS)[language])[::EVERY]:
        names = frozenset(capitalised(english[row["doc_id"]]))
        found.append(Document(row["doc_id"], language, tuple(row["sentences"]), names))
    return found


@cache
def rows(folder: Path, code: str) -> list[dict[str, Any]]:
    return ntrex(folder, code)


def small_documents() -> list[Document]:
    """The project's own set: a short article in each of twelve languages and more."""
    return [
        Document(row["language"], row["language"], tuple(row["sentences"]), frozenset(row["names"].split()))
        for row in small_set("facts")["article"]
    ]


def text_of(document: Document) -> SummaryInput:
    """The document as an article in its own language, each sentence a paragraph."""
    blocks = tuple(Block("paragraph", (sentence,)) for sentence in document.sentences)
    article = Article(document.id, document.id, "", "", blocks)
    return SummaryInput(article, document.language, blocks, document.language)


def seeds(document: Document) -> Iterator[Seed]:
    """At most one error of each kind for each sentence."""
    for number, sentence in enumerate(document.sentences):
        for kind, seed in SEEDERS.items():
            draw = random.Random(f"{document.id}-{document.language}-{kind}-{number}")
            wrong = seed(sentence, document, draw)
            if wrong and wrong != sentence and wrong not in document.sentences:
                yield Seed(kind, sentence, wrong)


def other_number(sentence: str, document: Document, draw: random.Random) -> str:
    figures = [match for match in _FIGURE.finditer(sentence) if not _is_year(match[0])]
    return change_digit(sentence, draw.choice(figures), draw) if figures else ""


def change_digit(sentence: str, figure: re.Match[str], draw: random.Random) -> str:
    """The sentence with one digit of the figure replaced by another than 0."""
    digits = list(str(int(figure[0])))
    at = draw.randrange(len(digits))
    digits[at] = draw.choice([digit for digit in "123456789" if digit != digits[at]])
    return sentence[: figure.start()] + "".join(digits) + sentence[figure.end() :]


def other_date(sentence: str, document: Document, draw: random.Random) -> str:
    """Another month, day of the week or year."""
    changes = [other_year, other_month, other_weekday]
    draw.shuffle(changes)
    return next((wrong for change in changes if (wrong := change(sentence, document.language, draw))), "")


def _is_year(figure: str) -> bool:
    return len(figure) == 4 and 1500 < int(figure) < 2100


def other_year(sentence: str, language: str, draw: random.Random) -> str:
    years = [match for match in _FIGURE.finditer(sentence) if _is_year(match[0])]
    if not years:
        return ""
    year = draw.choice(years)
    return sentence[: year.start()] + str(int(year[0]) + draw.choice((-3, -2, -1, 1, 2))) + sentence[year.end() :]


def other_month(sentence: str, language: str, draw: random.Random) -> str:
    """Only beside a figure: many names of months are also other words."""
    rows = [names.split("/") for names in number_table("months").get(language, "").split()]
    found = [
        (month, a, b) for month, a, b in find_months(sentence, language) if re.search(r"\d", sentence[a - 5 : b + 5])
    ]
    if not found or not rows:
        return ""
    month, a, b = draw.choice(found)
    other = draw.choice([n for n in range(12) if n != month - 1])
    return _replace_name(sentence, a, b, rows[month - 1], rows[other])


def other_weekday(sentence: str, language: str, draw: random.Random) -> str:
    rows = [names.split("/") for names in number_table("weekdays").get(language, "").split()]
    found = list(find_weekdays(sentence, language))
    if not found or not rows:
        return ""
    day, a, b = draw.choice(found)
    other = draw.choice([n for n in range(7) if n != day - 1])
    return _replace_name(sentence, a, b, rows[day - 1], rows[other])


def _replace_name(sentence: str, start: int, end: int, old_forms: list[str], new_forms: list[str]) -> str:
    """Replace the name by the first of the new forms, with its ending where both are stems."""
    shown, new = sentence[start:end], new_forms[0].replace("_", " ")
    stems = [form[:-1] for form in old_forms if form.endswith("*")]
    stem = next((stem for stem in stems if shown.lower().startswith(stem.lower())), "")
    if new.endswith("*"):
        new = new[:-1] + (shown[len(stem) :] if stem else "")
    return sentence[:start] + (new.capitalize() if shown[0].isupper() else new) + sentence[end:]


def other_unit(
    sentence: str, document: Document, draw: random.Random, units: Collection[str] = tuple(OTHER_UNIT)
) -> str:
    """The unit after a figure replaced by another; `units` are those that may be replaced."""
    rows = {name: split_row(row) for name, row in fact_words("units", document.language).items() if name in units}
    others = {name: split_row(row) for name, row in fact_words("units", document.language).items()}
    found = [
        (match, new)
        for name, words in rows.items()
        if (new := others.get(OTHER_UNIT[name], [""])[-1].rstrip("*"))
        for word in words
        for match in re.finditer(rf"(?i)(?<=\d)([  -]?)({re.escape(word.rstrip('*'))})(?![^\W\d_])", sentence)
        if new not in sentence
    ]
    if not found:
        return ""
    match, new = draw.choice(found)
    shown = new.capitalize() if match[2][0].isupper() else new
    return sentence[: match.start()] + match[1] + shown + sentence[match.end() :]


def other_name(sentence: str, document: Document, draw: random.Random) -> str:
    """A name replaced by another of the article, or by an invented name."""
    return _with_other_name(sentence, document, draw, list(_names(sentence, document)))


def other_speaker(sentence: str, document: Document, draw: random.Random) -> str:
    """The name beside a verb of saying replaced by another of the article."""
    stems = tuple(_speech(document.language))
    speakers = [
        match
        for match in _names(sentence, document)
        if any(word.lower().startswith(stems) for word in _beside(sentence, match))
    ]
    return _with_other_name(sentence, document, draw, speakers, invent=False)


def _speech(language: str) -> list[str]:
    return str(facts_table("speech").get(language, "-")).split()


def _beside(sentence: str, match: re.Match[str]) -> list[str]:
    """The words before and after the name."""
    return [*_WORD.findall(sentence[: match.start()])[-1:], *_WORD.findall(sentence[match.end() :])[:1]]


def _with_other_name(
    sentence: str, document: Document, draw: random.Random, found: list[re.Match[str]], *, invent: bool = True
) -> str:
    if not found:
        return ""
    match = draw.choice(found)
    others = sorted(
        {m[0] for other in document.sentences for m in _names(other, document)}
        - {m[0] for m in _names(sentence, document)}
    )
    others = [name for name in others if name[:4].lower() != match[0][:4].lower() and name not in sentence]
    if invent and (not others or draw.random() < 0.5):
        others = list(INVENTED[_script(match[0])])
    if not others:
        return ""
    return sentence[: match.start()] + draw.choice(others) + sentence[match.end() :]


def _names(sentence: str, document: Document) -> Iterator[re.Match[str]]:
    """In Latin script the names of the English version, in others all capitalised words, in Japanese katakana."""
    if document.language == "ja":
        yield from _KATAKANA.finditer(sentence)
        return
    for match in _WORD.finditer(sentence):
        inner = sentence[: match.start()].rstrip()[-1:] not in (*'.:!?…;"“„«‘([—–-', "")
        capital = inner and match[0][0].isupper() and match[0][0] > "\u024f"
        if (match[0] in document.names or capital) and not _is_calendar_name(match[0], document.language):
            yield match


def capitalised(sentences: Sequence[str]) -> Iterator[str]:
    """Words of four letters or more that are capitalised within sentences, and never written in lower case."""
    lower_case = {m[0] for s in sentences for m in _WORD.finditer(s) if m[0].islower()}
    for sentence in sentences:
        for match in _WORD.finditer(sentence):
            inner = match.start() > 2 and sentence[match.start() - 2] not in '.:!?"“' and match[0][0].isupper()
            if inner and len(match[0]) >= 4 and match[0].lower() not in lower_case and not _is_calendar_name(match[0]):
                yield match[0]


def _is_calendar_name(word: str, language: str = "en") -> bool:
    return bool(list(find_weekdays(word, language)) or list(find_months(word, language)))


def _script(name: str) -> str:
    first = name[0]
    if first < "\u0250":
        return "Latn"
    if first < "\u0400":
        return "Grek"
    if first < "\u0530":
        return "Cyrl"
    return "Kana" if first > "\u3040" else ""


def negated(sentence: str, document: Document, draw: random.Random) -> str:
    """A negation removed, or else a negation put in."""
    pairs = [pair.split("=") for pair in NEGATIONS[document.language].split("|")]
    draw.shuffle(pairs)
    for old, new in [*((b, a) for a, b in pairs), *pairs]:
        if document.language in ("ja", "zh", "ko"):
            at = sentence.find(old)
            if at >= 0 and new not in sentence:
                return sentence[:at] + new + sentence[at + len(old) :]
            continue
        match = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", sentence)
        if match and new not in sentence:
            return sentence[: match.start()] + new + sentence[match.end() :]
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
def checked_seeds(document: Document) -> list[tuple[Seed, FactCheck]]:
    """Every seed of a document with its fact check."""
    found = list(seeds(document))
    checks = check_facts([seed.wrong for seed in found], text_of(document))
    return list(zip(found, checks, strict=True))


def is_found(seed: Seed, check: FactCheck) -> bool:
    return any(fault.kind in FINDERS[seed.kind] for fault in check.faults)


def recall(found: Sequence[Document]) -> dict[str, tuple[int, int]]:
    """Kind -> the number of errors found, and of errors seeded."""
    hits: Counter[str] = Counter()
    seeded: Counter[str] = Counter()
    for document in found:
        for seed, check in checked_seeds(document):
            seeded[seed.kind] += 1
            hits[seed.kind] += is_found(seed, check)
    return {kind: (hits[kind], seeded[kind]) for kind in KINDS}


def verbatim_alarms(found: Sequence[Document]) -> list[str]:
    """Sentences of the articles that do not get full support by the article they are from."""
    alarms = []
    for document in found:
        text = text_of(document)
        sentences = list(text.article.sentences())
        checks = check_facts([sentence for _, sentence in sentences], text)
        same_text: dict[str, list[tuple[SentenceRef, ...]]] = {}
        for ref, sentence in sentences:
            same_text.setdefault(letters_only(normalize(sentence)), []).append((ref,))
        for (_, sentence), check in zip(sentences, checks, strict=True):
            own = same_text[letters_only(normalize(sentence))]
            if check.faults or check.support != 1.0 or check.evidence not in own:
                alarms.append(f"{document.language}: {sentence}")
    return alarms


def altered_alarms(found: Sequence[Document]) -> tuple[int, int, Counter[str]]:
    """Alarms on correct but altered sentences: two neighbours joined, and sentences without their last words."""
    alarms = count = 0
    kinds: Counter[str] = Counter()
    for document in found:
        pairs = zip(document.sentences[::2], document.sentences[1::2], strict=False)
        joiner = "" if document.language in ("ja", "zh") else " "
        altered = [f"{first.rstrip('.。।')};{joiner}{second}" for first, second in pairs]
        altered += [short for sentence in document.sentences if (short := _shortened(sentence))]
        for check in check_facts(altered, text_of(document)):
            count += 1
            alarms += bool(check.faults)
            kinds.update({fault.kind for fault in check.faults})
    return alarms, count, kinds


def _shortened(sentence: str) -> str:
    """The text before the last comma, when that is more than half of the sentence."""
    at = max(sentence.rfind(mark) for mark in (", ", "، ", "、", "，"))
    return sentence[:at] + "." if at > 0.5 * len(sentence) else ""


def corpus_sha256(folder: Path) -> str:
    """The checksum of all sentences that are seeded for the floors."""
    digest = hashlib.sha256()
    for language in LANGUAGES:
        digest.update(json.dumps([language, [d.sentences for d in documents(folder, language)]]).encode())
    return digest.hexdigest()


def table(found: dict[str, list[Document]]) -> Iterator[str]:
    """A row per language: recall and number of each kind, then false alarms."""
    yield "language " + "".join(f"{kind:>16}" for kind in KINDS) + "   verbatim   altered"
    total = dict.fromkeys(KINDS, (0, 0))
    for language, own in found.items():
        row = recall(own)
        total = {kind: (total[kind][0] + row[kind][0], total[kind][1] + row[kind][1]) for kind in KINDS}
        alarms, altered, kinds = altered_alarms(own)
        seen = " ".join(f"{kind} {n}" for kind, n in kinds.most_common(4))
        yield f"{language:9}{_cells(row)}{len(verbatim_alarms(own)):8}{alarms:7}/{altered} {seen}"
    yield f"{'all':9}{_cells(total)}"


def _cells(row: dict[str, tuple[int, int]]) -> str:
    return "".join(f"{hits / seeded:9.3f} ({seeded:4})" if seeded else f"{'-':>16}" for hits, seeded in row.values())


def missed(found: dict[str, list[Document]], kind: str) -> Iterator[str]:
    for language, own in found.items():
        for document in own:
            for seed, check in checked_seeds(document):
                if seed.kind == kind and not is_found(seed, check):
                    yield f"{language}: {seed.original}\n    {seed.wrong}\n    {[str(fault) for fault in check.faults]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", metavar="DATA")
    parser.add_argument("--all", action="store_true", help="every language that has seeds")
    parser.add_argument("--missed", choices=KINDS, help="list the errors of this kind that were missed")
    parser.add_argument("--language", help="only this language")
    arguments = parser.parse_args()
    names = [arguments.language] if arguments.language else [*LANGUAGES, *(OTHERS if arguments.all else ())]
    if arguments.folder:
        found = {language: documents(arguments.folder, language) for language in names}
    else:
        found = {document.language: [document] for document in small_documents()}
    for line in missed(found, arguments.missed) if arguments.missed else table(found):
        print(line, flush=True)


if __name__ == "__main__":
    main()
