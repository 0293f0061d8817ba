"""The sentences and quotations of an article in other languages than its own.

What is in the reader's language already is kept word for word. The rest goes to the engines of its own language; where
none is ready it is kept too, and marked. What a text says in two languages is translated from one of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import (
    DetectedLanguage,
    LanguagePart,
    headline_in_language,
    language_name,
    parts_by_sentence,
    same_language,
    whole_sentences,
)
from wireglot.translations.checks import Issue
from wireglot.translations.engine import NO_TRANSLATION, is_gist, load, ready_engines
from wireglot.translations.quotations import Quotation
from wireglot.translations.sentences import (
    TranslatedSentence,
    TranslatedSentences,
    TranslationContext,
    translate_sentences,
)

_UNTRANSLATED = "|untranslated:"
# Sentences that are named; more would bury the reader.
_MAX_NAMED = 5

# What became of each sentence of an article, None where it is kept.
Outcomes = Mapping[SentenceRef, TranslatedSentence | None]


@dataclass(frozen=True, slots=True)
class OtherParts:
    """What became of the parts of one article in other languages.

    tags        the language of each sentence that as a whole is in another one
    spans       the parts of each sentence that are in another language than the rest of it
    results     what the engines of its language made of such a sentence; not here where it is kept
    quotations  sentence in the article's language -> its quotations in other ones
    languages   sentence -> the languages in which the reader gets its quotations
    doubts      sentence -> what may be wrong with the translations of its quotations
    untranslated  the languages of what is kept since no engine is ready for them
    headline    the part of the headline that counts, "" for all of it
    headline_tag     the language of the headline, "" for that of the article
    headline_result  what the engines of its language made of it; None where it is kept, or in that of the article
    checks      plain sentences for the reader
    """

    tags: Mapping[SentenceRef, str] = field(default_factory=dict)
    spans: Mapping[SentenceRef, Sequence[LanguagePart]] = field(default_factory=dict)
    results: Mapping[SentenceRef, TranslatedSentence] = field(default_factory=dict)
    quotations: Mapping[str, tuple[Quotation, ...]] = field(default_factory=dict)
    languages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubts: Mapping[str, tuple[Issue, ...]] = field(default_factory=dict)
    untranslated: tuple[str, ...] = ()
    headline: str = ""
    headline_tag: str = ""
    headline_result: TranslatedSentence | None = None
    checks: tuple[str, ...] = ()


def other_parts(
    articles: Sequence[Article],
    languages: Sequence[DetectedLanguage],
    to: str,
    name: str,
    context_for: Callable[[str], TranslationContext],
) -> list[OtherParts]:
    """Return the parts of each article in other languages; those of one language are translated together.

    name: the translation engine, or "auto".
    """
    texts: dict[str, dict[str, None]] = {}
    for article, language in zip(articles, languages, strict=True):
        sentences = dict(article.sentences())
        for part in _asked_parts(language):
            if not _is_readable(part.tag, language, to):
                texts.setdefault(part.tag, {})[_text(sentences[part.ref], part)] = None
        if language.headline_tag and not _is_readable(language.headline_tag, language, to):
            texts.setdefault(language.headline_tag, {})[article.headline] = None
    answers = {tag: _translated(list(texts[tag]), tag, to, name, context_for) for tag in texts}
    return [_parts(article, language, to, answers) for article, language in zip(articles, languages, strict=True)]


def texts_of_parts(article: Article, language: DetectedLanguage) -> list[str]:
    """Return what engines of other languages may have got of an article: its parts, and its headline."""
    sentences = dict(article.sentences())
    return [article.headline, *(_text(sentences[part.ref], part) for part in language.parts)]


def own_text(article: Article, language: DetectedLanguage) -> OtherParts:
    """Return which sentences and which headline are not in the language of an article, translated by no engine."""
    headline = headline_in_language(article, language)
    return OtherParts(whole_sentences(language.parts), headline=headline, headline_tag=language.headline_tag)


def shown_parts(
    article: Article, blocks: Sequence[Block], outcomes: Outcomes, other: OtherParts, language: str, to: str
) -> Iterator[LanguagePart]:
    """Yield what the reader gets in another language than `to`, in reading order.

    blocks: as the reader gets them; outcomes: what became of each sentence, None where it is kept; language: that of
    the article.
    """
    for ref, text in article.sentences():
        outcome = outcomes[ref]
        if outcome is None or outcome.text is None:
            # What has no letters is in no language.
            tag = other.tags.get(ref, language if outcome else "")
            if tag and not same_language(tag, to):
                yield LanguagePart(ref, tag)
            yield from other.spans.get(ref, ())
        elif text in other.quotations:
            shown = blocks[ref.block].sentences[ref.sentence]
            pairs = zip(other.quotations[text], other.languages[text], strict=True)
            yield from (_found(shown, ref, *pair) for pair in pairs if not same_language(pair[1], to))


def _found(shown: str, ref: SentenceRef, quotation: Quotation, tag: str) -> LanguagePart:
    start = shown.index(quotation.shown)
    return LanguagePart(ref, tag, (start, start + len(quotation.shown)))


def _is_readable(tag: str, language: DetectedLanguage, to: str) -> bool:
    """Whether the reader needs no translation of it: it is in the reader's language, or repeats the rest."""
    return same_language(tag, to) or tag == language.repeated


def _asked_parts(language: DetectedLanguage) -> Iterator[LanguagePart]:
    """Yield the sentences in other languages, and the quotations in sentences that are not."""
    whole = whole_sentences(language.parts)
    return (part for part in language.parts if not part.span or part.ref not in whole)


def _asked(language: DetectedLanguage, to: str) -> set[str]:
    """The languages of an article's parts for which engines are asked."""
    tags = {part.tag for part in _asked_parts(language)} | ({language.headline_tag} - {""})
    return {tag for tag in tags if not _is_readable(tag, language, to)}


def with_untranslated(signature: str, tags: Sequence[str]) -> str:
    """Return the signature of a translation that keeps parts in these languages, for which no engine was ready."""
    return f"{signature}{_UNTRANSLATED}{'+'.join(tags)}" if tags else signature


def untranslated_languages(signature: str) -> tuple[str, tuple[str, ...]]:
    """Return the signature of the engine alone, and the languages of what the translation keeps."""
    engine, _, tags = signature.partition(_UNTRANSLATED)
    return engine, tuple(filter(None, tags.split("+")))


def _text(sentence: str, part: LanguagePart) -> str:
    return sentence[slice(*(part.span or (None,)))]


def _translated(
    texts: Sequence[str], tag: str, to: str, name: str, context_for: Callable[[str], TranslationContext]
) -> TranslatedSentences:
    """What became of each text; nothing where no engine is ready."""
    engines = [engine for engine in ready_engines(tag, to, name) if engine.rank > NO_TRANSLATION]
    return translate_sentences(texts, tag, to, engines=engines, context=context_for(tag))


def _parts(
    article: Article, language: DetectedLanguage, to: str, answers: Mapping[str, TranslatedSentences]
) -> OtherParts:
    sentences, tags = dict(article.sentences()), whole_sentences(language.parts)
    spans = parts_by_sentence(language.parts)
    results = {
        ref: result
        for ref, tag in tags.items()
        if not _is_readable(tag, language, to) and (result := answers[tag].by_source.get(sentences[ref]))
    }
    quoted = {sentences[ref]: parts for ref, parts in spans.items() if ref not in tags}
    shown = {text: [_quotation(text, part, to, answers) for part in parts] for text, parts in quoted.items()}
    kept = {ref: tag for ref, tag in tags.items() if ref not in results and not _is_readable(tag, language, to)}
    return OtherParts(
        tags,
        spans,
        results,
        {text: tuple(quotation for quotation, _ in pairs) for text, pairs in shown.items()},
        {text: tuple(tag for _, tag in pairs) for text, pairs in shown.items()},
        {
            text: tuple(doubt for part in parts for doubt in _doubts(_answer(text, part, answers)))
            for text, parts in quoted.items()
        },
        tuple(sorted(tag for tag in _asked(language, to) if not answers[tag].signatures)),
        headline_in_language(article, language),
        language.headline_tag,
        answers[language.headline_tag].by_source.get(article.headline) if language.headline_tag in answers else None,
        (*_checks(kept, to), *_headline_check(language, to, answers), *_engines_used(article, language, answers)),
    )


def _quotation(
    text: str, part: LanguagePart, to: str, answers: Mapping[str, TranslatedSentences]
) -> tuple[Quotation, str]:
    """A quotation and the language in which the reader gets it."""
    assert part.span is not None
    result = _answer(text, part, answers)
    if result and result.text:
        return Quotation(*part.span, result.text), to
    return Quotation(*part.span, _text(text, part)), part.tag


def _answer(text: str, part: LanguagePart, answers: Mapping[str, TranslatedSentences]) -> TranslatedSentence | None:
    """What became of a part of a sentence; None where no engine was asked."""
    return answers[part.tag].by_source.get(_text(text, part)) if part.tag in answers else None


def _doubts(result: TranslatedSentence | None) -> tuple[Issue, ...]:
    return result.doubts if result else ()


def _checks(kept: Mapping[SentenceRef, str], to: str) -> list[str]:
    """What remains in a language that the reader may not read."""
    checks = []
    for tag in dict.fromkeys(kept.values()):
        refs = [ref for ref, other in kept.items() if other == tag]
        remain = "remains" if len(refs) == 1 else "remain"
        why = f"no engine is ready for {tag} -> {to}"
        checks.append(f"{_counted(refs, tag, 'sentence')} {remain} in the original, since {why}: {_named(refs)}.")
    return checks


def _headline_check(language: DetectedLanguage, to: str, answers: Mapping[str, TranslatedSentences]) -> Iterator[str]:
    tag = language.headline_tag
    if tag in answers and not answers[tag].signatures:
        yield f"The headline remains in {language_name(tag)}, since no engine is ready for {tag} -> {to}."


def _engines_used(
    article: Article, language: DetectedLanguage, answers: Mapping[str, TranslatedSentences]
) -> Iterator[str]:
    """Which engines translated what is in other languages."""
    sentences, used = dict(article.sentences()), dict[tuple[str, str, str], list[SentenceRef]]()
    for part in _asked_parts(language):
        result = _answer(sentences[part.ref], part, answers)
        if result and result.text is not None:
            what = "quotation" if part.span else "sentence"
            used.setdefault((part.tag, result.engine, what), []).append(part.ref)
    for (tag, engine, what), refs in used.items():
        verb = "was" if len(refs) == 1 else "were"
        quality = ", in gist quality" if is_gist(load(engine)) else ""
        yield f"{_counted(refs, tag, what)} {verb} translated by {engine}{quality}: {_named(refs)}."


def _counted(refs: Sequence[SentenceRef], tag: str, what: str) -> str:
    return f"{len(refs)} {what}{'' if len(refs) == 1 else 's'} in {language_name(tag)}"


def _named(refs: Sequence[SentenceRef]) -> str:
    named = ", ".join(f"[{ref.block},{ref.sentence}]" for ref in refs[:_MAX_NAMED])
    return named + (", ..." if len(refs) > _MAX_NAMED else "")
