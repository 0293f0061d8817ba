"""Translating articles in batches: what is sent to engines, and how the answers find back to their places.

Every sentence of every article ends as translated, kept or failed, whatever the engines do.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from wireglot.articles.article import Article, Block, SentenceRef
from wireglot.articles.languages import UNKNOWN, parse_tag, same_language
from wireglot.translations.engine import NO_TRANSLATION, Engine, install_hints, load, ready_engines
from wireglot.translations.means import PLAIN, TranslationContext
from wireglot.translations.telling import Telling, Told, tell
from wireglot.translations.translation import Translation

# Faults that are named sentence by sentence; more would bury the reader.
NAMED_FAULTS = 5


def translate(
    articles: Sequence[Article],
    languages: Sequence[str],
    *,
    to: str,
    engine: str = "auto",
    context_for: Callable[[str], TranslationContext] = lambda language: PLAIN,
) -> tuple[Translation, ...]:
    """One translation each, in the same order; articles of one language go to the engines together.

    `languages` are the tags of the articles, "und" where unknown; `context_for` gives the means of a language.
    No article and no engine makes this raise, but a name that is no engine does.

    :raises UnknownEngine: before anything is translated.
    """
    if len(articles) != len(languages):
        raise ValueError(f"Each article needs its language: {len(articles)} articles, {len(languages)} tags.")
    if engine != "auto":
        load(engine)
    done: dict[int, Translation] = {}
    for language in dict.fromkeys(languages):
        positions = [n for n, tag in enumerate(languages) if tag == language]
        told = _translate_from(language, [articles[n] for n in positions], to, engine, context_for)
        done.update(zip(positions, told, strict=True))
    return tuple(done[n] for n in range(len(articles)))


def translate_with(
    engines: Sequence[Engine], articles: Sequence[Article], source: str, to: str, means: TranslationContext = PLAIN
) -> list[Translation]:
    """One translation each by engines that are ready for the pair, the best first; sentences go in one pass."""
    sentences = tuple(dict.fromkeys(text for article in articles for text in _to_send(article)))
    telling = tell(sentences, source, to, engines=engines, means=means)
    return [_told(article, telling, engines, source, to, means) for article in articles]


def untranslated(article: Article, to: str, why: str) -> Translation:
    """The article in its own words, every place kept."""
    kept = tuple(place for place, _ in article.sentences())
    return Translation(to, "none", "none", article.headline, article.blocks, kept=kept, why=why)


def _translate_from(
    language: str, articles: Sequence[Article], to: str, name: str, context_for: Callable[[str], TranslationContext]
) -> list[Translation]:
    why = _no_need(language, to, name)
    if why:
        return [untranslated(article, to, why) for article in articles]
    engines = [engine for engine in ready_engines(language, to, name) if engine.rank > NO_TRANSLATION]
    if not engines:
        return [untranslated(article, to, _not_ready(language, to, name)) for article in articles]
    return translate_with(engines, articles, language, to, context_for(language))


def _no_need(language: str, to: str, name: str) -> str:
    if parse_tag(language).language in ("", UNKNOWN):
        return "the language is unknown"
    if same_language(language, to):
        return f"already in {to}"
    return "translation is switched off (engine none)" if name == "none" else ""


def _not_ready(source: str, to: str, name: str) -> str:
    who = "no engine is ready" if name == "auto" else f"{name} is not ready"
    commands = install_hints(source, to, name)
    return f"{who} for {source} -> {to}" + (f"; to mend it: {commands[0]}" if commands else "")


def _to_send(article: Article) -> list[str]:
    texts = [article.headline, *(sentence for _, sentence in article.sentences())]
    return [text for text in texts if _has_letters(text)]


def _has_letters(text: str) -> bool:
    """Whether there is anything to translate: "***", "12:30" and "€ 5.000" say the same in every language."""
    return any(character.isalpha() for character in text)


def _told(
    article: Article, telling: Telling, engines: Sequence[Engine], source: str, to: str, means: TranslationContext
) -> Translation:
    sent = set(_to_send(article))
    if not sent:
        return untranslated(article, to, "there is nothing to translate")
    told = {text: telling.told.get(text, Told(None, "")) for text in sent}
    by = Counter(one.engine for one in told.values() if one.text is not None)
    if not by:
        return untranslated(article, to, _all_failed(told, telling, engines))
    main = next(engine for engine in engines if engine.name == by.most_common(1)[0][0])
    failed = tuple(place for place, text in article.sentences() if text in sent and told[text].text is None)
    return Translation(
        to=to,
        engine=main.name,
        signature=means.sign(main.signature(source, to) or ""),
        headline=_text(article.headline, told),
        blocks=tuple(_tell(block, told) for block in article.blocks),
        kept=tuple(place for place, text in article.sentences() if text not in sent),
        failed=failed,
        checks=_checks(article, told, failed, main, by),
    )


def _text(text: str, told: dict[str, Told]) -> str:
    """The sentence as told, or itself where it was not sent or not told."""
    return (told[text].text if text in told else None) or text


def _tell(block: Block, told: dict[str, Told]) -> Block:
    return Block(block.kind, tuple(_text(text, told) for text in block.sentences))


def _all_failed(told: dict[str, Told], telling: Telling, engines: Sequence[Engine]) -> str:
    """Why not one sentence could be told: what each engine said of it."""
    if telling.failures:
        return "; ".join(f"{name} failed: {why}" for name, why in telling.failures.items())
    faults = [one.why for one in told.values() if one.why]
    return f"{engines[-1].name} failed: " + (faults[0] if faults else "it translated none of the sentences")


def _checks(
    article: Article, told: dict[str, Told], failed: Sequence[SentenceRef], main: Engine, by: Counter[str]
) -> tuple[str, ...]:
    said = []
    if failed:
        total = sum(1 for _ in article.sentences())
        stand = "stands" if len(failed) == 1 else "stand"
        said.append(f"{len(failed)} of {total} sentences could not be translated and {stand} in the original.")
        said += _named(article, told, failed)
    if article.headline in told and told[article.headline].text is None:
        said.append("The headline could not be translated and stands in the original.")
    said += [f"{count} sentences were translated by {name}." for name, count in by.items() if name != main.name]
    return (*said, main.quality) if main.quality else tuple(said)


def _named(article: Article, told: dict[str, Told], failed: Sequence[SentenceRef]) -> list[str]:
    """The first failed sentences with their faults, where an engine's answer was refused for one."""
    texts = dict(article.sentences())
    faults = [(place, told[texts[place]].why) for place in failed]
    return [f"Sentence [{place.block},{place.sentence}]: {why}" for place, why in faults[:NAMED_FAULTS] if why]
