"""Abstractive summaries: models write drafts, which are reviewed, requested once more, cut, or replaced by `extract`.

drafts            what a writer is asked for and returns, and the required lengths
form, review      the faults of a draft: its form (complete, no repetition, right language), its facts and length
summaries         the one way from drafts to summaries, for all writers
chat_messages     prompts for a chat model and its answers;  chat_writer: the conversation about one article
checkpoints       the local models that can summarise;  decoding: how each is searched for a length
long_texts        texts beyond a model's window;  seq2seq_writer: drafts by a local model
"""

from wireglot.summarizers.abstractive.drafts import Draft, NoDraft, Request, Writer
from wireglot.summarizers.abstractive.summaries import signature, write_summaries

__all__ = ["Draft", "NoDraft", "Request", "Writer", "signature", "write_summaries"]
