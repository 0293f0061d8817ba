"""What a sentence states: quantities, dates, negations. Found the same way in every language that the tables know.

quantities   numbers with their units, and the months and weekdays that a text names
negation     how a language negates
quotations   what stands between quotation marks
words        a sentence as words and index terms, in every script
tables       the tables of words by language

Both checks of facts rest on it: of summaries against their evidence, of translations against their source.
"""

from wireglot.articles.facts.negation import Estimate, Negations, negations_of
from wireglot.articles.facts.quantities import (
    MONEY,
    SHARES,
    TIMES,
    DateName,
    Quantity,
    find_date_names,
    find_quantities,
    unit_at,
    units_in,
)
from wireglot.articles.facts.quotations import find_quotations, has_quotation_mark
from wireglot.articles.facts.tables import any_of, rows_of, split_row
from wireglot.articles.facts.tables import entry as fact_words
from wireglot.articles.facts.tables import table as fact_table
from wireglot.articles.facts.tables import table_text as fact_table_text
from wireglot.articles.facts.words import (
    ROOT,
    STEM,
    Word,
    index_terms,
    letters_only,
    normalize,
    significant_terms,
    split_words,
    starts_clause,
    without_accents,
)

FACT_TABLES = ("negation", "units")  # those that decide what is found

__all__ = [
    "FACT_TABLES",
    "MONEY",
    "ROOT",
    "SHARES",
    "STEM",
    "TIMES",
    "DateName",
    "Estimate",
    "Negations",
    "Quantity",
    "Word",
    "any_of",
    "fact_table",
    "fact_table_text",
    "fact_words",
    "find_date_names",
    "find_quantities",
    "find_quotations",
    "has_quotation_mark",
    "index_terms",
    "letters_only",
    "negations_of",
    "normalize",
    "rows_of",
    "significant_terms",
    "split_row",
    "split_words",
    "starts_clause",
    "unit_at",
    "units_in",
    "without_accents",
]
