"""What a sentence states: quantities, dates, negations. Found the same way in every language that the tables know.

quantities   numbers with their units, and the months and weekdays that a text names
signs        which of the numbers are negative
opposites    words that exclude each other, such as rose and fell
negation     how a language negates
quotations   what stands between quotation marks
words        a sentence as words and index terms, in every script
tables       the tables of words by language

Both checks of facts rest on it: of summaries against their evidence, of translations against their source.
"""

from wireglot.articles.facts.english import goes_with_names, has_english_form, is_english_word, may_be_english
from wireglot.articles.facts.names import NameRun, english_names, is_title_case, name_runs, shows_capitals
from wireglot.articles.facts.negation import Estimate, Negations, negations_of
from wireglot.articles.facts.opposites import Opposites, opposites_of
from wireglot.articles.facts.places import is_of_place, is_place, place_names
from wireglot.articles.facts.quantities import (
    MONEY,
    SHARES,
    TIMES,
    DateName,
    Quantity,
    find_date_names,
    find_quantities,
    has_units,
    same_unit,
    unit_at,
    units_in,
)
from wireglot.articles.facts.quotations import find_quotations, has_quotation_mark
from wireglot.articles.facts.signs import has_signs, may_have_negatives, negative_numbers
from wireglot.articles.facts.sounds import Sound, sound_alike, sounds
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

FACT_TABLES = ("negation", "opposites", "signs", "units")  # those that decide what is found

__all__ = [
    "FACT_TABLES",
    "MONEY",
    "ROOT",
    "SHARES",
    "STEM",
    "TIMES",
    "DateName",
    "Estimate",
    "NameRun",
    "Negations",
    "Opposites",
    "Quantity",
    "Sound",
    "Word",
    "any_of",
    "english_names",
    "fact_table",
    "fact_table_text",
    "fact_words",
    "find_date_names",
    "find_quantities",
    "find_quotations",
    "goes_with_names",
    "has_english_form",
    "has_quotation_mark",
    "has_signs",
    "has_units",
    "index_terms",
    "is_english_word",
    "is_of_place",
    "is_place",
    "is_title_case",
    "letters_only",
    "may_be_english",
    "may_have_negatives",
    "name_runs",
    "negations_of",
    "negative_numbers",
    "normalize",
    "opposites_of",
    "place_names",
    "rows_of",
    "same_unit",
    "shows_capitals",
    "significant_terms",
    "sound_alike",
    "sounds",
    "split_row",
    "split_words",
    "starts_clause",
    "unit_at",
    "units_in",
    "without_accents",
]
