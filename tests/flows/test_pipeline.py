"""The pipeline: one outcome per article, unchanged articles cost nothing, one bad article spoils nothing."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.examples import an_article
from wireglot.articles import Article, Block
from wireglot.flows import pipeline
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Failed, Outcome, Unchanged
from wireglot.flows.pipeline import Detected
from wireglot.flows.runs.batch_run import BatchRun
from wireglot.outputs import Failure, Store, content_hash

TEXT = (
    Block(
        "paragraph",
        ("The harbour of Varn was closed on Monday after a storm.", "Forty boats were damaged, the port said."),
    ),
    Block(
        "paragraph", ("The mayor promised help to the owners within two weeks.", "Repairs will cost 3 million crowns.")
    ),
)


def articles(count: int) -> list[Article]:
    return [an_article(id=f"a-{n:08d}", uri=f"{n}.txt", headline=f"Storm {n}", blocks=TEXT) for n in range(count)]


def run(batch: Sequence[Article], store: Store, options: Options | None = None) -> tuple[tuple[Outcome, ...], int]:
    batch_run = BatchRun(store, options or Options(), pipeline.process)
    batch_run.add(batch)
    report = batch_run.report()
    return report.outcomes, report.left


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_every_article_has_one_outcome_and_is_then_unchanged(store: Store) -> None:
    first, _ = run(articles(3), store)
    second, _ = run(articles(3), store)

    assert [type(one) for one in first] == [Done] * 3
    assert [type(one) for one in second] == [Unchanged] * 3


def test_the_limit_counts_processed_articles_only(store: Store) -> None:
    run(articles(2), store)

    outcomes, left = run(articles(5), store, Options(limit=2))

    assert [type(one) for one in outcomes] == [Unchanged, Unchanged, Done, Done]
    assert left == 1


def test_force_makes_a_version_of_an_unchanged_article(store: Store) -> None:
    run(articles(1), store)

    (done,), _ = run(articles(1), store, Options(force=True))

    assert isinstance(done, Done)
    assert (done.stored.version, done.stored.new) == (2, True)


def test_one_bad_article_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_on_the_second(batch: Sequence[Article]) -> list[object]:
        """A stage that cannot process one article, as real ones cannot: the whole batch raises."""
        if any(article.uri == "1.txt" for article in batch):
            raise ValueError("a sentence that cannot be read")
        return [None for _ in batch]

    monkeypatch.setattr(pipeline, "detect_languages", fail_on_the_second)
    batch = articles(3)

    first, failed, last = pipeline.detect(batch)

    assert isinstance(first, Detected)
    assert isinstance(last, Detected)
    error, content = "ValueError: a sentence that cannot be read", content_hash(batch[1])
    assert failed == Failed(Failure("1.txt", batch[1].source, "detect", error, content=content))


def test_failed_rows_are_passed_on_in_their_places(tmp_path: Path) -> None:
    first, second = articles(2)
    failed = Failed(Failure(first.uri, first.source, "detect", "no language"))
    (detected,) = pipeline.detect([second])

    rows = pipeline.translate([failed, detected], tmp_path, Options())

    assert rows[0] == failed
    assert not isinstance(rows[1], Failed)


def test_a_damaged_manifest_fails_its_article_only(store: Store) -> None:
    first, second = articles(2)
    run([first], store)
    manifest = store.folder(first.id, 1) / "manifest.json"
    manifest.write_text("{}")

    outcomes, _ = run([first, second], store)

    (failed,) = [one for one in outcomes if isinstance(one, Failed)]
    assert failed.uri == "0.txt"
    assert str(manifest) in failed.error
    assert sum(isinstance(one, Done) for one in outcomes) == 1


@pytest.mark.process
def test_each_stage_can_run_in_another_process(tmp_path: Path) -> None:
    """As a Dask or process-pool task runner does: functions by name, batches pickled in both directions."""
    batch, options = articles(2), Options()

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        detected = pool.submit(pipeline.detect, batch).result()
        translated = pool.submit(pipeline.translate, detected, tmp_path, options).result()
        summarized = pool.submit(pipeline.summarize, translated, options).result()
        stored = pool.submit(pipeline.store, summarized, tmp_path, options).result()

    assert [one.stored.new for one in stored if isinstance(one, Done)] == [True, True]
    assert Store(tmp_path).ids() == sorted(article.id for article in batch)
