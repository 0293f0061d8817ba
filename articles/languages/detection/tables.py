"""The tables of detection: data/*.toml, read once, at first use."""

from hashlib import sha256

from wireglot.articles.languages.tables import table, table_text

__all__ = ["fingerprint", "table"]


def fingerprint() -> str:
    """Changes when any table does."""
    names = ("han", "neighbours", "scripts", "tags", "words")
    return sha256("".join(table_text(f"{name}.toml") for name in names).encode()).hexdigest()[:8]
