"""Damage of encodings in a document of any format, repaired before the document is read, and what to say of it.

    bytes that are not UTF-8 in a document that is       read as the encoding that fits (mixed_encodings.py)
    UTF-8 that was read as another encoding ("fermÃ©")   restored by ftfy, which leaves right text as it is: in NTREX
                                                         (131 languages) it changes only what is damaged
    another encoding read as windows-1252 ("Ïîðò")       read as the encoding that chardet finds
    single zero bytes                                    removed

Each repair is a warning for the articles whose words it changed. What was lost ("?" for letters, U+FFFD) cannot be
repaired: `damage_warnings` says so.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from html import unescape

from wireglot.articles.languages import script_of
from wireglot.articles.reading.encoding import MAX_BYTES, SINGLE_ZEROS, is_binary, legacy_encoding
from wireglot.articles.reading.items import Found, Item
from wireglot.articles.reading.mixed_encodings import mixed_text

MIXED = "Some bytes of the source are in another encoding than its text; the letters read from them may be wrong."
RESTORED = "The source was stored in a wrong encoding; its letters and marks were restored, and some may be wrong."
QUESTION_MARKS = "Letters of the source were lost: question marks are in their place."

# Letters in runs of three or more from the upper half of Latin-1: no language has such words ("été" has a t).
ENOUGH_LETTERS = 15
# Characters in UTF-8 that were read as windows-1251; no right text is valid as that many.
ENOUGH_PAIRS = 6
# Of the characters of a line in Chinese or Japanese that was read so; second bytes may be ASCII. In French and
# Icelandic 5 to 15 % are beyond ASCII.
UPPER_SHARE = 0.4
# Question marks in place of letters: within words, or as words. One may be a typing error.
LOST_WORDS = 2

_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE)
# Text between tags and line ends, in pieces that end before a space: ftfy takes quadratic time.
_SEGMENT = re.compile(r"[^<>\n]{1,2000}(?=[<>\s]|\Z)|[^<>\n]{1,2000}")
_WORD = re.compile(r"[^\s<>&\"\\]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# Letters of doubly encoded text as references of markup, and as escapes of JSON.
_REFERENCE = re.compile(
    r"&(?:[AaEeIiOoUuYy](?:tilde|circ|uml|grave|acute)|[Aa]ring|AElig|#1[2-9]\d|#2[0-4]\d|#[xX][cCeE][0-9a-fA-F]);"
)
_ANY_REFERENCE = re.compile(r"&(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,4}|[A-Za-z]{2,8}\d{0,2});")
_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\u([0-9a-fA-F]{4})")
# The first two bytes of a character in UTF-8, read as windows-1251: the second is hardly ever a letter of a word.
_CYRILLIC_PAIR = re.compile("[В-ф][\x98ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї\xa0-\xbf‚-™€№]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UPPER_HALF = re.compile(r"[\xc0-\xff]{3,}|[\xa1-\xff]{4,}")
_READ_AS = (
    *("latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257"),
    *("iso8859-2", "mac_roman", "cp437"),
)
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_LOST_WORD = re.compile(r"(?<![^\s«»„“\"'(])\?{3,}(?=[\s.,;:!»”\"')]|$)")
_LOST_IN_WORD = re.compile(r"(?<=[^\W\d_])\?+( ?)([^\W\d_])")
# Both begin where a word or run does: from each of its characters a megabyte of "?" would take hours.
_ADDRESS = re.compile(r"(?<!\S)\S*?(?:://|www\.|\?\w+=)\S*")
_LONG_RUN = re.compile(r"(?<!\?)\?{3,}+[ ,.]++\?{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Repair:
    """What was repaired, as a sentence for the reader, and the words that it changed."""

    warning: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class RepairedContent:
    """A document as it should have been: UTF-8 where anything was repaired."""

    content: bytes
    repairs: tuple[Repair, ...] = ()


def repaired(content: bytes) -> RepairedContent:
    """Return the document without damage of encodings; as it is when it is not UTF-8, binary or too large."""
    if len(content) > MAX_BYTES or content.startswith(_BOMS[1:]) or b"\x1b$" in content[:100_000]:
        return RepairedContent(content)
    plain = _without_single_zeros(content)
    if is_binary(plain):
        return RepairedContent(content)
    repairs: list[Repair] = []
    try:
        text = plain.decode("utf-8")
    except UnicodeDecodeError:
        mixed = mixed_text(plain)
        if mixed is None:
            return RepairedContent(plain)
        text = mixed.text
        repairs.append(Repair(MIXED, mixed.words))
    fixed = _decoded_twice(_in_right_encoding(text))
    if fixed != text:
        repairs.append(Repair(RESTORED, _words_of(fixed) - _words_of(text)))
    return RepairedContent(fixed.encode("utf-8") if repairs else plain, tuple(repairs))


def with_repair_warnings(found: Iterable[Found], repairs: tuple[Repair, ...]) -> list[Found]:
    """Return what was found in a document, each article with the warnings of the repairs that changed its words."""
    return [with_warnings(item, warnings_for(item, repairs)) for item in found]


def warnings_for(found: Found, repairs: tuple[Repair, ...]) -> list[str]:
    """Return the warnings of the repairs that changed a word of an article."""
    return [repair.warning for repair in repairs if repair.words & _words_in(found)]


def with_warnings(found: Found, warnings: list[str]) -> Found:
    """Return an article with further warnings; anything else as it is."""
    if not isinstance(found, Item) or not warnings:
        return found
    return replace(found, metadata=replace(found.metadata, warnings=(*found.metadata.warnings, *warnings)))


def damage_warnings(text: str) -> tuple[str, ...]:
    """Return what readers should know of letters that were lost before the text was read."""
    warnings: list[str] = []
    if lost := text.count("\ufffd"):
        characters, are = ("1 character", "it is") if lost == 1 else (f"{lost:,} characters", "they are")
        warnings.append(f"{characters} of the source could not be read; {are} shown as \ufffd.")
    if "?" in text and _has_lost_letters(text):
        warnings.append(QUESTION_MARKS)
    return tuple(warnings)


def _has_lost_letters(text: str) -> bool:
    text = _ADDRESS.sub(" ", text)
    # Chinese and Japanese have no space behind a question mark. At the end of a word it counts only beside others.
    spaces = [space for space, following in _LOST_IN_WORD.findall(text) if following.islower()]
    lost = len(_LOST_WORD.findall(text)) + (len(spaces) if "" in spaces else 0)
    return lost >= LOST_WORDS or _LONG_RUN.search(text) is not None


def _without_single_zeros(content: bytes) -> bytes:
    """Remove zero bytes that are no part of UTF-16, in which spaces, digits or line ends have one each."""
    zeros = content.count(b"\0")
    if not zeros or zeros > max(1, SINGLE_ZEROS * len(content)):
        return content
    plain = content.replace(b"\0", b"")
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        return plain if mixed_text(plain) else content
    return plain


def _decoded_twice(text: str) -> str:
    """Restore UTF-8 that was read as windows-1252, windows-1251 or another such encoding, once or several times."""
    for unescaped in (_unescaped_references, _unescaped_json):
        plain = unescaped(text)
        if plain != text and (fixed := _by_segments(plain)) != plain:
            return fixed
    return text if text.isascii() else _by_segments(text)


def _unescaped_references(text: str) -> str:
    if "&" not in text or not _REFERENCE.search(text):
        return text
    return _ANY_REFERENCE.sub(lambda match: c if (c := unescape(match[0])) > "\x7f" else match[0], text)


def _unescaped_json(text: str) -> str:
    if "\\u00" not in text or text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        return text
    return _ESCAPE.sub(_unescaped_character, text)


def _unescaped_character(match: re.Match[str]) -> str:
    number = int(match[2], 16)
    return match[0] if number < 0x80 or 0xD800 <= number < 0xE000 else match[1] + chr(number)


def _by_segments(text: str) -> str:
    if not _pair_of_bytes().search(text):
        return text
    from ftfy import fix_encoding  # 60 ms, and most texts are not damaged
    from ftfy.badness import is_bad

    text_in_cyrillic = _read_as_cyrillic(text)
    if text_in_cyrillic != text:
        return text_in_cyrillic
    if not is_bad(text):
        return text
    fixed = _SEGMENT.sub(lambda segment: fix_encoding(segment[0]) if is_bad(segment[0]) else segment[0], text)
    if _CONTROL.search(fixed) and not _CONTROL.search(text):  # noise, in which no text can be found
        return text
    return text if _is_a_mention(text, fixed) else fixed


@cache
def _pair_of_bytes() -> re.Pattern[str]:
    """Two bytes of UTF-8, read as an encoding that ftfy knows: what damaged text has, and right text seldom."""
    first = "".join(bytes(range(0xC2, 0xF5)).decode(encoding, "ignore") for encoding in _READ_AS)
    second = "".join(bytes(range(0x80, 0xC0)).decode(encoding, "ignore") for encoding in _READ_AS)
    return re.compile(f"[{re.escape(first)}][{re.escape(second)}\ufffd\x1a]|[\x80-\x9f]|[ÃÂâà] ")


def _read_as_cyrillic(text: str) -> str:
    """Restore UTF-8 that was read as windows-1251, in any language: "StraГџe". ftfy knows only those in Cyrillic."""
    if len(_CYRILLIC_PAIR.findall(text)) < ENOUGH_PAIRS:
        return text
    restored = {segment: _from_cyrillic(segment) for segment in set(_SEGMENT.findall(text))}
    pairs = sum(len(_NOT_ASCII.findall(after)) for segment, after in restored.items() if after != segment)
    left = sum(len(_CYRILLIC.findall(after)) for segment, after in restored.items() if after == segment)
    if pairs < max(ENOUGH_PAIRS, left):
        return text
    return _SEGMENT.sub(lambda segment: restored[segment[0]], text)


def _from_cyrillic(segment: str) -> str:
    import ftfy.bad_codecs  # noqa: F401  registers the encoding

    try:
        return segment.encode("sloppy-windows-1251").decode("utf-8")
    except UnicodeError:
        return segment


def _is_a_mention(text: str, fixed: str) -> bool:
    """Whether all that would change is one word without any right letter, which a text about encodings quotes, or
    words that would then mix two alphabets, as none does.
    """
    before, after = (_words_of(_ESCAPE.sub(" ", each)) for each in (text, fixed))  # the u of "\\u001f" is no letter
    is_quoted = len(before - after) == 1 and not any(map(_ASCII_LETTER.search, before - after))
    restored = after - before
    return is_quoted or (bool(restored) and all(map(_mixes_alphabets, restored)))


def _mixes_alphabets(word: str) -> bool:
    return len({script_of(letter) == "Latn" for letter in _LETTER.findall(word)}) == 2


def _in_right_encoding(text: str) -> str:
    """Restore Cyrillic, Greek and other scripts that were read as windows-1252: "Ïîðò çàêðûò"."""
    if text.isascii() or _letters_in_upper_half(text) < ENOUGH_LETTERS:
        return text
    segments = [segment[0] for segment in _SEGMENT.finditer(text) if _is_in_upper_half(segment[0])]
    if sum(map(_letters_in_upper_half, segments)) < ENOUGH_LETTERS:
        return text
    raw = b"\n".join(filter(None, map(_as_bytes, segments)))
    encoding = legacy_encoding(raw)
    if not encoding or encoding.startswith("utf"):
        return text
    chosen = frozenset(segments)
    decoded = {segment: _read_as(encoding, segment) for segment in chosen}
    if _latin_share("".join(decoded.values())) > 0.5:
        return text
    return _SEGMENT.sub(lambda segment: decoded.get(segment[0], segment[0]), text)


def _letters_in_upper_half(text: str) -> int:
    return sum(map(len, _UPPER_HALF.findall(text)))


def _is_in_upper_half(segment: str) -> bool:
    """Whether nearly all words with letters beyond ASCII have no others, or few characters are ASCII at all."""
    words = [word for word in segment.split() if not word.isascii()]
    wholly = sum(_ASCII_LETTER.search(word) is None for word in words)
    beyond = len(_NOT_ASCII.findall(segment))
    return wholly > 4 * (len(words) - wholly) or beyond > UPPER_SHARE * sum(map(len, segment.split()))


def _as_bytes(segment: str) -> bytes:
    """The bytes that were read as windows-1252; none where it was another encoding."""
    for encoding in ("latin-1", "sloppy-windows-1252"):
        try:
            return segment.encode(encoding)
        except UnicodeEncodeError:
            continue
    return b""


def _read_as(encoding: str, segment: str) -> str:
    raw = _as_bytes(segment)
    try:
        return raw.decode(encoding) or segment
    except UnicodeDecodeError:
        return segment


def _latin_share(text: str) -> float:
    letters: list[str] = _LETTER.findall(text)
    return sum(letter < "\u0250" for letter in letters) / (len(letters) or 1)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text) if not word.isascii())


def _words_in(found: Found) -> frozenset[str]:
    if not isinstance(found, Item):
        return frozenset()
    return _words_of(" ".join((found.text.headline, *(block.text for block in found.text.blocks))))
