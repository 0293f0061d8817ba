"""What engine `extract` finds out about the sentences of an article before it chooses (engines/extract.py).

guards        which sentences may never be quoted, and which others each one needs beside it
context       openings that depend on the sentence before
attribution   which sentence names the speaker of another
datelines     where a sentence begins behind a dateline, which is not quoted
scoring       sentences as vectors of weighted terms; their features, weighed

Only scoring imports numpy.
"""
