"""Interviews: sentences that answer a question, recognised by the form of the article, in any language.

    labelled     paragraphs begin with a label that comes back: "Q: ...", "P. ...", "Rosa Blanch: ...", 记者：...
    in turn      paragraphs that are questions, or begin with one, or are below one, and answers in the first person;
                 or whole paragraphs that ask, where the headline is a quotation or a double dash marks the questions

An answer has no quotation marks, so it states as a fact what somebody said. It is quoted only where its label is a
name: one of several words, or one that the article has elsewhere. What comes before the first is the paper's own.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from wireglot.articles import Block
from wireglot.articles.languages import is_question
from wireglot.summarizers.extract.quotations import quotations

_LETTER = re.compile(r"(?P<label>[^\W\d_])\.\s+(?=\S)")
_LABEL = re.compile(r"[\s\u200e\u200f]*(?P<label>[^\W\d_][^\n.!?。！？:：,،\"“”«»„]{0,39})\s?[:：](?=\s*\S)")
_MAX_LABEL_WORDS = 5
_MIN_LABELLED = 4  # paragraphs with a label that comes back
_MIN_QUESTIONS = 3  # questions in turn with answers; two may be the paper's own
_MIN_QUESTIONS_BY_FORM = 2
_DOUBLE_DASHES = ("――", "——", "──", "--")  # begin a question in Japanese papers
_MAX_QUESTION_SENTENCES = 3  # "You were there. What did you see?"

_MIN_PERSONAL = 1 / 3  # of the answers are in the first person; else the paper asks, and explains, by itself

# The number of the sentence that names who answers, None for an answer of nobody; and what is no answer.
Speaker = int | None
Answers = dict[int, Speaker]


def answers(
    blocks: Sequence[Sequence[str]], asked: Collection[int] = (), personal: Collection[int] = (), headline: str = ""
) -> Answers:
    """Return the answers of an interview by the number of the sentence, with the sentence that names its speaker.

    blocks: the sentences of each paragraph, in reading order. An article that is no interview has none.
    asked: the blocks below a heading that is a question; personal: those in which somebody speaks in the first person.
    """
    labels = _recurring_labels(blocks)
    if labels:
        return dict(_labelled(blocks, labels))
    by_form = _asks_by_form(blocks, headline)
    return dict(_in_turn(blocks, asked, range(len(blocks)) if by_form else personal, by_form=by_form))


def blocks_below_questions(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the numbers of the paragraphs of an article that follow a heading that is a question."""
    return frozenset(
        n
        for n, (heading, block) in enumerate(pairwise(blocks), 1)
        if heading.kind == "heading" and block.kind == "paragraph" and is_question(" ".join(heading.sentences))
    )


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
    match = _LABEL.match(sentence) or _LETTER.match(sentence)
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


def _asks_by_form(blocks: Sequence[Sequence[str]], headline: str) -> bool:
    """Whether it is an interview by form: the headline is what somebody says, or double dashes mark the questions."""
    asking = [block for block, after in pairwise(blocks) if _is_question_block(block) and not _is_question_block(after)]
    quoted = quotations([[headline]])[0]
    is_quotation = quoted.marked and quoted.outside.strip()[-1:] in {"", ":", "："}
    return len(asking) >= _MIN_QUESTIONS_BY_FORM and (is_quotation or all(map(_is_dashed, asking)))


def _in_turn(
    blocks: Sequence[Sequence[str]], asked: Collection[int], personal: Collection[int], *, by_form: bool
) -> Iterator[tuple[int, Speaker]]:
    """Yield the sentences from the first question on, where questions alternate with answers."""
    questions = [_is_question_block(block) for block in blocks]
    starts = [
        n
        for n, block in enumerate(blocks)
        if n in asked
        or (questions[n] and n + 1 < len(blocks) and not questions[n + 1])
        or (not questions[n] and len(block) > 1 and is_question(block[0]))
    ]
    turns = [range(start, end) for start, end in pairwise([*starts, len(blocks)])]
    spoken = sum(any(n in personal for n in turn) for turn in turns)
    least = _MIN_QUESTIONS_BY_FORM if by_form else _MIN_QUESTIONS
    if len(turns) < least or len(turns) * 5 < len(blocks) - starts[0] or spoken < _MIN_PERSONAL * len(turns):
        return
    number = 0
    for n, block in enumerate(blocks):
        if n >= starts[0]:
            yield from ((number + m, None) for m in range(len(block)))
        number += len(block)


def _is_question_block(block: Sequence[str]) -> bool:
    return 0 < len(block) <= _MAX_QUESTION_SENTENCES and (is_question(block[-1]) or _is_dashed(block))


def _is_dashed(block: Sequence[str]) -> bool:
    return block[0].startswith(_DOUBLE_DASHES)
