"""Fact checks: the evidence of each sentence of a summary, and what that evidence does not support.

words        a sentence as words and index terms, in every script
source       the article's sentences as an index, and the one to three of them that a sentence rests on
comparison   a sentence beside its evidence, with the words in which they differ
quantities   numbers with their units, and the months and weekdays that a text names
numbers      check of numbers, dates and units;  names: of names and speakers;  wording: of quotes and negations
support      how well the words of a sentence are supported, as one number
"""

from wireglot.summarizers.facts.checking import FactCheck, check_facts, faithfulness_score, signature
from wireglot.summarizers.facts.comparison import FactFault

__all__ = ["FactCheck", "FactFault", "check_facts", "faithfulness_score", "signature"]
