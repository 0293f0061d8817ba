"""Facts: for each sentence of an abstractive summary, the evidence it rests on and what they do not bear out.

words       a sentence cut into words and terms, in every script
source      the article's sentences, ready to be looked up
alignment   which one to three of them a sentence rests on
slots       where a sentence and its source differ, word by word
figures     numbers, dates and units;  names, quotes, speakers and negation: one file each
support     how well the words are borne out, as one number
"""

from wireglot.summarizers.facts.examining import examine, signature
from wireglot.summarizers.facts.finding import Fault, Finding
from wireglot.summarizers.facts.support import overall

__all__ = ["Fault", "Finding", "examine", "overall", "signature"]
