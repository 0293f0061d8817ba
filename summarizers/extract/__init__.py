"""The steps of choosing sentences for engine `extract`.

    terms.py     a sentence as the words it is known by, and its length in words
    openings.py  does it lean on the sentence before?
    quotations.py, attribution.py   whose words it is, and which sentence names the speaker
    fragments.py     what stands among the sentences of paragraphs and is none
    page.py          what a page says of itself and to its reader: notes on authors, appeals
    guards.py        all of these: what each sentence needs beside it, and which may never be quoted
    datelines.py, shortening.py     the span of it that is shown
    actors.py, forms.py   what the article is about; questions and quotes: which may open a short summary
    candidates.py    all of these: what may be told of each sentence, whole or shortened, and what with it
    vectors.py   sentences as weighted terms, and what they have in common
    lede.py      is the lede still in the text?
    features.py  what can be said of each sentence, as numbers
    scoring.py   the features weighed
    choosing.py  the best sentences that fit a length
    weights.py   the data file of the weights

Only vectors, lede, features and scoring import numpy.
"""
