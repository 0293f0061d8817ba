"""The lede: the first sentence of the body. It is never barred for its form, unless it is certainly boilerplate.

A label line, a line in brackets, an address, a request to the reader or the caption before a credit is boilerplate; a
sentence without a final mark, or one that opens like a sentence that depends on another, is not: there is none before,
and what it points to is in the headline or further on in the sentence.
"""

from collections.abc import Sequence

from wireglot.articles.languages import is_unspaced
from wireglot.summarizers.extract.attribution import SpeechCues, speech_cues
from wireglot.summarizers.extract.fragments import certain_fragment
from wireglot.summarizers.terms import topical_terms

# Of the first words of a sentence that name its subject; in scripts without spaces, of its first characters.
SUBJECT_WORDS, SUBJECT_CHARACTERS = 3, 6
# A paragraph of more sentences is no caption with its credit.
MAX_CAPTION_SENTENCES = 3


def find_lede(
    texts: Sequence[tuple[Sequence[str], str]], blocks: Sequence[int], headline: str, notices: Sequence[bool]
) -> int | None:
    """Return the first sentence of the paragraphs that is not certainly boilerplate; None where all are.

    texts: the sentences and their language (BCP 47), of the original and of its translation where there is one.
    notices: whether each is one in either text.
    """
    topics = topical_terms(headline)
    for i, block in enumerate(blocks):
        if notices[i]:
            continue
        end = next((j for j in range(i, len(blocks)) if blocks[j] != block), len(blocks))
        last = end if end - i <= MAX_CAPTION_SENTENCES else i + 1
        topical = not topics.isdisjoint(topical_terms(texts[0][0][i]))
        if not any(certain_fragment(text[i:last], language, topical=topical) for text, language in texts):
            return i
    return None


def lacks_speaker(lede: str, cues: SpeechCues, language: str) -> bool:
    """Whether somebody speaks in a lede whose speaker no other sentence names.

    Words of the first person count where the subject is: elsewhere they are often the newspaper's own, or part of a
    name ("the best final that we have seen", "who played in My Family").
    """
    return cues.speech or speech_cues([[_subject(lede)]], language)[0].first_person


def _subject(sentence: str) -> str:
    """Return where the subject of the sentence is, without what a capital shows to be a name."""
    if is_unspaced(sentence[0]):
        return sentence[:SUBJECT_CHARACTERS]
    first, *others = sentence.split()[:SUBJECT_WORDS] or [""]
    return " ".join([first, *(word for word in others if len(word) == 1 or not word[:1].isupper())])
