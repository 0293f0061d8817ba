"""Numbers, months and weekdays as texts write them, in digits and in words, in many languages.

addresses.py      web and mail addresses, whose digits are not numbers
digits.py         numbers in digits, with the scale behind them ("5 million")
number_words.py   numbers in words
calendar.py       names of months and weekdays
tables.py         data/*.toml, by language
"""

from wireglot.articles.numbers.addresses import blank_addresses, find_addresses
from wireglot.articles.numbers.calendar import find_months, find_weekdays
from wireglot.articles.numbers.digits import Number, Value, find_numbers
from wireglot.articles.numbers.number_words import find_cardinals, has_number_words, spelled_values
from wireglot.articles.numbers.tables import base_language, load_table, numeral_table, table_text

__all__ = [
    "Number",
    "Value",
    "base_language",
    "blank_addresses",
    "find_addresses",
    "find_cardinals",
    "find_months",
    "find_numbers",
    "find_weekdays",
    "has_number_words",
    "load_table",
    "numeral_table",
    "spelled_values",
    "table_text",
]
