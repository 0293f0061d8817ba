"""A page of a made-up newspaper, from its parts."""

import json
from typing import Any

HEADLINE = "Harbour of Varn shut after storm"
LEAD = "Forty boats were damaged overnight, and the ferries will not sail before Thursday."
FIRST = (
    "The harbour of Varn was closed on Monday after a storm damaged forty boats and tore away half of the north "
    "pier, the port authority said in a statement."
)
SECOND = (
    "Nobody was hurt, according to the harbour master, who had ordered all crews ashore on Sunday evening when the "
    "wind reached thirty metres per second."
)
THIRD = (
    "Repairs will take at least three weeks and cost about two million crowns, of which the insurers of the port are "
    "expected to pay half, the council was told."
)
TEXT = [FIRST, SECOND, THIRD]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(body: str, *, head: str = "", json_ld: dict[str, Any] | None = None, lang: str = "en") -> bytes:
    """A page with this body; json_ld is about the article."""
    script = f'<script type="application/ld+json">{json.dumps(json_ld)}</script>' if json_ld else ""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{HEADLINE} | Varn Post</title>{head}{script}</head><body>"
        f"<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>{body}"
        "<footer><p>All rights reserved by the Varn Post and its many partners.</p></footer></body></html>"
    ).encode()


def article(*parts: str, **options: Any) -> bytes:
    """A page with a headline and these parts in its article element."""
    return page(f"<main><article><h1>{HEADLINE}</h1>{''.join(parts)}</article></main>", **options)
