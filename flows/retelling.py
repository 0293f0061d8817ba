"""Summaries written in the article's own language, told in the reader's: their sentences are translated as any others.

A summary that cannot be told whole is made again by `extract`, whose sentences are told already.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from wireglot.articles import Article, Block
from wireglot.articles.languages import same_language
from wireglot.summarizers import TOO_LONG, Length, Summaries, Summary, SummaryInput, fits, joined, summarize
from wireglot.translations import Translation, TranslationContext, translate

Lengths = tuple[Summary, Summary]


def retold(
    texts: Sequence[SummaryInput],
    made: Sequence[Summaries],
    *,
    translator: str,
    context_for: Callable[[str], TranslationContext],
) -> list[Summaries]:
    """The same summaries, each in the language of the telling; in one pass over the batch.

    texts and their summaries: in the same order. `context_for` gives the translation means of a language.
    """
    foreign = [number for number, text in enumerate(texts) if _is_foreign(text, made[number])]
    told = _translated([texts[n] for n in foreign], [made[n] for n in foreign], translator, context_for)
    done = {n: _told(texts[n], made[n], translation) for n, translation in zip(foreign, told, strict=True)}
    return [done.get(number, one) for number, one in enumerate(made)]


def _is_foreign(text: SummaryInput, made: Summaries) -> bool:
    return any(one.sentences and not same_language(one.language, text.output_language) for one in _lengths(made))


def _lengths(made: Summaries) -> Lengths:
    return made.short, made.long


def _translated(
    texts: Sequence[SummaryInput],
    made: Sequence[Summaries],
    translator: str,
    context_for: Callable[[str], TranslationContext],
) -> list[Translation]:
    """Each pair of summaries as an article of two blocks; all of a run are told in one language."""
    if not texts:
        return []
    articles = [_as_article(text, pair) for text, pair in zip(texts, made, strict=True)]
    languages, to = [text.language for text in texts], texts[0].output_language
    return list(translate(articles, languages, to=to, engine=translator, context_for=context_for))


def _as_article(text: SummaryInput, made: Summaries) -> Article:
    blocks = tuple(Block("paragraph", tuple(s.text for s in one.sentences)) for one in _lengths(made))
    return Article(text.article.id, text.article.uri, "", "", blocks)


def _told(text: SummaryInput, made: Summaries, translation: Translation) -> Summaries:
    if translation.engine == "none" or translation.failed:
        return _extracted(text, made)
    pairs = zip(_lengths(made), translation.blocks, strict=True)
    short, long = (_one(one, block, text.output_language) for one, block in pairs)
    return Summaries(replace(short, checks=_checks(short, "short")), replace(long, checks=_checks(long, "long")))


def _one(made: Summary, block: Block, to: str) -> Summary:
    sentences = tuple(replace(s, text=t, span=None) for s, t in zip(made.sentences, block.sentences, strict=True))
    return replace(made, text=joined([s.text for s in sentences], to), sentences=sentences, language=to)


def _checks(told: Summary, length: Length) -> tuple[str, ...]:
    """A translation may be longer than what it tells."""
    others = tuple(check for check in told.checks if check != TOO_LONG)
    return others if fits(told.text, length) or not told.sentences else (TOO_LONG, *others)


def _extracted(text: SummaryInput, made: Summaries) -> Summaries:
    """`extract` instead, under the signature of the engine that was asked: it would be asked again otherwise."""
    (instead,) = summarize([text], engine="extract")
    why = f"told by extract: the summary that {made.short.engine} wrote could not be translated"
    pairs = zip(_lengths(instead), _lengths(made), strict=True)
    short, long = (replace(one, signature=asked.signature, checks=(why, *one.checks)) for one, asked in pairs)
    return Summaries(short, long)
