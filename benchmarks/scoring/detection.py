"""Scores of language detection on documents, headlines, newspaper pages and mixtures of two languages.

    python -m benchmarks.scoring.detection DATA            the table, then the wrong answers, sure and doubtful
    python -m benchmarks.scoring.detection DATA --usual    the shares of small words that data/words.toml records
    python -m benchmarks.scoring.detection                 the short texts of tests/evaluation/small/detection.toml

DATA holds ntrex/<code>.jsonl.gz, detection/* and pages/*. A score is the share of correct tags; the script counts
(zh-Hans against zh-Hant). For languages that neither library covers "und" is correct too.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, islice, permutations
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.scoring.data import ntrex, read_jsonl, small_set
from wireglot.articles import Article, Block
from wireglot.articles.languages import DetectedLanguage, count_small_words, detect_languages, split_words

# Internals: `--usual` measures the table of small words on text as the detector sees it.
from wireglot.articles.languages.detection.normalization import normalized
from wireglot.articles.languages.tags import table


def _codes(pairs: str) -> dict[str, str]:
    """NTREX codes and our tags, written "afr=af arb=ar"."""
    return dict(pair.split("=") for pair in pairs.split())


# Languages that langdetect has a profile of.
LANGDETECT = _codes(
    "afr=af arb=ar ben=bn bul=bg cat=ca ces=cs cym=cy dan=da deu=de ell=el eng=en est=et fas=fa fil=tl fin=fi fra=fr "
    "guj=gu heb=he hin=hi hrv=hr hun=hu ind=id ita=it jpn=ja kan=kn kor=ko lav=lv lit=lt mal=ml mar=mr mkd=mk nep=ne "
    "nld=nl nob=nb pan=pa pol=pl por=pt ron=ro rus=ru slk=sk slv=sl som=so spa=es sqi=sq swa=sw swe=sv tam=ta tel=te "
    "tha=th tur=tr ukr=uk urd=ur vie=vi zho-CN=zh-Hans zho-TW=zh-Hant"
)

# Further languages that py3langid 0.4 covers.
PY3LANGID = _codes(
    "amh=am aze-Latn=az bak=ba bel=be bos=bs dzo=dz eus=eu fao=fo fuc=ff gle=ga glg=gl hau=ha hye=hy ibo=ig isl=is "
    "kat=ka kaz=kk khm=km kin=rw kir=ky kmr=ku lao=lo ltz=lb mlg=mg mlt=mt mon=mn msa=ms mya=my nno=nn nso=nso orm=om "
    "pus=ps sin=si sna-Latn=sn srp-Cyrl=sr srp-Latn=sr-Latn tat=tt tgk-Cyrl=tg tuk=tk uig=ug uzb=uz xho=xh yor=yo "
    "yue=yue zul=zu"
)

# Languages that neither covers: "und" is correct, and so is the tag where script or small words show it.
NEITHER = _codes(
    "bem=bem bod=bo ckb-Arab=ckb div=dv ewe=ee fij=fj gsw-BE=gsw gsw-ZH=gsw hmn=hmn mey=mey mri=mi nde=nd nya=ny "
    "shi=shi smo=sm snd-Arab=sd ssw=ss tah=ty tir=ti ton=to tsn=tn ven=ve wol=wo"
)

# Called Estonian, English, Macedonian or Swahili with probability 1.0 by langdetect alone.
TRAPS = {code: PY3LANGID[code] for code in ("gle", "hye", "kat", "srp-Cyrl", "isl", "eus", "zul")}

# The file named nso is Southern Sotho by its words (ho, hore, tse, empa), not Northern (go, gore, bja).
MISLABELLED = {"nso": "st"}

# Languages that are mixed with one another, in seven scripts.
MIXED = ("swe", "eng", "deu", "arb", "fra", "rus", "tur", "zho-CN", "fin", "hin", "spa", "ukr", "jpn", "pol", "vie")

# The characters of a full sentence, and in scripts with a sign for a word or syllable.
_SENTENCE = (75, 25)
_DENSE = ("zho-CN", "jpn")

# The floors are measured, and tested, on every third document and headline: a quarter of a minute, not one.
FLOORS_EVERY = 3


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the correct tag, and the file or language that it comes from."""

    article: Article
    tag: str
    origin: str


def article(texts: Iterable[str], headline: str = "", claimed: str = "") -> Article:
    blocks = tuple(Block("paragraph", (text,)) for text in texts if text.strip())
    return Article("a", "a", "a", headline, blocks, claimed)


def documents(folder: Path, codes: Mapping[str, str]) -> Iterator[Case]:
    """NTREX documents: the first line as headline, then paragraphs of three sentences."""
    for code, tag in codes.items():
        for line in ntrex(folder, code):
            headline, *sentences = line["sentences"]
            paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
            yield Case(article(paragraphs, headline), MISLABELLED.get(code, tag), code)


def headlines(folder: Path, codes: Mapping[str, str], *, capitals: bool = False) -> Iterator[Case]:
    for line in read_jsonl(folder / "detection" / "headlines.jsonl.gz"):
        if line["lang"] in codes:
            text = line["text"].upper() if capitals else line["text"]
            tag = MISLABELLED.get(line["lang"], codes[line["lang"]])
            yield Case(article((), text), tag, line["lang"])


def pages(folder: Path) -> Iterator[Case]:
    """Newspaper pages by their reference text, with the language that the page declares, true or not."""
    for row in (folder / "detection" / "pages.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, tag, claimed, *_ = row.split("\t")
        page = json.loads((folder / "pages" / f"{name}.json").read_text(encoding="utf-8"))
        body = page["body"]
        texts = [
            *body["summary"],
            *(text for part in body["sections"] for text in part["headline"] + part["paragraphs"]),
        ]
        yield Case(article(texts, page["title"], claimed), {"no": "nb"}.get(tag, tag), name)


def small() -> Iterator[Case]:
    """The project's own set."""
    for tag, entry in small_set("detection").items():
        yield Case(article([entry["text"]], entry["headline"]), tag, tag)


def mixtures(folder: Path) -> Iterator[tuple[Case, str]]:
    """Articles of which a third (in characters of the English) is in another language, and the tag of that language."""
    texts = {code: [line["sentences"][1:] for line in ntrex(folder, code)] for code in MIXED}
    for at, main in enumerate(MIXED):
        for step in (1, 2, 5):
            other = MIXED[(at + step) % len(MIXED)]
            for number in range(at, 60, 6):
                third = _third(texts["eng"][number])
                if third < 2:  # a single short sentence does not make an article mixed
                    continue
                here, there = texts[main][number], texts[other][number]
                order = here[third:] + there[:third] if number % 2 else there[:third] + here[third:]
                yield Case(article(order), LANGDETECT[main], f"{main}+{other}"), LANGDETECT[other]


def mixed_paragraphs(folder: Path) -> Iterator[tuple[Case, str]]:
    """One paragraph of two languages for each ordered pair of them, one sentence of the second, and its tag.

    The paragraph is one string, as an article is whose sentences nobody has split.
    """
    texts = {code: list(_full_sentences(folder, code)) for code in MIXED}
    for number, (main, other) in enumerate(permutations(MIXED, 2)):
        first, last = texts[main][3 * number : 3 * number + 2], texts[other][3 * number + 2]
        yield Case(article([" ".join([*first, last])]), LANGDETECT[main], f"{main}+{other}"), LANGDETECT[other]


def _full_sentences(folder: Path, code: str) -> Iterator[str]:
    for line in ntrex(folder, code):
        yield from (text for text in line["sentences"][1:] if _is_full_sentence(text, code))


def _is_full_sentence(text: str, code: str) -> bool:
    return len(text) >= _SENTENCE[code in _DENSE] and text[-1] in ".!?。।"


def single_paragraphs(folder: Path) -> Iterator[Case]:
    """Paragraphs of three sentences in one language, each as an article."""
    for case in documents(folder, {code: LANGDETECT[code] for code in MIXED}):
        for block in case.article.blocks:
            yield Case(article(block.sentences), case.tag, case.origin)


def _third(sentences: list[str]) -> int:
    """How many sentences hold a third of the characters."""
    sizes = list(accumulate(map(len, sentences)))
    return sum(size * 3 <= sizes[-1] for size in sizes)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over the cases of one set."""

    correct: int
    sure_and_wrong: int
    doubtful: int
    mixed: int
    total: int

    @property
    def share(self) -> float:
        return self.correct / self.total if self.total else 0.0


def answers(cases: Iterable[Case]) -> list[tuple[Case, DetectedLanguage]]:
    listed = list(cases)
    return list(zip(listed, detect_languages([case.article for case in listed]), strict=True))


def score(answered: Iterable[tuple[Case, DetectedLanguage]], *, is_unknown_correct: bool = False) -> Score:
    counts: Counter[str] = Counter()
    for case, language in answered:
        correct = language.tag == case.tag or (is_unknown_correct and language.tag == "und")
        counts["total"] += 1
        counts["correct"] += correct
        counts["sure and wrong"] += language.verdict == "sure" and not correct
        counts["doubtful"] += language.verdict == "doubtful"
        counts["mixed"] += bool(language.mixed)
    return Score(*(counts[name] for name in ("correct", "sure and wrong", "doubtful", "mixed", "total")))


def mixture_score(cases: Iterable[tuple[Case, str]], *, ordered: bool = True) -> Score:
    """Correct means: both languages and no third, the main one first where the order counts."""
    listed = list(cases)
    found = detect_languages([case.article for case, _ in listed])
    pairs = [((case.tag, other), language.mixed) for (case, other), language in zip(listed, found, strict=True)]
    correct = sum(right == mixed or (not ordered and right == mixed[::-1]) for right, mixed in pairs)
    return Score(correct, 0, 0, sum(bool(language.mixed) for language in found), len(listed))


def unmixed_score(cases: Iterable[Case]) -> Score:
    """Correct means: one language, whichever."""
    found = [language for _, language in answers(cases)]
    mixed = sum(bool(language.mixed) for language in found)
    return Score(len(found) - mixed, 0, 0, mixed, len(found))


def scores(folder: Path, every: int = 1) -> dict[str, Score]:
    """Each set with its score, in the order of the table; of documents and headlines one in `every`."""
    both = LANGDETECT | PY3LANGID
    texts = answers(islice(documents(folder, both), None, None, every))
    heads = answers(islice(headlines(folder, both), None, None, every))
    return {
        "documents, langdetect's languages": score(_from_origins(texts, LANGDETECT)),
        "documents, nameable languages": score(texts),
        "documents, traps": score(_from_origins(texts, TRAPS)),
        "documents, languages neither names": _score_uncovered(islice(documents(folder, NEITHER), None, None, every)),
        "headlines, langdetect's languages": score(_from_origins(heads, LANGDETECT)),
        "headlines in capitals": score(
            answers(islice(headlines(folder, LANGDETECT, capitals=True), None, None, every))
        ),
        "headlines, nameable languages": score(heads),
        "headlines, languages neither names": _score_uncovered(islice(headlines(folder, NEITHER), None, None, every)),
        "newspaper pages": score(answers(pages(folder))),
        "mixtures": mixture_score(mixtures(folder)),
        "paragraphs in two languages": mixture_score(mixed_paragraphs(folder), ordered=False),
        "paragraphs in one language": unmixed_score(islice(single_paragraphs(folder), None, None, every)),
    }


def corpus_sha256(folder: Path) -> str:
    """The checksum of the files that are scored, in the order of their names."""
    digest = sha256()
    for name in sorted(f"ntrex/{code}.jsonl.gz" for code in LANGDETECT | PY3LANGID | NEITHER):
        digest.update((folder / name).read_bytes())
    for name in ("headlines.jsonl.gz", "pages.tsv"):
        digest.update((folder / "detection" / name).read_bytes())
    return digest.hexdigest()


def _score_uncovered(cases: Iterable[Case]) -> Score:
    return score(answers(cases), is_unknown_correct=True)


def floors(folder: Path) -> dict[str, Any]:
    """The section of floors.json; sure_and_wrong are ceilings."""
    found = scores(folder, FLOORS_EVERY)
    return {
        "corpus_sha256": corpus_sha256(folder),
        "every": FLOORS_EVERY,
        "noise": 0.003,
        "scores": {name: round(got.share, 4) for name, got in found.items()},
        "small": round(score(answers(small())).share, 4),
        "sure_and_wrong": {name: got.sure_and_wrong for name, got in found.items()},
        "why": "detection is exact for the same packages; the noise is what a new release of a detector may shift",
    }


def _from_origins(
    answered: Iterable[tuple[Case, DetectedLanguage]], codes: Mapping[str, str]
) -> list[tuple[Case, DetectedLanguage]]:
    return [(case, language) for case, language in answered if case.origin in codes]


def by_origin(answered: Iterable[tuple[Case, DetectedLanguage]]) -> dict[str, Counter[str]]:
    """The wrong answers of each origin, as "tag verdict" with their counts."""
    wrong: dict[str, Counter[str]] = {}
    for case, language in answered:
        if language.tag != case.tag:
            wrong.setdefault(case.origin, Counter())[f"{language.tag} {language.verdict}"] += 1
    return wrong


def usual_shares(folder: Path) -> dict[str, float]:
    """The median share of each language's small words in the first 1,000 characters of a document."""
    shares: dict[str, list[float]] = {}
    for case in documents(folder, NEITHER | PY3LANGID | LANGDETECT):
        texts = [case.article.headline, *(block.sentences[0] for block in case.article.blocks)]
        cut = split_words(normalized("\n".join(texts))[:1000])
        if case.tag in table("words"):
            shares.setdefault(case.tag, []).append(count_small_words(cut)[case.tag] / max(1, len(cut)))
    return {tag: round(median(found), 2) for tag, found in sorted(shares.items())}


def _print_table(folder: Path) -> None:
    print(f"{'':42}{'correct':>8}{'sure+wrong':>12}{'doubtful':>10}{'mixed':>7}{'of':>7}")
    for name, got in scores(folder).items():
        row = f"{got.share:8.2%}{got.sure_and_wrong:12}{got.doubtful:10}{got.mixed:7}{got.total:7}"
        print(f"{name:42}{row}")
    for name, codes in (("nameable languages", LANGDETECT | PY3LANGID), ("languages neither names", NEITHER)):
        for kind, cases in (("documents", documents(folder, codes)), ("headlines", headlines(folder, codes))):
            _print_wrong(f"{kind}, {name}", answers(cases))
    _print_wrong("newspaper pages", answers(pages(folder)))


def _print_wrong(title: str, answered: Iterable[tuple[Case, DetectedLanguage]]) -> None:
    by_file = by_origin(answered)
    print(f"\n{title}: sure and wrong")
    for origin, wrong in by_file.items():
        sure = {answer.removesuffix(" sure"): count for answer, count in wrong.items() if answer.endswith(" sure")}
        if sure:
            print(f"  {origin:10}", ", ".join(f"{tag} {count}" for tag, count in sure.items()))
    print(f"{title}: doubtful or unknown, and not the correct tag")
    for origin, wrong in by_file.items():
        soft = [f"{answer} {count}" for answer, count in wrong.most_common(8) if not answer.endswith(" sure")]
        if soft:
            print(f"  {origin:10}", ", ".join(soft))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", metavar="DATA")
    parser.add_argument("--usual", action="store_true", help="print the shares that words.toml records")
    arguments = parser.parse_args()
    if not arguments.folder:
        print(score(answers(small())))
    elif arguments.usual:
        print(usual_shares(arguments.folder))
    else:
        _print_table(arguments.folder)


if __name__ == "__main__":
    main()
