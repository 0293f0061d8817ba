"""Local models that summarise: chosen from the model store, asked part by part, held to the lengths."""

from wireglot.summarizers.neural.checkpoints import Checkpoint, best, mend_for, reads_language
from wireglot.summarizers.neural.telling import sign, summarize_with

__all__ = ["Checkpoint", "best", "mend_for", "reads_language", "sign", "summarize_with"]
