"""A writer as a process: stores editions of a few articles and reports each as a line "id version" on stdout.

    python -m tests.faults.writer ROOT NAME COUNT ARTICLES [SECONDS]

The text of each edition contains NAME and a number, so each one is a new version. SECONDS pass between two of them, so
that an endless writer leaves some processor time to those beside it.
"""

import sys
import time
from pathlib import Path

from tests.examples import an_edition, untranslated
from wireglot.articles import Article, Block
from wireglot.outputs import Edition, Store


def edition(name: str, number: int, articles: int) -> Edition:
    id = f"shared-{number % articles:08x}"
    body = Block("paragraph", (f"Writer {name} has written text {number} of this article.",))
    article = Article(id, id, f"{name}.txt", f"{name} {number}", (body,))
    return an_edition(article, translation=untranslated(article))


def main(root: str, name: str, count: str, articles: str, seconds: str = "0") -> None:
    store = Store(Path(root))
    for number in range(int(count)):
        stored = store.add(edition(name, number, int(articles)))
        sys.stdout.write(f"{stored.id} {stored.version}\n")
        sys.stdout.flush()
        time.sleep(float(seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
