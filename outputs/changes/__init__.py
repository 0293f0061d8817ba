"""What changed between two versions of an article: sentences, numbers, names, summaries, and how it was made.

words      the word-level diff of two sentences
sentences  sentences aligned: kept, changed, moved, added, removed
numbers    numbers within changed words
facts      numbers and names that changed, in the reader's language
changes    all of it as one frozen value
report     the changes as one line, page and JSON
"""

from wireglot.outputs.changes.changes import (
    Changes,
    SettingChange,
    SummaryChange,
    SummaryChanges,
    TranslationChanges,
    compare_editions,
)
from wireglot.outputs.changes.report import (
    MARKDOWN,
    Mark,
    Style,
    changes_json,
    changes_markdown,
    changes_page,
    one_line,
    setting_line,
)
from wireglot.outputs.changes.sentences import (
    SentenceChange,
    SourceSentence,
    align,
    compare_sentences,
    count_statuses,
    similarity,
    term_weights,
)
from wireglot.outputs.changes.words import Segment, word_diff

__all__ = [
    "MARKDOWN",
    "Changes",
    "Mark",
    "Segment",
    "SentenceChange",
    "SettingChange",
    "SourceSentence",
    "Style",
    "SummaryChange",
    "SummaryChanges",
    "TranslationChanges",
    "align",
    "changes_json",
    "changes_markdown",
    "changes_page",
    "compare_editions",
    "compare_sentences",
    "count_statuses",
    "one_line",
    "setting_line",
    "similarity",
    "term_weights",
    "word_diff",
]
