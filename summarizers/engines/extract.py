"""Engine `extract`: quotes the article's best sentences; needs no weights to fetch, no network, no language.

Sentences are judged in the original, where quote marks and names still stand as written, and told in the
reader's words at the same places. Only paragraphs are quoted: never a heading, byline, caption, dateline or
"read more". The steps are in summarizers/extracting, the source of each method beside it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from articles.article import Place
from summarizers.engine import EXTRACTIVE
from summarizers.extracting.choosing import Choice, choose_long, choose_short
from summarizers.extracting.openings import leans
from summarizers.extracting.terms import terms, words
from summarizers.extracting.weights import OPENINGS, WEIGHTS, fingerprint
from summarizers.lengths import joined
from summarizers.summary import LONG, TEASER, TOO_SHORT, Sentence, Summaries, Summary, Text

VERSION = 1  # raise it whenever code here or in extracting/ may choose another sentence
SAYS_LITTLE = 5  # words: a shorter sentence is quoted only where there is nothing else


class _Quote(NamedTuple):
    """A sentence that may be quoted: where it stands, its own words, and those of the telling."""

    place: Place
    original: str
    told: str
    terms: tuple[str, ...]


class Engine:
    """Extractive, for any language and script; the same choice on every machine."""

    name = "extract"
    rank = EXTRACTIVE

    def signature(self, language: str, told: str) -> str:
        return f"extract|version:{VERSION}|weights:{fingerprint(WEIGHTS)}|openings:{fingerprint(OPENINGS)}"

    def mend(self, language: str, told: str) -> str:
        return ""

    def summarize(self, texts: Sequence[Text]) -> tuple[Summaries, ...]:
        return tuple(self._summaries(text) for text in texts)

    def _summaries(self, text: Text) -> Summaries:
        quotes = _quotable(text)
        short, long = _chosen(text, quotes) if quotes else (Choice(()), Choice(()))
        return Summaries(self._told(text, quotes, short), self._told(text, quotes, long))

    def _told(self, text: Text, quotes: Sequence[_Quote], choice: Choice) -> Summary:
        sentences = tuple(Sentence(quotes[i].told, (quotes[i].place,)) for i in choice.sentences)
        told = joined([sentence.text for sentence in sentences], text.told_language)
        signature = self.signature(text.language, text.told_language)
        return Summary(told, sentences, self.name, signature, _checks(text, choice), text.told_language)


def _checks(text: Text, choice: Choice) -> tuple[str, ...]:
    known = (
        (TOO_SHORT, not choice.sentences),
        (LONG, choice.over),
        (TEASER, not text.article.full_text),
    )
    return tuple(check for check, holds in known if holds)


def _quotable(text: Text) -> list[_Quote]:
    """Sentences of paragraphs that hold a letter or digit, each once, in reading order."""
    quotes: list[_Quote] = []
    seen: set[tuple[str, ...] | str] = set()
    for place, original in text.article.places():
        if text.article.blocks[place.block].kind != "paragraph":
            continue
        told = text.told[place.block].sentences[place.sentence]
        quote = _Quote(place, original, told, tuple(terms(original)))
        if quote.terms and seen.isdisjoint((quote.terms, quote.told)):
            seen.update((quote.terms, quote.told))
            quotes.append(quote)
    return _telling(quotes)


def _telling(quotes: list[_Quote]) -> list[_Quote]:
    """Without those of fewer than five words in either language, unless there is nothing else."""
    long_enough = [q for q in quotes if min(words(q.original), words(q.told)) >= SAYS_LITTLE]
    return long_enough or quotes


def _chosen(text: Text, quotes: Sequence[_Quote]) -> tuple[Choice, Choice]:
    """Short and long; the short summary's sentence opens the choice of the long one."""
    from summarizers.extracting.scoring import scorers  # numpy is paid for here, where it works

    short_worth, long_worth = scorers(
        [quote.original for quote in quotes],
        [quote.terms for quote in quotes],
        [leans(quote.original, text.language) for quote in quotes],
        text.article.headline,
    )
    lengths = [words(quote.told) for quote in quotes]
    short = choose_short(short_worth(()), lengths)
    return short, choose_long(long_worth, lengths, first=short.sentences[0])
