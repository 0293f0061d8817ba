"""The steps of choosing sentences for engine `extract`.

    terms.py     a sentence as the words it is known by, and its length in words
    openings.py  does it lean on the sentence before?
    quotations.py, attribution.py   whose words it is, and which sentence names the speaker
    fragments.py     what stands among the sentences of paragraphs and is none
    guards.py        all of these: what each sentence needs beside it, and which may never be quoted
    datelines.py, shortening.py     the span of it that is shown
    vectors.py   sentences as weighted terms, and what they have in common
    features.py  what can be said of each sentence, as numbers
    scoring.py   the features weighed
    choosing.py  the best sentences that fit a length
    weights.py   the data files: weights and openings

Only vectors, features and scoring import numpy.
"""
