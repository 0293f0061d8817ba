"""The lengths that the product promises, in English words as articles.languages measures them; see docs/summaries."""

SHORT_MAX_SENTENCES = 2
SHORT_MAX_WORDS = 40  # what is read in one breath
LONG_MIN_SENTENCES, LONG_MAX_SENTENCES = 3, 5
LONG_MIN_WORDS, LONG_MAX_WORDS = 60, 110  # fewer only where the article has no more
