"""Local models that summarise: chosen from the shelf, asked part by part, held to the lengths of short and long."""

from summarizers.neural.checkpoints import Checkpoint, best, mend_for, reads_language
from summarizers.neural.telling import sign, summarize_with

__all__ = ["Checkpoint", "best", "mend_for", "reads_language", "sign", "summarize_with"]
