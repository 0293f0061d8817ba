"""Scores of engines on a folder of evaluation data, for `wireglot evaluate` and for the floors.

translation.py   sacreBLEU and chrF, beside what others published
summaries.py     ROUGE of an engine and of its peers, on sets of articles with summaries by people
  sets.py        the sets of a folder, and their articles as texts
  rouge.py       the measure
  baselines.py   the peers: the lead, sumy's LexRank and TextRank
  bootstrap.py   how far a score may be chance
errors.py        what keeps a score from being taken
"""
