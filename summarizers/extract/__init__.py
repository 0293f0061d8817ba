"""The steps of engine `extract` (engines/extract.py).

guards        which sentences may never be quoted, and which others each one needs beside it
fragments     sentences that are no part of the story: headings, captions, requests, notes on the author
context       openings that depend on the sentence before
attribution   which sentence names the speaker of another, from
  speech      words that name a speaker, and the first person
  quotations  quotation marks followed through the article
  interviews  answers to questions
datelines     where a sentence begins behind a dateline, which is not quoted
candidates    which sentences may be chosen, and which part of each is quoted
scoring       sentences as vectors of weighted terms; their features, weighed
choosing      the best candidates that fit the length
quoting       the marks around what is shown, where a quotation or a sentence would run on
completing    a choice without repetition, with the newest figures and the main actor, from
  repeated    sentences that say the same as another
  revisions   sentences that give another number of what an earlier one counts
  main_actor  the names that recur, and the sentence that introduces them

Only scoring imports numpy.
"""
