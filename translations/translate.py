"""Translating articles in batches: what is sent to an engine, and how its answers find back to their places.

Every sentence of every article ends as translated, kept or failed, whatever the engine does.
"""

import logging
import re
from collections.abc import Mapping, Sequence

from articles.article import Article, Block
from translations.engine import NO_TRANSLATION, Engine, EngineFailed, load, mends, ready
from translations.tags import UNKNOWN, parse, same_language
from translations.translation import Translation

log = logging.getLogger(__name__)

# An engine's answer to each sentence that was sent; None where it failed.
Answers = Mapping[str, str | None]

LINE_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")


class _WrongCount(Exception):
    """An engine gave more or fewer answers than there were sentences."""


def translate(
    articles: Sequence[Article], languages: Sequence[str], *, to: str, engine: str = "auto"
) -> tuple[Translation, ...]:
    """One translation each, in the same order; articles of one language go to the engine together.

    `languages` are the tags of the articles, "und" where unknown. No article and no engine makes this raise,
    but a name that is no engine does.

    :raises UnknownEngine: before anything is translated.
    """
    if len(articles) != len(languages):
        raise ValueError(f"Each article needs its language: {len(articles)} articles, {len(languages)} tags.")
    if engine != "auto":
        load(engine)
    done: dict[int, Translation] = {}
    for language in dict.fromkeys(languages):
        positions = [n for n, tag in enumerate(languages) if tag == language]
        told = _translate_from(language, [articles[n] for n in positions], to, engine)
        done.update(zip(positions, told, strict=True))
    return tuple(done[n] for n in range(len(articles)))


def translate_with(engine: Engine, articles: Sequence[Article], source: str, to: str) -> list[Translation]:
    """One translation each by an engine that is ready for the pair; an engine's failure is told in `why`.

    When the engine breaks (but not when it says `EngineFailed`) the batch is halved and tried again, so that
    one bad article does not spoil the others.
    """
    sentences = tuple(dict.fromkeys(text for article in articles for text in _to_send(article)))
    try:
        signature = engine.signature(source, to) or ""
        answers = _ask(engine, sentences, source, to)
    except EngineFailed as error:
        return [untranslated(article, to, f"{engine.name} failed: {error}") for article in articles]
    except Exception as error:  # the edge: whatever an engine does, no article is lost
        log.warning("Engine %s broke on %d articles.", engine.name, len(articles), exc_info=True)
        if len(articles) > 1:
            half = len(articles) // 2
            first = translate_with(engine, articles[:half], source, to)
            return first + translate_with(engine, articles[half:], source, to)
        return [untranslated(article, to, f"{engine.name} failed: {_named(error)}") for article in articles]
    return [_told(article, answers, engine, signature, to) for article in articles]


def untranslated(article: Article, to: str, why: str) -> Translation:
    """The article in its own words, every place kept."""
    kept = tuple(place for place, _ in article.places())
    return Translation(to, "none", "none", article.headline, article.blocks, kept=kept, why=why)


def _translate_from(language: str, articles: Sequence[Article], to: str, name: str) -> list[Translation]:
    why = _no_need(language, to, name)
    if why:
        return [untranslated(article, to, why) for article in articles]
    engine = ready(language, to, name)
    if engine.rank == NO_TRANSLATION:
        return [untranslated(article, to, _not_ready(language, to, name)) for article in articles]
    return translate_with(engine, articles, language, to)


def _no_need(language: str, to: str, name: str) -> str:
    if parse(language).language in ("", UNKNOWN):
        return "the language is unknown"
    if same_language(language, to):
        return f"already in {to}"
    return "translation is switched off (engine none)" if name == "none" else ""


def _not_ready(source: str, to: str, name: str) -> str:
    who = "no engine is ready" if name == "auto" else f"{name} is not ready"
    commands = " or ".join(mends(source, to, name))
    return f"{who} for {source} -> {to}" + (f"; to mend it: {commands}" if commands else "")


def _to_send(article: Article) -> list[str]:
    texts = [article.headline, *(sentence for _, sentence in article.places())]
    return [text for text in texts if _has_letters(text)]


def _has_letters(text: str) -> bool:
    """Whether there is anything to translate: "***", "12:30" and "€ 5.000" say the same in every language."""
    return any(character.isalpha() for character in text)


def _ask(engine: Engine, sentences: tuple[str, ...], source: str, to: str) -> Answers:
    if not sentences:
        return {}
    answers = engine.translate(sentences, source, to)
    if len(answers) != len(sentences):
        raise _WrongCount(f"{len(answers)} answers to {len(sentences)} sentences")
    return {sentence: _clean(answer) for sentence, answer in zip(sentences, answers, strict=True)}


def _clean(answer: object) -> str | None:
    """The answer as one stripped line; None for an empty one, or for what is no text."""
    return (LINE_BREAKS.sub(" ", answer).strip() or None) if isinstance(answer, str) else None


def _told(article: Article, answers: Answers, engine: Engine, signature: str, to: str) -> Translation:
    sent = set(_to_send(article))
    if not sent:
        return untranslated(article, to, "there is nothing to translate")
    if all(answers[text] is None for text in sent):
        return untranslated(article, to, f"{engine.name} failed: it translated none of the sentences")
    failed = tuple(place for place, text in article.places() if text in sent and answers[text] is None)
    return Translation(
        to=to,
        engine=engine.name,
        signature=signature,
        headline=answers.get(article.headline) or article.headline,
        blocks=tuple(_tell(block, answers) for block in article.blocks),
        kept=tuple(place for place, text in article.places() if text not in sent),
        failed=failed,
        checks=_checks(article, answers, len(failed), engine.quality),
    )


def _tell(block: Block, answers: Answers) -> Block:
    return Block(block.kind, tuple(answers.get(text) or text for text in block.sentences))


def _checks(article: Article, answers: Answers, failed: int, quality: str) -> tuple[str, ...]:
    said = []
    if failed:
        total = sum(1 for _ in article.places())
        said.append(
            f"{failed} of {total} sentences could not be translated and "
            f"{'stands' if failed == 1 else 'stand'} in the original."
        )
    if article.headline in answers and answers[article.headline] is None:
        said.append("The headline could not be translated and stands in the original.")
    return (*said, quality) if quality else tuple(said)


def _named(error: Exception) -> str:
    return str(error) if isinstance(error, _WrongCount) else f"{type(error).__name__}: {error}"
