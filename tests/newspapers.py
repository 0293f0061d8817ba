"""Editions of a text that several newspapers printed, and of another text."""

from dataclasses import replace

from tests.examples import an_article, an_edition, untranslated
from wireglot.articles import Block
from wireglot.outputs import Edition

TEXT = (
    "The harbour board voted on Tuesday to close the old ferry terminal before the winter season begins.",
    "Around four hundred commuters use the morning boat, which will leave from the northern pier instead.",
    "The chairwoman said that the wooden jetty could no longer carry the weight of the new ships.",
    "Fishermen had asked for another year, because the northern pier is exposed to the westerly storms.",
    "A company from the mainland will take the building down and sell the timber to a museum.",
    "Bus line nine is to be extended to the northern pier from the first day of October.",
)
OTHER = (
    "Voters in the mountain province chose a young schoolteacher as their next governor on Sunday evening.",
    "She promised to reopen three village clinics that had been shut after the mine went bankrupt.",
    "Her rival conceded before midnight and wished her luck with the empty treasury that she inherits.",
    "Observers from the capital praised the calm at the polling stations despite heavy snow on the passes.",
    "The new governor takes her oath in January and will serve for a term of five years.",
    "Roads to the upper valleys stay closed until the army has cleared the fallen trees.",
)


def printed_by(name: str, text: tuple[str, ...] = TEXT, **changes: object) -> Edition:
    """An edition of an article that a newspaper of that name printed."""
    blocks = (Block("paragraph", text[:3]), Block("paragraph", text[3:]))
    about_article = {"status", "hold", "embargoed", "full_text", "source", "source_name"}
    article = an_article(
        id=f"{name}-12ab34cd",
        uri=f"https://www.{name}.example/1",
        headline=f"Headline of {name}",
        blocks=blocks,
        published=f"2026-01-01T0{8 if name == 'tagblatt' else 9}:00:00Z",  # decides within the second of a test
        **{"source": f"https://www.{name}.example/1"}
        | {key: value for key, value in changes.items() if key in about_article},
    )
    rest = {key: value for key, value in changes.items() if key not in about_article}
    made = an_edition(article, translation=untranslated(article))
    return replace(made, **rest)  # type: ignore[arg-type]
