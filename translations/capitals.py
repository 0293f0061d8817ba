"""Text in capitals: what an engine gets in its place, and its translation in capitals again.

Models garble text in capitals, and rules find few of its words, so a sentence that is (nearly) all capitals is sent
in sentence case. Its words are spelled as elsewhere in the article: "O PORTO DE VILAMAR" becomes "O porto de Vilamar"
where another sentence has that name.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from wireglot.articles.languages import base_language

# The rest are the "c" of McDONALD'S or the "km" of 5 km; acronyms in a line of Chinese make no line in capitals.
_MIN_UPPER = 0.9
# An acronym or two are no text in capitals. Few acronyms have seven letters, and few headlines consist of three.
_LONGER_THAN_ACRONYMS = 7
_MORE_THAN_ACRONYMS = 3

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"https?://\S+|www\.\S+|(?<!\S)[^\s@]+@\S+|[@#]\w+", re.IGNORECASE)
# EE.UU., the halves of EE. UU., and initials, after which a name begins as a sentence does.
_ABBREVIATION = re.compile(r"^\W*(?:(?:[^\W\d_]{1,2}\.){2,}\W*|([^\W\d_])\1\.)$", re.IGNORECASE)
_INITIAL = re.compile(r"^\W*[^\W\d_]\.$")
# Addresses, file names and G20.
_CODE = re.compile(rf"{_LINK.pattern}|\d|/|_|\.[^\W\d_]{{2}}", re.IGNORECASE)
# VI is "we" in Scandinavia and "I saw" in Spanish; single letters are words.
_ROMAN_NUMERAL = re.compile(r"(?!VI$)(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})")
_SENTENCE_END = re.compile(r"[.!?…]\W*$")

# Languages with a dotless i of their own.
_DOTTED_I = frozenset({"tr", "az", "crh"})
_ACUTE = "\u0301"

# The capitals of a word -> the word as it is written elsewhere.
Spellings = Mapping[str, str]


def is_in_capitals(text: str) -> bool:
    """Whether a text is all or nearly all capitals, and more than an acronym or two."""
    text = _LINK.sub(" ", text)
    upper = sum(map(str.isupper, text))
    if not upper or upper < _MIN_UPPER * sum(map(str.isalpha, text)):
        return False
    words = [word for word in _WORD.findall(text) if len(word) > 1 and word[-1].isupper()]
    return len(words) >= _MORE_THAN_ACRONYMS or any(len(word) >= _LONGER_THAN_ACRONYMS for word in words)


def spellings_in(texts: Iterable[str], language: str) -> Spellings:
    """Return how the words of texts in normal case are written; the first word of a sentence may be any word.

    The most frequent spelling counts, of equals the one in small letters. A word that is also found without its
    accents ("ECOLE") is the one that has them.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        if not is_in_capitals(text):
            for word in _words_of_known_case(text):
                counts[_upper(word, language)][word] += 1
    known = {key: min(forms, key=lambda form: (-forms[form], not form.islower())) for key, forms in counts.items()}
    for key, word in list(known.items()):
        known.setdefault(_without_accents(key), word)
    return known


def in_sentence_case(text: str, language: str, spellings: Spellings) -> str:
    """Return a text in capitals as a sentence: small letters, but for its start, known words, numerals and codes."""
    parts, end = [], 0
    for token, start in _tokens(text):
        sentence = token[0] if _is_code(token[0]) else _token_in_sentence_case(token[0], language, spellings, start)
        parts += [text[end : token.start()], sentence]
        end = token.end()
    return "".join((*parts, text[end:]))


def in_capitals(text: str, language: str) -> str:
    """Return a text in capitals throughout; addresses stay as they are."""
    parts, end = [], 0
    for link in _LINK.finditer(text):
        parts += [_upper(text[end : link.start()], language), link[0]]
        end = link.end()
    return "".join((*parts, _upper(text[end:], language)))


def capitalised(word: str, language: str) -> str:
    """Return a word with a capital first; one with a capital inside (iPhone) stays."""
    if not word.islower():
        return word
    if base_language(language) == "nl" and word.startswith("ij"):
        return f"IJ{word[2:]}"
    # title(), since upper() would give Georgian letters that are used for whole words only
    return _upper(word[0], language).title() + word[1:]


def _words_of_known_case(text: str) -> Iterator[str]:
    """The words whose case says something: not a capital at the start of a sentence, nor a single letter."""
    for token, start in _tokens(text):
        for position, word in enumerate([] if _is_code(token[0]) else _WORD.findall(token[0])):
            if len(word) > 1 and not (start and position == 0 and word == word.title()):
                yield word


def _tokens(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """What is between white space, and whether it starts a sentence."""
    starts = True
    for token in _TOKEN.finditer(text):
        yield token, starts
        ends = _SENTENCE_END.search(token[0]) and not _ABBREVIATION.search(token[0])
        starts = bool(ends) or (starts and not any(map(str.isalnum, token[0])))


def _is_code(token: str) -> bool:
    return bool(_CODE.search(token) or _ABBREVIATION.search(token) or _INITIAL.search(token))


def _token_in_sentence_case(token: str, language: str, spellings: Spellings, start: bool) -> str:
    words = iter(range(len(token)))

    def replace(match: re.Match[str]) -> str:
        word = _word_in_sentence_case(match[0], language, spellings)
        return capitalised(word, language) if start and next(words) == 0 else word

    return _WORD.sub(replace, token)


def _word_in_sentence_case(word: str, language: str, spellings: Spellings) -> str:
    if not word.isupper() and len(word) > 1:
        return word
    known = spellings.get(_upper(word, language)) if len(word) > 1 else None
    return known or (word if _ROMAN_NUMERAL.fullmatch(word) else _lower(word, language))


def _upper(text: str, language: str) -> str:
    base = base_language(language)
    if base in _DOTTED_I:
        text = text.replace("i", "İ")
    return _without(text.upper(), _ACUTE) if base == "el" else text.upper()


def _lower(text: str, language: str) -> str:
    if base_language(language) in _DOTTED_I:
        text = text.replace("I", "ı")
    return text.replace("İ", "i").lower()


def _without_accents(text: str) -> str:
    return (
        text
        if text.isascii()
        else "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    )


def _without(text: str, mark: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace(mark, ""))
