"""Fact checks: the evidence of each sentence of a summary, and what that evidence does not support.

checking     all checks of a sentence, and how well it is supported, as one number
numbers      check of numbers, dates and units;  names: of names and speakers;  wording: of quotes and negations
claims       checks of superlatives, causes, opposites, certainty, he and she
actors       checks of who acts and who speaks
clauses      the clauses of a sentence, each beside the one sentence of the evidence that says most of it
doubts       what may be wrong with a sentence that has no fault
comparison   a sentence beside its evidence, with the words in which they differ
source       the article's sentences as an index, and the one to three of them that a sentence rests on
tables       the tables of words of these checks

What a sentence states is found by `articles.facts`, for translations too.
"""

from wireglot.summarizers.facts.checking import FactCheck, check_facts, checked_claims, faithfulness_score, signature
from wireglot.summarizers.facts.comparison import FactFault

__all__ = ["FactCheck", "FactFault", "check_facts", "checked_claims", "faithfulness_score", "signature"]
