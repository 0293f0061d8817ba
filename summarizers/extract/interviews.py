"""Interviews: sentences that answer a question, told from the form of the article, in any language.

    labelled     paragraphs begin with a label and a colon that come back: "Q: ...", "Rosa Blanch: ...", 记者：...
    questions    paragraphs that are questions, or begin with one, and answers in turn

An answer has no quotation marks, so it states as a fact what somebody said. It is quoted only where its label is a
name: one of several words, or one that the article has elsewhere. What comes before the first is the paper's own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from wireglot.articles.languages import is_question

_LABEL = re.compile(r"[\s\u200e\u200f]*(?P<label>[^\W\d_][^\n.!?。！？:：,،\"“”«»„]{0,39})\s?[:：](?=\s*\S)")
_MAX_LABEL_WORDS = 5
_MIN_LABELLED = 4  # paragraphs with a label that comes back
_MIN_QUESTIONS = 3  # questions in turn with answers; two may be the paper's own
_MAX_QUESTION_SENTENCES = 3  # "You were there. What did you see?"

# The number of the sentence that names who answers, None for an answer of nobody; and what is no answer.
Speaker = int | None
Answers = dict[int, Speaker]


def answers(blocks: Sequence[Sequence[str]]) -> Answers:
    """Return the answers of an interview by the number of the sentence, with the sentence that names its speaker.

    blocks: the sentences of each paragraph, in reading order. An article that is no interview has none.
    """
    labels = _recurring_labels(blocks)
    return dict(_labelled(blocks, labels) if labels else _unlabelled(blocks))


def _recurring_labels(blocks: Sequence[Sequence[str]]) -> list[str | None]:
    """Return the label of each paragraph, None where it has none; [] where labels do not come back."""
    found = [_label(block[0]) if block else None for block in blocks]
    count = Counter(label for label in found if label)
    recurring = {label for label, n in count.items() if n > 1}
    labelled = sum(label in recurring for label in found)
    if labelled < _MIN_LABELLED or labelled * 3 < len(blocks):
        return []
    return [label if label in recurring else None for label in found]


def _label(sentence: str) -> str | None:
    match = _LABEL.match(sentence)
    label = match["label"].strip() if match else ""
    return label if label and len(label.split()) <= _MAX_LABEL_WORDS else None


def _labelled(blocks: Sequence[Sequence[str]], labels: Sequence[str | None]) -> Iterator[tuple[int, Speaker]]:
    """Yield the sentences from the first label on: those under a name need the one with the name."""
    unlabelled = "\n".join(" ".join(block) for block, label in zip(blocks, labels, strict=True) if not label)
    number, speaker, begun = 0, None, False
    for block, label in zip(blocks, labels, strict=True):
        if label:
            begun = True
            speaker = number if _is_name(label, unlabelled) else None
        if begun:
            yield from ((number + n, speaker) for n in range(len(block)))
        number += len(block)


def _is_name(label: str, elsewhere: str) -> bool:
    return len(label) > 1 and (" " in label or label in elsewhere)


def _unlabelled(blocks: Sequence[Sequence[str]]) -> Iterator[tuple[int, Speaker]]:
    """Yield the sentences from the first answer on, where questions alternate with answers."""
    asks = [_is_question_block(block) for block in blocks]
    turns = [n for n in range(len(blocks) - 1) if asks[n] and not asks[n + 1]]
    inline = [n for n, block in enumerate(blocks) if len(block) > 1 and is_question(block[0]) and not asks[n]]
    starts = max((turns, inline), key=len)
    if len(starts) < _MIN_QUESTIONS or not _is_regular(starts, len(blocks)):
        return
    number = 0
    for n, block in enumerate(blocks):
        if n >= starts[0]:
            yield from ((number + m, None) for m in range(len(block)))
        number += len(block)


def _is_regular(starts: Sequence[int], blocks: int) -> bool:
    """Whether the questions come often enough, from the first one to the end."""
    return len(starts) * 5 >= blocks - starts[0]


def _is_question_block(block: Sequence[str]) -> bool:
    return 0 < len(block) <= _MAX_QUESTION_SENTENCES and is_question(block[-1])
