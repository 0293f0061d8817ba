"""The same text in several newspapers: how many copies are found, how many others are taken for copies, and how fast.

    python -m benchmarks.near_duplicates DATA [held-out] [N]

Copies are made from DATA/pages and DATA/ntrex: 30 % of the paragraphs cut, a new headline, paragraphs in another order,
another dateline, credit and byline, and all of these together. Everything else must stay apart: different articles,
the same document in other languages, and news written from one template (tests/evaluation/small/templated_news.toml).
Without "held-out" the development half is scored. datasketch is the peer, where it is installed: the same n-grams,
128 permutations, a threshold of 0.5. The time is that of an index with N articles (100,000), each made of sentences of
different documents, with everything that storing and finding costs.
"""

import importlib.util
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path

from benchmarks.scoring.data import ntrex, small_set
from benchmarks.scoring.pages import read_pages
from wireglot.articles import Article, Block, bands, same_text, text_hashes
from wireglot.articles.sentences import split_text
from wireglot.outputs.index import BATCH, reading, writing
from wireglot.outputs.index.same_text import Text, put_text

DEVELOPMENT = ["swe", "deu", "fra", "zho-CN", "tha", "arb", "rus", "pol", "fin", "vie", "hin", "kor", "spa"]
HELD_OUT = ["eng", "jpn", "por", "ita", "nld", "ukr", "tur", "heb", "ben", "khm", "mya", "lao", "bod", "ell", "ind"]
OF_A_TEMPLATE = 25
TOO_SHORT = 60  # words: copies of shorter originals are not compared

Paragraphs = list[str]
Change = Callable[[Paragraphs, random.Random], Paragraphs]


@dataclass(frozen=True, slots=True)
class Sample:
    """A text of the corpus; texts with one `original` are copies of it."""

    original: str
    change: str
    paragraphs: tuple[str, ...]


def cut(paragraphs: Paragraphs, rng: random.Random) -> Paragraphs:
    """About 30 % of the text removed, from the end or here and there."""
    size, left = sum(map(len, paragraphs)), list(paragraphs)
    while len(left) > 1 and sum(map(len, left)) > 0.75 * size:
        gone = left.pop() if rng.random() < 0.5 else left.pop(rng.randrange(len(left)))
        if sum(map(len, left)) < 0.6 * size:
            left.append(gone[: len(gone) // 2])
            break
    return left


def reorder(paragraphs: Paragraphs, rng: random.Random) -> Paragraphs:
    return rng.sample(paragraphs, len(paragraphs))


def new_credits(paragraphs: Paragraphs, rng: random.Random) -> Paragraphs:
    agency, place = rng.choice(["AFP", "dpa", "TT", "Reuters", "AP"]), rng.choice(["PARIS", "BERLIN", "OSLO, 3 May"])
    return [f"{place} ({agency}) - {paragraphs[0]}", *paragraphs[1:-1], *paragraphs[1:][-1:], f"({agency})"]


def together(paragraphs: Paragraphs, rng: random.Random) -> Paragraphs:
    return new_credits(reorder(cut(paragraphs, rng), rng), rng)


CHANGES: dict[str, Change] = {
    "headline": lambda paragraphs, rng: paragraphs,
    "cut": cut,
    "order": reorder,
    "credits": new_credits,
    "together": together,
}


def corpus(data: Path, *, held_out: bool) -> list[Sample]:
    texts = [Sample(name, "", tuple(paragraphs)) for name, paragraphs in _originals(data, held_out)]
    texts = [text for text in texts if text_hashes(article(text)) and _is_long(text)]
    copies = [
        Sample(text.original, name, tuple(change(list(text.paragraphs), random.Random(f"{text.original} {name}"))))
        for text in texts
        for name, change in CHANGES.items()
    ]
    return texts + copies + list(templated("held out" if held_out else "development"))


def _is_long(text: Sample) -> bool:
    return len(text.paragraphs) > 2 and len(text_hashes(article(text))) // 2 > TOO_SHORT


def _originals(data: Path, held_out: bool) -> Iterator[tuple[str, Paragraphs]]:
    for code in HELD_OUT if held_out else DEVELOPMENT:
        for document in ntrex(data, code):
            yield f"{code} {document['doc_id']}", document["sentences"][1:]
    for at, page in enumerate(read_pages(data)):
        if at % 2 == int(held_out):
            yield page.name, page.lead + page.paragraphs


def templated(part: str) -> Iterator[Sample]:
    """Texts of each template, with other numbers and names in each."""
    table = small_set("templated_news")
    for number, template in enumerate(table["template"]):
        rng = random.Random(number)

        def fill(slot: re.Match[str], rng: random.Random = rng, text: str = template["text"]) -> str:
            first, _, last = slot[1].partition("..")
            if last:
                return str(rng.randint(int(first), int(last)))
            return rng.choice(table["words"][f"{first}_{_language(text)}"])

        for at in range(OF_A_TEMPLATE if template["part"] == part else 0):
            filled = re.sub(r"\{(.+?)\}", fill, template["text"]).strip()
            yield Sample(f"template {number} {template['kind']} {at}", "", tuple(filled.split("\n")))


def _language(text: str) -> str:
    for letters, tag in (
        ("の", "ja"),
        ("统", "zh"),
        ("и", "ru"),
        ("ß", "de"),
        ("Lotto", "de"),
        ("å", "sv"),
        ("é", "fr"),
    ):
        if letters in text:
            return tag
    return "en"


def article(text: Sample) -> Article:
    blocks = tuple(Block("paragraph", tuple(split_text(paragraph))) for paragraph in text.paragraphs if paragraph)
    return Article(text.original, text.original, text.original, f"Headline {text.change}", blocks)


Pairs = set[tuple[int, int]]


def ours(articles: Sequence[Article]) -> Pairs:
    hashes = [text_hashes(one) for one in articles]
    return {pair for pair in candidates(hashes) if same_text(hashes[pair[0]], hashes[pair[1]])}


def candidates(hashes: Sequence[bytes]) -> Pairs:
    found: dict[int, list[int]] = {}
    for at, one in enumerate(hashes):
        for band in bands(one) if one else ():
            found.setdefault(band, []).append(at)
    return {pair for members in found.values() for pair in combinations(members, 2)}


def score(name: str, texts: Sequence[Sample], found: Pairs) -> None:
    """Print recall for copies of each change, and precision over all pairs."""
    originals = {text.original: at for at, text in enumerate(texts) if not text.change}
    wanted = {(originals[text.original], at): text.change for at, text in enumerate(texts) if text.change}
    print(f"\n{name}: {len(wanted)} copies, {len(texts)} texts")
    for change in (*CHANGES, ""):
        pairs = {pair for pair, kind in wanted.items() if change in ("", kind)}
        print(f"  recall {change or 'all':<10} {len(pairs & found) / len(pairs):.4f}")
    wrong = [pair for pair in found if texts[pair[0]].original != texts[pair[1]].original]
    right = len(found & wanted.keys())
    print(f"  precision of these {right / max(1, right + len(wrong)):.4f}, wrong pairs {len(wrong)}")
    for a, b in wrong[:5]:
        print("    ", texts[a].original, "|", texts[b].original)


def datasketch_pairs(articles: Sequence[Article]) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    lsh, found = MinHashLSH(threshold=0.5, num_perm=128), Pairs()
    for at, one in enumerate(articles):
        minhash = MinHash(num_perm=128)
        minhash.update_batch(_shingles(one))
        found |= {(other, at) for other in lsh.query(minhash)}
        lsh.insert(at, minhash)
    return found


def _shingles(one: Article) -> list[bytes]:
    text = " ".join(sentence for _, sentence in one.sentences())
    words = text.lower().split()
    units = words if len(words) > len(text) / 15 else list(text)
    size = 3 if units is words else 6
    return [" ".join(units[at : at + size]).encode() for at in range(max(1, len(units) - size + 1))]


SENTENCES = 16  # of a synthetic article: about 350 words
COPY_EVERY = 20


def synthetic(data: Path, count: int) -> Iterator[Article]:
    """Articles of sentences of many documents in one language each; each 20th is a cut copy of the one before."""
    rng = random.Random(1)
    sentences = {code: [one for text in ntrex(data, code) for one in text["sentences"][1:]] for code in DEVELOPMENT}
    blocks: tuple[Block, ...] = ()
    for at in range(count):
        if at % COPY_EVERY:
            code = rng.choice(DEVELOPMENT)
            blocks = tuple(Block("paragraph", (one,)) for one in rng.sample(sentences[code], SENTENCES))
        yield Article(f"a-{at:08}", str(at), str(at), "", blocks if at % COPY_EVERY else blocks[:12])


def measure(data: Path, count: int) -> None:
    """Print the CPU time per article of an index as it grows, in transactions as a run has them."""
    print(f"\n{'articles':>10}{'words ms':>10}{'index ms':>10}{'sum ms':>8}{'wall ms':>9}{'MB':>6}{'paired':>8}")
    with tempfile.TemporaryDirectory() as folder:
        root, articles, step = Path(folder), synthetic(data, count), count // 10
        for done in range(step, count + 1, step):
            started, spent = time.perf_counter(), [0.0, 0.0]
            left = islice(articles, step)
            while batch := list(islice(left, BATCH)):
                began = time.process_time()
                texts = [Text(one.id, f"0 {one.id}", text_hashes(one)) for one in batch]
                hashed = time.process_time()
                with writing(root) as connection:
                    for text in texts:
                        put_text(connection, text)
                spent = [spent[0] + hashed - began, spent[1] + time.process_time() - hashed]
            wall = time.perf_counter() - started
            size = sum(path.stat().st_size for path in root.rglob("index.sqlite*")) / 1e6
            with reading(root) as connection:
                (paired,) = connection.execute("select count(distinct one) from same_text_pair").fetchone()
            words, index, sum_, wall = (1000 * part / step for part in (*spent, sum(spent), wall))
            print(f"{done:>10}{words:>10.2f}{index:>10.2f}{sum_:>8.2f}{wall:>9.2f}{size:>6.0f}{paired:>8}")


def main(data: Path, *, held_out: bool, articles: int) -> None:
    texts = corpus(data, held_out=held_out)
    read = [article(text) for text in texts]
    engines = {"wireglot": ours}
    if importlib.util.find_spec("datasketch"):
        engines["datasketch"] = datasketch_pairs
    for name, engine in engines.items():
        started = time.process_time()
        found = engine(read)
        spent = (time.process_time() - started) * 1000 / len(read)
        score(f"{name} ({spent:.2f} ms a text)", texts, found)
    measure(data, articles)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:] if word.isdecimal()]
    main(Path(sys.argv[1]), held_out="held-out" in sys.argv, articles=numbers[0] if numbers else 100_000)
