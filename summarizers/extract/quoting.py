"""How the chosen sentences are shown: verbatim, with marks where a quotation or a sentence would run on.

A summary puts sentences side by side that are apart in the article. A quotation that goes on in a sentence that is not
chosen is ended with an ellipsis and its closing mark, so that what follows is not read as part of it; a mark that a
paragraph only repeats is left out; a sentence without a final mark, or cut before it, gets that of the others.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from wireglot.articles.languages import FINAL_MARKS, ends_sentence, is_question, join_sentences, quotation_marks
from wireglot.summarizers.extract.choosing import Selection
from wireglot.summarizers.extract.guards import SourceSentence
from wireglot.summarizers.extract.quotations import CLOSERS, Quotation, quotations
from wireglot.summarizers.summary import ELLIPSIS, SummarySentence

_FULL_STOPS = FINAL_MARKS - frozenset("!！‼…‥")
_RUNS_ON = frozenset(":：,、，;；…‥—–-")  # a sentence that ends so is not given a final mark


def quote(sentences: Sequence[SourceSentence], selection: Selection, language: str) -> tuple[SummarySentence, ...]:
    """Return the chosen sentences as the reader gets them; language: that of the output."""
    quoted = _quotations(sentences)
    outputs = [sentence.output for sentence in sentences]
    closers, final = _closers(outputs, language), _final_mark(outputs)
    shown = []
    for n, i in enumerate(selection.sentences):
        before, after = selection.sentences[n - 1] if n else -1, (*selection.sentences, -1)[n + 1]
        span = selection.spans[n]
        if quoted[i].repeated and before == i - 1 and span is None:
            span = (quoted[i].repeated, len(sentences[i].output))
        part = sentences[i].output[slice(*(span or (None,)))]
        opening = _opening(quoted[i], language) if before != i - 1 else ""
        closing = _closing(quoted[i], closers, language) if after != i + 1 or not quoted[i + 1].starts_inside else ""
        is_cut = span is not None and span[1] < len(sentences[i].output)
        end = final if (after >= 0 or is_cut) and not closing and _lacks_end(part) else ""
        shown.append(SummarySentence(f"{opening}{part}{closing or end}", (sentences[i].ref,), span))
    return tuple(shown)


def _quotations(sentences: Sequence[SourceSentence]) -> tuple[Quotation, ...]:
    """Follow the quotation marks through what the reader gets."""
    blocks = groupby(sentences, key=lambda sentence: sentence.ref.block)
    return quotations([[sentence.output for sentence in block] for _, block in blocks])


def _opening(quotation: Quotation, language: str) -> str:
    """Return the marks that open what the sentence continues; a mark that it repeats opens it again."""
    if not quotation.opened or quotation.repeated:
        return ""
    return quotation.opened + ("\u202f" if quotation.opened[-1] == "«" and language.startswith("fr") else "") + ELLIPSIS


def _closing(quotation: Quotation, closers: Mapping[str, str], language: str) -> str:
    """Return an ellipsis and the marks that close what is open at the end of the sentence."""
    if not quotation.open_at_end:
        return ""
    closing = "".join(closers[mark] for mark in reversed(quotation.open_at_end))
    inner = "\u202f" if closing[0] == "»" and language.startswith("fr") else ""
    return join_sentences(["", f"{ELLIPSIS}{inner}{closing}"], language)


def _closers(sentences: Sequence[str], language: str) -> dict[str, str]:
    """Return the mark that closes each opening one: that of the language or a usual one, which the article has."""
    text, usual = "".join(sentences), quotation_marks(language)
    known = CLOSERS | {usual.open: usual.close + CLOSERS.get(usual.open, "")}
    return {mark: next((each for each in closers if each in text), closers[0]) for mark, closers in known.items()}


def _lacks_end(part: str) -> bool:
    return not ends_sentence(part) and part.rstrip()[-1:] not in _RUNS_ON


def _final_mark(sentences: Sequence[str]) -> str:
    """Return the mark that ends most sentences; "" where they have none, as in Thai."""
    marks = Counter(
        sentence[-1] for sentence in sentences if sentence[-1:] in _FULL_STOPS and not is_question(sentence)
    )
    return min(marks, key=lambda mark: (-marks[mark], mark), default="")
