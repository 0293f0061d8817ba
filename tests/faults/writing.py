"""A writer as a process of its own: stores editions of a few articles and reports each on a line of stdout.

    python -m tests.faults.writing ROOT NAME COUNT ARTICLES

Each edition has words of its own (NAME and a number), so every one is a new version.
"""

import sys
from dataclasses import replace
from pathlib import Path

from tests.made import an_edition, untranslated
from wireglot.articles import Article, Block
from wireglot.outputs import Edition, Store


def edition(name: str, number: int, articles: int) -> Edition:
    id = f"shared-{number % articles:08x}"
    body = Block("paragraph", (f"Writer {name} has written text {number} of this article.",))
    article = Article(id, id, f"{name}.txt", f"{name} {number}", (body,))
    return replace(an_edition(article, translation=untranslated(article)))


def main(root: str, name: str, count: str, articles: str) -> None:
    store = Store(Path(root))
    for number in range(int(count)):
        stored = store.add(edition(name, number, int(articles)))
        sys.stdout.write(f"{stored.id} {stored.version} {name} {number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
