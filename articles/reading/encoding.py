"""Bytes to clean text: UTF-8 first, then UTF-16 and UTF-32, then the encodings from before Unicode.

Clean text has
- lines that end in "\\n", and single ordinary spaces instead of no-break, thin and ideographic ones, so that the same
  words are always the same text
- no terminal control characters and sequences, bidirectional overrides, surrogates and non-characters (text from
  outside is untrusted), and no soft hyphens, byte order marks and word joiners
- the joiners and direction marks that Persian, Hindi, Hebrew and emoji need, and the zero-width space that Thai, Lao,
  Khmer and Myanmar use between words
- letters with their marks as one character where Unicode has one (NFC), so that the same words are the same text
- otherwise every quotation mark, dash and letter unchanged
"""

import codecs
import re
from unicodedata import is_normalized, normalize

from wireglot.articles.reading.errors import TooLarge, Undecodable
from wireglot.articles.reading.mixed_encodings import mixed_text

# No format takes more than 10 seconds or 1 GB of memory for these (benchmarks/limits.py).
MAX_BYTES = 20_000_000
# A novel has 1 million characters, a full day of one agency's wire 3 to 4. A larger file is a dump of many articles,
# which would take minutes and whose summary would mean nothing.
MAX_CHARACTERS = 5_000_000
MAX_LINES = 200_000  # as many characters in lines of 25; shorter lines are not sentences
# Text contains hardly any control characters; in compressed or compiled data about one byte in nine is one.
CONTROL_SHARE = 0.02
# Zero bytes in a text are faults of a program, such as one after each record; binary files and UTF-16 have far more.
SINGLE_ZEROS = 0.002
# chardet's confidence is below 0.03 for random bytes and above 0.04 for single sentences of news.
MIN_CONFIDENCE = 0.035

_BOMS = (  # UTF-32 first: its byte order mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "gzip data",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x7fELF": "a program",
}
# Names that servers and pages use for a larger encoding (https://encoding.spec.whatwg.org/#names-and-labels).
_LARGER = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
_CONTROL_BYTES = bytes({*range(32), 127} - {9, 10, 11, 12, 13, 27})
_SEVEN_BIT = ((b"\x1b$", "iso2022_jp_2"), (b"\x1b$)C", "iso2022_kr"))

_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028]")
_HYPHEN_AT_END = re.compile(r"\u00ad[ \t]*\n[ \t]*(?=\S)")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u2060-\u2064\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]+"
)
# All white space but "\n" and the ordinary space, and the unprintable characters that are kept: most texts have no
# others.
_SPECIAL_SPACES = frozenset(
    "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_HARMLESS = _SPECIAL_SPACES | set("\n\u200c\u200d\u200e\u200f")
_SPACES = re.compile(r"[^\S\n]+")
_ZERO_WIDTH_USERS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf]")


def decode(raw: bytes, name: str, *, many: bool = False, charset: str = "") -> str:
    """Return the text of `raw`, clean except for multiple spaces (the indentation of front matter).

    Args:
        name: The file as the user knows it, for errors.
        many: It may hold many articles; then only the number of bytes is limited.
        charset: As a server declares it; it counts for bytes that are not Unicode and fit it.

    Raises:
        Undecodable: Binary data, or an unknown encoding.
        TooLarge: More than `MAX_BYTES`, `MAX_CHARACTERS` or `MAX_LINES`.
    """
    if len(raw) > MAX_BYTES:
        raise TooLarge(too_large(name, f"{len(raw) / 1e6:,.0f} MB"))
    text = _without_unprintable(_unicode(raw, name, charset))
    if many:
        return text
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(too_large(name, f"{len(text):,} characters"))
    if (lines := text.count("\n")) > MAX_LINES:
        raise TooLarge(too_large(name, f"{lines:,} lines"))
    return text


def declared_codec(label: str) -> str:
    """Return the codec of a declared encoding, "" for UTF-8, which was tried, and for unknown names."""
    try:
        codec = codecs.lookup(label.strip().strip("\"'"))
    except (LookupError, ValueError):
        return ""
    name = _LARGER.get(codec.name, codec.name)
    is_text = getattr(codec, "_is_text_encoding", True)
    return name if is_text and not name.startswith(("utf", "idna", "punycode", "unicode", "raw_unicode")) else ""


def clean(text: str) -> str:
    """Return clean text, as the module's docstring describes it."""
    return single_spaced(_without_unprintable(text))


def single_spaced(text: str) -> str:
    """Replace each sequence of spaces within a line by one."""
    return text if "  " not in text else _SPACES.sub(" ", text)


def _without_unprintable(text: str) -> str:
    text = _printable(text)
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _printable(text: str) -> str:
    if text.replace("\n", "").isprintable():
        return text
    unprintable = {character for character in set(text) if not character.isprintable()}
    if not unprintable <= _HARMLESS:
        text = _without_unwanted(text)
    for character in unprintable & _SPECIAL_SPACES:
        text = text.replace(character, " ")
    return text


def _without_unwanted(text: str) -> str:
    text = _LINE_END.sub("\n", _SEQUENCE.sub("", text)).replace("\u2029", "\n\n")
    text = _UNWANTED.sub("", _HYPHEN_AT_END.sub("", text))
    if "\u200b" in text and not _ZERO_WIDTH_USERS.search(text):
        text = text.replace("\u200b", "")
    return text


def too_large(name: str, size: str) -> str:
    """Return the message for a file of this size, which is over the limits."""
    return (
        f"{name}: expected one article of at most {MAX_BYTES / 1e6:.0f} MB, {MAX_CHARACTERS:,} characters "
        f"and {MAX_LINES:,} lines, found {size}; split the file into one file for each article."
    )


def _unicode(raw: bytes, name: str, charset: str) -> str:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    if b"\x1b$" in raw and (text := _seven_bit(raw)) is not None:
        return text
    if b"\0" in raw:
        text = _unmarked_utf16(raw)
        if text is not None:
            return text
        raw = _without_single_zeros(raw, name)
    if is_binary(raw):
        raise Undecodable(_binary_message(raw, name, "control characters"))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        mixed = mixed_text(raw)
        return mixed.text if mixed else _declared(raw, charset) or _legacy(raw, name)


def _seven_bit(raw: bytes) -> str | None:
    """Decode Japanese or Korean of old mail: ASCII bytes with escape sequences that switch character sets."""
    for switch, encoding in reversed(_SEVEN_BIT):
        if switch in raw:
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _unmarked_utf16(raw: bytes) -> str | None:
    """Decode UTF-16 or UTF-32 without a byte order mark: spaces, digits and line ends have zeros on one side."""
    for encoding in _by_zeros(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and len(_UNWANTED.findall(text)) <= CONTROL_SHARE * len(text):
            return text
    return None


def _without_single_zeros(raw: bytes, name: str) -> bytes:
    """Remove zero bytes that a faulty program left in a text.

    Raises:
        Undecodable: When they are more than that.
    """
    if raw.count(b"\0") > max(1, SINGLE_ZEROS * len(raw)):
        raise Undecodable(_binary_message(raw, name, "zero bytes"))
    return raw.replace(b"\0", b"")


def _by_zeros(raw: bytes) -> tuple[str, ...]:
    columns = [raw[column::4].count(0) for column in range(4)]
    if min(sorted(columns)[1:]) > 0.45 * len(raw) / 4 and len(raw) % 4 == 0:
        return ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
    even, odd = columns[0] + columns[2], columns[1] + columns[3]
    # Letters such as U+4E00 or U+0100 put a few zeros on the other side as well.
    if odd > 10 * even:
        return ("utf-16-le",)
    return ("utf-16-be",) if even > 10 * odd else ()


def is_binary(raw: bytes) -> bool:
    """Return whether bytes that are not UTF-16 are no text: a known format, or too many control characters."""
    control = len(raw) - len(raw.translate(None, _CONTROL_BYTES))
    return raw[:4] in _MAGIC or raw[:3] in _MAGIC or raw[:2] in _MAGIC or control > CONTROL_SHARE * len(raw)


def _binary_message(raw: bytes, file: str, reason: str) -> str:
    kind = next((name for magic, name in _MAGIC.items() if raw.startswith(magic)), f"binary data ({reason})")
    return f"{file}: expected text, found {kind}; save the article as plain text in UTF-8."


def _declared(raw: bytes, charset: str) -> str | None:
    try:
        return raw.decode(codec) if (codec := declared_codec(charset)) else None
    except UnicodeDecodeError:
        return None


def _legacy(raw: bytes, name: str) -> str:
    if encoding := legacy_encoding(raw):
        return raw.decode(encoding)
    raise Undecodable(f"{name}: expected text, found an unknown encoding; save the file as UTF-8.")


def legacy_encoding(raw: bytes) -> str:
    """Return the encoding from before Unicode that the bytes are in, "" when they fit none."""
    from chardet import EncodingEra, detect  # 50 ms, and most files are UTF-8

    # No news is in the encodings of mainframes, which assign a letter to every byte.
    result = detect(raw, encoding_era=EncodingEra.ALL & ~EncodingEra.MAINFRAME, compat_names=False)
    if not result["encoding"] or result["confidence"] < MIN_CONFIDENCE:
        return ""
    try:
        raw.decode(result["encoding"])
    except (UnicodeDecodeError, LookupError):  # bytes beyond those that chardet examines; no such codec
        return ""
    return result["encoding"]
