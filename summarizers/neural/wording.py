"""Text as a model expects it, and what it wrote as a newspaper would print it."""

import re

from wireglot.articles.languages import join_sentences, parse_tag
from wireglot.summarizers.writing import Paragraphs

# What models trained on CNN and Daily Mail write as they have read it: a mark apart from its word, quotes of TeX.
_APART = re.compile(r"(?<=\w) (?=[.,;:!?](?:\s|$))")
_QUOTES = re.compile(r"``\s*|\s*''")
_STOP_AGAIN = re.compile(r"(?<=[^.]\.) ?\.(?!\.)")  # written where a model had come to its end too early
_NEW_LINE = "<n>"  # Pegasus writes it between sentences


def running(paragraphs: Paragraphs, language: str) -> str:
    """The paragraphs as one line of text with single spaces: what all of these models were trained on."""
    return " ".join(join_sentences([sentence for block in paragraphs for sentence in block], language).split())


def printed(written: str, language: str) -> str:
    """What a model wrote, with single spaces, and in English without a space in front of marks."""
    text = " ".join(written.replace(_NEW_LINE, " ").split())
    if parse_tag(language).language != "en":
        return text  # in French a space in front of "!" is right
    return _STOP_AGAIN.sub("", _APART.sub("", _QUOTES.sub('"', text)))
