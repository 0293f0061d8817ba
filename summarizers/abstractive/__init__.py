"""Abstractive summaries: models write drafts, which are reviewed, requested once more, cut, or replaced by `extract`.

drafts          what a writer is asked for and returns, and the required lengths
review          the evidence of a draft, and its faults: facts, form (complete, no repetition, right language), length
summaries       from drafts to summaries, the same for all writers
chat_messages   prompts for a chat model and its answers
long_texts      texts beyond a model's window, condensed part by part

The writers are in engines/chat.py and engines/seq2seq.py.
"""

from wireglot.summarizers.abstractive.drafts import Draft, NoDraft, Request, Writer
from wireglot.summarizers.abstractive.summaries import signature, write_summaries

__all__ = ["Draft", "NoDraft", "Request", "Writer", "signature", "write_summaries"]
