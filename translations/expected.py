"""What a translation would be made by now, asked without translating: to know whether a stored one still holds."""

from wireglot.articles.languages import UNKNOWN, parse_tag, same_language
from wireglot.translations.engine import NO_TRANSLATION, available, load, ready
from wireglot.translations.means import PLAIN, TranslationContext


def expected(language: str, to: str, name: str = "auto", means: TranslationContext = PLAIN) -> tuple[str, int]:
    """Signature and rank of what would translate `language` to `to` now; the engine "none" where nothing would."""
    needless = parse_tag(language).language in ("", UNKNOWN) or same_language(language, to)
    engine = load("none") if needless else ready(language, to, name)
    signature = engine.signature(language, to) or ""
    return (means.sign(signature) if engine.rank > NO_TRANSLATION else signature), engine.rank


def rank_of(name: str) -> int:
    """The rank of the engine of that name; of one that is no longer there the lowest."""
    return load(name).rank if name in available() else NO_TRANSLATION
