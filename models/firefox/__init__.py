"""Firefox's translation models: their list, their pull, and their files on this machine."""

from wireglot.models.firefox.model_list import fetch_list, is_firefox, model_ids

__all__ = ["fetch_list", "is_firefox", "model_ids"]
