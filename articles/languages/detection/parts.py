"""The parts of an article in other languages than its own: sentences, and quotations within sentences.

What is surely in another language is found sentence by sentence (sentences.py). "We will stay." alone is too short for
that; but beside other sentences in English, or in quotation marks in an article that quotes English elsewhere, it is
enough that its letters speak for English and against the language of the article.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from wireglot.articles.article import Article, Block, SentenceRef
from wireglot.articles.languages import small_words
from wireglot.articles.languages.detection import detectors
from wireglot.articles.languages.detection.detectors import group_of, group_probability
from wireglot.articles.languages.detection.features import features
from wireglot.articles.languages.detection.repetition import repeated_language
from wireglot.articles.languages.detection.sentences import (
    ForeignQuotation,
    SentenceLanguages,
    between_marks,
    foreign_quotations,
    languages_of_sentences,
)
from wireglot.articles.languages.detection.verdict import DetectedLanguage
from wireglot.articles.languages.parts import LanguagePart, Span
from wireglot.articles.languages.tags import UNKNOWN

# A word or two is a name as often as not.
_MIN_WORDS = 3
# An article quotes a language from here on; a line of it may be a misread title.
_MIN_LETTERS = 60
# py3langid must give the other language so many times the probability of the main one.
_TIMES_MAIN = 20

Quoted = Mapping[SentenceRef, Sequence[ForeignQuotation]]


def with_parts(article: Article, language: DetectedLanguage) -> DetectedLanguage:
    """Return the article's language with the parts of it that are in other languages."""
    main = language.tag
    if main == UNKNOWN:
        return language
    found = languages_of_sentences(article, main)
    beside = found.commonest_beside(main)
    quoted = {ref: foreign_quotations(sentence, found.of(ref), beside) for ref, sentence in article.sentences()}
    tags = [_with_neighbours(block, b, found, quoted, main) for b, block in enumerate(article.blocks)]
    parts = list(_parts(article, tags, quoted, main))
    if parts:
        parts += _short_quotations(article, parts, main)
    return replace(
        language,
        headline_tag=found.headline if found.headline != main else "",
        parts=tuple(sorted(parts, key=_place)),
        repeated=repeated_language(article, tags, main),
    )


def _parts(article: Article, tags: Sequence[Sequence[str]], quoted: Quoted, main: str) -> Iterator[LanguagePart]:
    for ref, sentence in article.sentences():
        tag = tags[ref.block][ref.sentence]
        if tag != main:
            yield LanguagePart(ref, tag)
        for quotation in quoted[ref]:
            if quotation.language != tag:
                yield LanguagePart(ref, quotation.language, _stripped(sentence, quotation.start, quotation.end))


def _short_quotations(article: Article, parts: Sequence[LanguagePart], main: str) -> Iterator[LanguagePart]:
    """Yield what is too short to be surely in the other language of an article, and is quoted."""
    sentences = dict(article.sentences())
    letters = Counter[str]()
    for part in parts:
        letters[part.tag] += len(sentences[part.ref][slice(*(part.span or (None,)))])
    tags = sorted(tag for tag in letters if letters[tag] >= _MIN_LETTERS)
    known = {part.ref for part in parts}
    for ref, sentence in sentences.items() if tags else ():
        spans = list(between_marks(sentence)) if ref not in known else []
        for start, end in spans if len(spans) > 1 else ():
            if tag := _likely_language(sentence[start:end], tags, main):
                is_whole = not any(map(str.isalpha, sentence[:start] + sentence[end:]))
                yield LanguagePart(ref, tag, None if is_whole else _stripped(sentence, start, end))


def _with_neighbours(block: Block, b: int, found: SentenceLanguages, quoted: Quoted, main: str) -> Sequence[str]:
    """The languages of the sentences of block `b`: one that may be in the language of its neighbours is taken to be."""
    tags = found.blocks[b]
    speech = (each.language for s, _ in enumerate(block.sentences) for each in quoted[SentenceRef(b, s)])
    others = sorted({*tags, *speech} - {main})
    if not others:
        return tags
    return [
        _language_as_a_whole(sentence, others, main) or tag if tag == main else tag
        for sentence, tag in zip(block.sentences, tags, strict=True)
    ]


def _language_as_a_whole(sentence: str, tags: Collection[str], main: str) -> str:
    """Return the language that a sentence may be in; "" where its quotation or the rest of it is not in that."""
    pieces = [sentence[start:end] for start, end in between_marks(sentence)]
    found = {_likely_language(piece, tags, main) for piece in pieces if any(map(str.isalpha, piece))}
    return found.pop() if len(found) == 1 else ""


def _likely_language(text: str, tags: Collection[str], main: str) -> str:
    """Return which of the languages the letters of a text speak for, and clearly against the main one; "" for none."""
    found = features(text)
    if len(found.words) < _MIN_WORDS or small_words.small_words_of(main).intersection(found.words):
        return ""
    probabilities = detectors.py3langid(found.text, found.script)
    of_main = group_probability(probabilities, group_of(main))
    likely = {tag: group_probability(probabilities, group_of(tag)) for tag in tags}
    best = max(sorted(likely), key=lambda tag: likely[tag])
    return best if likely[best] > _TIMES_MAIN * of_main else ""


def _stripped(sentence: str, start: int, end: int) -> Span:
    """The span without spaces, and without a comma at its end, which belongs to the sentence around it."""
    text = sentence[start:end].rstrip().rstrip(",،").rstrip()
    return start + len(text) - len(text.lstrip()), start + len(text)


def _place(part: LanguagePart) -> tuple[SentenceRef, Span]:
    return part.ref, part.span or (-1, -1)
