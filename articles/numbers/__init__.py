"""Numbers, months and weekdays as texts write them, in digits and in words, in many languages.

digits.py         numbers in digits, with the scale after them ("5 million")
addresses.py      addresses and names of files, whose digits are not numbers
decimal_marks.py  which of "." and "," separates decimals, by language and in a text
number_words.py   numbers in words
tables.py         data/*.toml, by language; names of months and weekdays, and ordinals
"""

from wireglot.articles.numbers.addresses import address_key, address_spans, blank_addresses, find_addresses
from wireglot.articles.numbers.decimal_marks import decimal_mark_in, has_two_marks, usual_decimal_mark, with_usual_marks
from wireglot.articles.numbers.digits import Number, Value, find_numbers
from wireglot.articles.numbers.number_words import find_cardinals, has_number_words, spelled_values
from wireglot.articles.numbers.tables import (
    find_months,
    find_ordinals,
    find_weekdays,
    load_table,
    numeral_table,
    table_text,
)

NUMBER_TABLES = ("decimal_marks", "months", "numerals", "ordinals", "weekdays")  # all of data/, for digests

__all__ = [
    "NUMBER_TABLES",
    "Number",
    "Value",
    "address_key",
    "address_spans",
    "blank_addresses",
    "decimal_mark_in",
    "find_addresses",
    "find_cardinals",
    "find_months",
    "find_numbers",
    "find_ordinals",
    "find_weekdays",
    "has_number_words",
    "has_two_marks",
    "load_table",
    "numeral_table",
    "spelled_values",
    "table_text",
    "usual_decimal_mark",
    "with_usual_marks",
]
