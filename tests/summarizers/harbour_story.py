"""One story of fourteen sentences, long enough that both its summaries are shorter than it."""

from dataclasses import replace

from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput

SENTENCES = (
    "The harbour of Malmö was closed on Monday after a storm sank three fishing boats, police said.",
    "Nobody was injured, but the ferry to Trelleborg stayed in port until the evening.",
    "The city council promised to pay for repairs of the quay before winter comes to the strait.",
    "Fishermen had asked for a new breakwater since 2019 and were told twice that there was no money.",
    "Meteorologists expect the wind to fall to nine metres a second on Tuesday morning.",
    "The port authority counts on opening two of the five quays by Wednesday noon.",
    "Divers will search the wrecks for leaking fuel as soon as the waves allow it.",
    '"We have not seen such a sea in forty years," said harbour master Karin Holm.',
    "Insurance companies have counted 112 claims so far, most of them for roofs and parked cars.",
    "Two schools near the water sent their pupils home before noon.",
    "Trains over the bridge ran at half their speed and with long delays.",
    "The county has called the owners of the boats to a meeting on Thursday.",
    "A crane from Copenhagen is to lift the largest wreck next week.",
    "The mayor thanked the volunteers who had filled sandbags through the night.",
)
BLOCKS = (
    Block("heading", ("The storm",)),
    Block("paragraph", SENTENCES[:5]),
    Block("caption", ("The quay on Monday. Photo: Ann Berg",)),
    Block("paragraph", SENTENCES[5:10]),
    Block("paragraph", SENTENCES[10:]),
)
ARTICLE = Article("storm", "storm", "storm.txt", "Storm closes harbour", BLOCKS)
STORY = SummaryInput(ARTICLE, "en", BLOCKS, "en")


def story(name: str, *blocks: Block) -> SummaryInput:
    """The story, or these blocks, as another article."""
    article = replace(ARTICLE, id=name, uri=name, blocks=blocks or BLOCKS)
    return SummaryInput(article, "en", article.blocks, "en")


def long_story(sentences: int) -> SummaryInput:
    """So many sentences, no two alike, ten a paragraph."""
    texts = [
        f"On day {n} the port counted {n + 200} boats and {n * 3} crates of herring." for n in range(1, sentences + 1)
    ]
    return story("long", *[Block("paragraph", tuple(texts[at : at + 10])) for at in range(0, sentences, 10)])
