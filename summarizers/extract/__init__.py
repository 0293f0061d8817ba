"""The steps by which engine `extract` chooses sentences.

    terms.py        a sentence as the terms it is known by; what an article is about
    guards.py       what each sentence needs beside it, and which may never be quoted, from:
      fragments.py    captions, sub-headings, requests to the reader
      context.py      openings that depend on the sentence before
      attribution.py  which sentence names the speaker of another
    datelines.py    the part of a sentence that is quoted
    vectors.py      sentences as vectors of weighted terms
    scoring.py      features of the sentences, weighed
    choosing.py     the best sentences that fit the length

Only vectors and scoring import numpy.
"""
