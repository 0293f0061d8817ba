"""Sentence segmentation by rules, in any script, without knowing the language.

splitting.py    text -> sentences
borders.py      which punctuation marks are borders between sentences
full_stops.py   whether a single full stop is one: abbreviations, initials, units, numbers, dates
quotations.py   short quotations, which are kept whole, and what continues a sentence after one
glued.py        borders between sentences that are joined without a space
families.py     tables of abbreviations and frequent words, by family of languages, and the family of a text
"""

from wireglot.articles.sentences.families import families
from wireglot.articles.sentences.splitting import split_sentences, split_text

__all__ = ["families", "split_sentences", "split_text"]
