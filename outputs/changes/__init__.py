"""What changed between two versions of an article: sentences, numbers, names, summaries, and how it was made.

    pieces        a sentence as words, marks and spaces; what counts as the same words
    wording       which words went and which came
    order         what stayed in order: the heaviest rising row
    exact         sentences that stand in both versions
    likeness      sentences that are each other reworded
    aligning      both, and what of it moved
    sentences     each sentence as kept, changed, moved, added or removed
    figures       numbers within changed words
    counting      the words that say what a figure counts
    names         names within changed words
    facts         both, told in the reader's language
    summaries     what that did to the short and the long summary
    circumstances what changed around the words: engines, options, state
    retold        unchanged sentences that a new engine tells differently
    changes       all of it as one value
    saying        the change in one line, and the words of the pages
    page          changes.md
    style         how it is marked, in Markdown or on a terminal
    plain_json    the change as JSON

Everything is a frozen value; the work grows with the number of sentences, not with its square.
"""

from wireglot.outputs.changes.changes import Changes, changes
from wireglot.outputs.changes.page import changes_markdown
from wireglot.outputs.changes.plain_json import changes_json
from wireglot.outputs.changes.saying import one_line

__all__ = ["Changes", "changes", "changes_json", "changes_markdown", "one_line"]
