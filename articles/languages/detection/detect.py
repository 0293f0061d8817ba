"""Detection for whole articles: the main language is judged on its pieces, and other languages are noted.

A quick look at every sentence, its script, its small words and its letters, sorts them into groups. The main language
is that of most letters outside quotation marks, or that of headline, first and last sentence where these agree and a
long quotation outweighs them. A sentence that is surely in another language (other_language.py) is another part of the
article; all else belongs to the main language and is what is judged.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version

from wireglot.articles.article import Article
from wireglot.articles.languages import small_words
from wireglot.articles.languages.detection.detectors import (
    group_of,
    group_probability,
    language_by_script,
    py3langid,
)
from wireglot.articles.languages.detection.features import Features, features
from wireglot.articles.languages.detection.normalization import normalized
from wireglot.articles.languages.detection.other_language import in_fewer_languages, other_language
from wireglot.articles.languages.detection.parts import with_parts
from wireglot.articles.languages.detection.sentences import between_marks
from wireglot.articles.languages.detection.verdict import DetectedLanguage, judge
from wireglot.articles.languages.tags import UNKNOWN, table_text

# Letters read of an article: the paragraphs of a text of some 10,000 words. Detection would not gain from more.
_MAX_LETTERS = 60_000

# From one full sentence on, another language is a part of the article; below it is a name, a title or a quoted
# word, on which every method errs. In letters, ideographs counting threefold.
_MIN_PART = 50

# Letters read of one sentence: the small words and py3langid are steady from here on.
_SAMPLE = 600

# Where the small words are as many for several languages, py3langid chooses among them; where they are too few, a piece
# of so many letters is sorted by py3langid alone.
_LIKELY = 0.3
_MIN_BY_LETTERS = 40
_CERTAIN = 0.99

# Letters from which on more of them make no answer surer (verdict.py).
_ENOUGH = 1000

# When the main language is chosen, a letter within quotation marks counts as this share of one outside where a language
# has less than that share of its letters outside: it is only quoted, and does not quote.
_QUOTED_SHARE = 0.1
_MIN_OUTSIDE = 0.25

# First and last sentence are the frame of a quotation without marks when their language has this share of the letters
# of the other; below they are an introduction and a line about the author.
_MIN_FRAME = 0.3

# Goes up when a change in these files changes answers.
_RULES = 6
_TABLES = ("han", "letters", "neighbours", "romanised", "scripts", "tags", "words")

# Where a reader of files left several sentences in one, as they are in tables and live blogs.
_BORDER = re.compile(r"(?<=[.!?…।۔؟])[’')]*\s+|(?<=[。！？])")
_INNER_BORDER = re.compile(r"[.!?…।۔؟][’')]*\s|[。！？].")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or the part of one inside or outside quotation marks.

    Paragraphs and sentences are counted; the headline is paragraph 0.

    quoted   whether it is within quotation marks
    tag      the quick guess at its language, "" when nothing is clear
    letters  all of them, ideographs counting threefold
    """

    text: str
    paragraph: int
    sentence: int
    quoted: bool
    script: str
    tag: str
    letters: int

    @property
    def key(self) -> tuple[str, str]:
        return self.script, group_of(self.tag)


def detect_languages(articles: Sequence[Article]) -> tuple[DetectedLanguage, ...]:
    """Return the language of each article, in the same order; a text without one is "und", never an error."""
    return tuple(with_parts(article, _detect(article)) for article in articles)


def detection_signature() -> str:
    """Return what decides an answer: the signature changes when answers may."""
    libraries = "|".join(f"{name}:{version(name)}" for name in ("langdetect", "py3langid"))
    tables = sha256("".join(table_text(f"{name}.toml") for name in _TABLES).encode()).hexdigest()[:8]
    return f"{libraries}|tables:{tables}|rules:{_RULES}"


def _detect(article: Article) -> DetectedLanguage:
    whole = judge(normalized(_whole_text(article)), article.language_claimed)
    pieces = list(_pieces(article, whole.tag))
    usual = _usual_key(pieces)
    others = _others(pieces, usual, _tag_of(usual, pieces))
    main = whole
    if others:
        main = judge(normalized(_main_text(pieces, usual, others)), article.language_claimed)
    if group_of(main.tag) != usual[1]:
        others = _others(pieces, usual, main.tag)
    parts = _parts(pieces, others, usual[0] if main.tag == UNKNOWN else "")
    return replace(main, mixed=(main.tag, *parts) if parts else ())


def _parts(pieces: Sequence[_Piece], others: Mapping[int, str], unknown: str) -> list[str]:
    """The other languages that are a part of the article, the longest first.

    unknown: the script of an article in an unknown language, which may look like others in that script.
    """
    letters: Counter[str] = Counter()
    for at, tag in others.items():
        if pieces[at].script != unknown:
            letters[tag] += pieces[at].letters
    return [tag for tag, size in letters.most_common() if size >= _MIN_PART]


def _pieces(article: Article, whole: str) -> Iterator[_Piece]:
    """Yield the pieces of headline and blocks of an article that is `whole` as a whole, up to the letters read."""
    for text, paragraph, sentence, quoted in _places(article):
        found = features(text[:_SAMPLE])
        yield _Piece(text, paragraph, sentence, quoted, found.script, _guess(found, whole), _size(text, found))


def _places(article: Article) -> Iterator[tuple[str, int, int, bool]]:
    """Yield text, paragraph, sentence and whether it is quoted, as _Piece has them."""
    left, sentence = _MAX_LETTERS, 0
    for paragraph, texts in enumerate([(article.headline,), *(block.sentences for block in article.blocks)]):
        quoted = False
        for text in texts:
            sentence += 1
            for position, (start, end) in enumerate(between_marks(text[:left])):
                quoted ^= position > 0
                part = text[start:end]
                pieces = _BORDER.split(part) if _INNER_BORDER.search(part) else [part]
                for number, piece in enumerate(pieces):
                    sentence += number > 0
                    if any(map(str.isalpha, piece)):
                        yield piece, paragraph, sentence, quoted
            left -= len(text)
            if left <= 0:
                return


def _size(text: str, found: Features) -> int:
    """The letters of a text of which `found` looks at the beginning."""
    return found.all_letters * len(text) // min(len(text), _SAMPLE)


def _guess(found: Features, whole: str) -> str:
    """The language that the small words show, else the letters; "" where the script decides or neither does.

    whole: the language of the article as a whole; where a text is clearly in it, letters are not asked.
    """
    text, script = found.text, found.script
    if not script or script == "Hani" or language_by_script(text, script):
        return ""
    if found.is_clearly(whole):
        return whole
    if found.is_title:
        return ""
    best = small_words.best_language(found.counts, len(found.words))
    leaders = {tag for tag, count in found.counts.items() if best and count == found.counts[best]}
    if best and len({group_of(tag) for tag in leaders}) == 1:
        return best
    if not leaders and len(text) < _MIN_BY_LETTERS:
        return ""
    probabilities = py3langid(text, script)
    tag = next((tag for tag in probabilities if tag in leaders), next(iter(probabilities), ""))
    needed = _LIKELY if tag in leaders else _CERTAIN
    return tag if group_probability(probabilities, group_of(tag)) >= needed else ""


def _usual_key(pieces: Sequence[_Piece]) -> tuple[str, str]:
    """Script and group of the main language: those of the frame, else of most letters outside quotation marks."""
    letters: Counter[tuple[str, str]] = Counter()
    outside: Counter[tuple[str, str]] = Counter()
    keys = _keys(pieces)
    for piece, key in zip(pieces, keys, strict=True):
        letters[key] += piece.letters
        outside[key] += 0 if piece.quoted else piece.letters
    weights = {key: _weight(letters[key], outside[key]) for key in letters}
    most = max(weights, key=lambda key: (weights[key], key), default=("", ""))
    frame = _frame(pieces, keys)
    return frame if frame and weights[frame] >= _MIN_FRAME * weights[most] else most


def _weight(letters: int, outside: int) -> float:
    """What the letters of a language count, of which some are outside quotation marks."""
    return letters if outside >= _MIN_OUTSIDE * letters else outside + _QUOTED_SHARE * (letters - outside)


def _keys(pieces: Sequence[_Piece]) -> list[tuple[str, str]]:
    """Script and group of each piece; where nothing is clear, those of another piece in the same script.

    That is the previous one, or the next where there is none; if possible one that is quoted, or not, as this one is.
    """
    last: dict[tuple[str, bool], str] = {}
    for piece in reversed(pieces):
        if piece.tag:
            last[piece.script, piece.quoted] = group_of(piece.tag)
    keys = []
    for piece in pieces:
        if piece.tag:
            last[piece.script, piece.quoted] = group_of(piece.tag)
        nearest = (last.get((piece.script, quoted), "") for quoted in (piece.quoted, not piece.quoted))
        keys.append((piece.script, next(filter(None, nearest), "")))
    return keys


def _frame(pieces: Sequence[_Piece], keys: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Script and group of the first and the last piece, where they agree and the headline does not differ."""
    headline = {key for piece, key in zip(pieces, keys, strict=True) if piece.paragraph == 0 and piece.tag}
    body = [key for piece, key in zip(pieces, keys, strict=True) if piece.paragraph > 0]
    agree = bool(body) and body[0] == body[-1] and headline <= {body[0]}
    return body[0] if agree else None


def _tag_of(usual: tuple[str, str], pieces: Sequence[_Piece]) -> str:
    """The commonest guess in the main language's group; "und" where there is none and the script must decide."""
    tags = Counter(piece.tag for piece in pieces if piece.tag and piece.key == usual)
    if tags:
        return max(tags, key=lambda tag: (tags[tag], tag))
    text = " ".join(piece.text for piece in pieces if piece.script == usual[0])[:_SAMPLE]
    return language_by_script(text, usual[0]) or ("zh-Hans" if usual[0] == "Hani" else UNKNOWN)


def _others(pieces: Sequence[_Piece], usual: tuple[str, str], main: str) -> dict[int, str]:
    """The languages of the pieces that are surely not in the main one, by the number of the piece.

    A piece too short to show its language is in that of another one in its sentence, unless a third is in the main one.
    """
    found = {at: other_language(piece.text, main) for at, piece in enumerate(pieces) if piece.key != usual}
    others = in_fewer_languages({at: (pieces[at].text, tag) for at, tag in found.items() if tag})
    languages = {(pieces[at].sentence, pieces[at].script): tag for at, tag in others.items()}
    mixed = {piece.sentence for piece in pieces if piece.tag and piece.key == usual}
    for at in found.keys() - others.keys():
        tag = languages.get((pieces[at].sentence, pieces[at].script))
        if tag and pieces[at].letters < _MIN_BY_LETTERS and pieces[at].sentence not in mixed:
            others[at] = tag
    return others


def _whole_text(article: Article) -> str:
    """The text of an article in one language, a line for each paragraph, up to the letters that are read."""
    return "\n".join([article.headline, *(" ".join(block.sentences) for block in article.blocks)])[:_MAX_LETTERS]


def _main_text(pieces: Sequence[_Piece], usual: tuple[str, str], others: Container[int]) -> str:
    """The text without those pieces, a line for each paragraph.

    Pieces that may be in another language are left out as well, where there are enough others to judge.
    """
    rest = [at for at in range(len(pieces)) if at not in others]
    clear = [at for at, key in enumerate(_keys(pieces)) if key == usual and at not in others]
    enough = sum(pieces[at].letters for at in clear) >= _ENOUGH
    paragraphs: dict[int, list[str]] = {}
    for at in clear if enough else rest:
        paragraphs.setdefault(pieces[at].paragraph, []).append(pieces[at].text)
    return "\n".join(map(" ".join, paragraphs.values()))
