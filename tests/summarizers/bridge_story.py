"""A story of eleven sentences, and sentences of models about it that have one fault each."""

from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput

BRIDGE = (
    "The Tove bridge was shut on Friday evening because of cracks in a cable, chief engineer Lena Ask said.",  # 1
    "Inspectors found 14 cracks, and two cranes are on their way to the island.",  # 2
    '"Cars will not cross before Easter," Ask told the council.',  # 3
    "Nobody fell into the water, the lifeboat crew said.",  # 4
    "The repairs may cost 300,000 kronor.",  # 5
    "Mayor Jonas Rehn has asked Halden for help.",  # 6
    "The region of Halden buys a second ferry, which 90 commuters need.",  # 7
    "She had warned of the cable in spring.",  # 8
    "Prosecutors accuse the contractor of taking bribes.",  # 9
    "The engineer said he was tired of it.",  # 10
    "The cable was weak when she was warned of it, she said.",  # 11
)
BLOCKS = (Block("paragraph", BRIDGE),)
TEXT = SummaryInput(Article("a", "a", "", "Bridge shut", BLOCKS), "en", BLOCKS, "en")

# Name -> a sentence as models write it, the sentences that it cites (from 1), and a part of the reason.
FAULTS = {
    "invented speaker": ('"Cars will not cross before Easter," the minister told the council.', (3,), "said this"),
    "another's speaker": ("The Tove bridge was shut on Friday evening, the lifeboat crew said.", (1, 4), "said this"),
    "person exchanged": ("Rehn said the Tove bridge was shut on Friday evening.", (1, 6), "Rehn"),
    "subject of another": ("Halden was shut on Friday evening because of cracks in a cable.", (1, 7), "Halden"),
    "roles exchanged": ("Halden has asked Mayor Jonas Rehn for help.", (6,), "Halden"),
    "superlative": ("The Tove bridge, the longest one, was shut on Friday because of cracks.", (1,), "longest"),
    "cause": ("The Tove bridge was shut on Friday evening because of a storm, Lena Ask said.", (1,), "of a storm"),
    "negation turned": ("Cars will cross before Easter, Ask told the council.", (3,), "negation"),
    "negation in a half": ("Inspectors found 14 cracks and one man fell into the water.", (2, 4), "negation"),
    "opposite": ("The region of Halden sells a second ferry, which 90 commuters need.", (7,), 'opposite of "sells"'),
    "accusation as a fact": ("Prosecutors found the contractor taking bribes.", (9,), "only as an accusation"),
    "he for she": ("He had warned of the cable in spring.", (8,), "pronoun"),
    "she of another sentence": ("The engineer said she was tired of it.", (8, 10), "pronoun"),
    "invention": ("The mayor of Tove resigned after a trial for fraud.", (6,), "nothing in the source says this"),
    "introduction": (
        "Based on the provided information, the Tove bridge was shut on Friday.",
        (1,),
        "about the article",
    ),
    "about the article": ("The article says that inspectors found 14 cracks.", (2,), "about the article"),
    "no word first": ("...the Tove bridge was shut on Friday evening because of cracks.", (1,), "begin with a word"),
    "missing antecedent": ("They found 14 cracks, and two cranes are on their way.", (2,), "sentence that is missing"),
    "first person": ("We found 14 cracks, and two cranes are on their way to the island.", (2,), "who speaks"),
    "open quotation": ('Lena Ask told the council: "Cars will not cross before Easter.', (3,), "does not close"),
    "request": ("Subscribe to follow the Tove bridge, which was shut on Friday evening.", (1,), "no part of the story"),
}
