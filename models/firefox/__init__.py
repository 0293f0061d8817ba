"""Firefox models: small models for one language pair, by Mozilla and the Bergamot project."""

from wireglot.models.firefox.model_list import fetch_list, is_firefox, model_ids

__all__ = ["fetch_list", "is_firefox", "model_ids"]
