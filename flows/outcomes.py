"""What became of each article of a run (done, unchanged or failed), and the report over all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:  # the command line imports this module for every command
    from wireglot.articles import Article
    from wireglot.articles.reading import SourceFile
    from wireglot.fetching import SourceHealth
    from wireglot.outputs import Cause, Edition, Failure, Stored


# What others read of a failure whose source holds it back: paths and errors have words of headlines.
HIDDEN_SOURCE = "(held back by its source)"
HIDDEN_ERROR = "`wireglot list --state failed` says why."


@dataclass(frozen=True, slots=True)
class Done:
    """An article that was processed; `stored.new` is False when the newest version already says the same.

    uri: in all outcomes that under which failures are recorded, `Article.read_from`.

    seconds: the time of its batch, divided equally among the articles of the batch.
    """

    edition: "Edition"
    stored: "Stored"
    seconds: float = 0.0

    @property
    def uri(self) -> str:
        return self.edition.article.read_from


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An article whose newest version is up to date: no detector and no model was called.

    late: the source's name for this text when a newer text of the article is stored already, else "".
    kept: which engines of the version are better than those that the user named, else "".
    """

    uri: str
    source: str
    stored: "Stored"
    seconds: float = 0.0
    late: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that could not be processed.

    failure: where it was read, the stage that failed, and the reason; once it is recorded, as it is on record.
    not_ready: whether an engine that the user named is not ready for it.
    may_pass: whether a network or memory failed, which may have passed seconds later (flows/runs/passing_faults.py).
    article: what failed, where it was read; a source on the web may no longer have it at the next try.
    is_waiting: it failed in an earlier run, and this one did not try it.
    """

    failure: "Failure"
    not_ready: bool = False
    may_pass: bool = False
    article: "Article | None" = field(default=None, repr=False, compare=False)
    is_waiting: bool = False

    @property
    def uri(self) -> str:
        return self.failure.uri

    @property
    def source(self) -> str:
        return self.failure.source

    @property
    def stage(self) -> str:
        return self.failure.stage

    @property
    def error(self) -> str:
        return self.failure.error

    @property
    def shown(self) -> "Failed":
        """The failure as others may see it: of what must not be shown neither source nor reason, which may quote it."""
        if not self.failure.is_hidden:
            return self
        return replace(self, failure=replace(self.failure, source=HIDDEN_SOURCE, source_name="", error=HIDDEN_ERROR))

    @property
    def is_set_aside(self) -> bool:
        """Whether no later run tries it again by itself."""
        return self.failure.is_set_aside

    @property
    def reason(self) -> str:
        """The source and what is wrong with it; the source once, though many errors name it as well."""
        return self.error if self.source in self.error else f"{self.source}: {self.error}"

    @property
    def plan(self) -> str:
        """When it is tried again, in words; "" where the next run does."""
        if not (self.is_set_aside or self.failure.next_try):
            return ""
        tried = f"tried {counted(self.failure.attempts, 'time')}"
        return f"{tried}, set aside" if self.is_set_aside else f"{tried}, again after {self.failure.next_try}"


def failure_of_article(article: "Article", stage: str, error: str, cause: "Cause") -> "Failure":
    """What is recorded of an article that failed."""
    from wireglot.outputs import Failure, content_hash, release_state

    return Failure(
        article.read_from,
        article.source,
        stage,
        error,
        cause=cause,
        content=content_hash(article),
        is_hidden=bool(release_state(article)),
        source_name=article.source_name,
        language=article.language_claimed,
    )


def unreadable(file: "SourceFile", error: str, uri: str = "", cause: "Cause" = "article") -> Failed:
    """The failure of a file that cannot be read, or of the item in it with this uri."""
    return Failed(failure_of_file(file, error, uri, cause))


def failure_of_file(file: "SourceFile", error: str, uri: str = "", cause: "Cause" = "article") -> "Failure":
    """What is recorded of a file that could not be read, or of the item in it with this uri."""
    from wireglot.outputs import Failure

    return Failure(
        uri or file.uri,
        file.name,
        "read",
        error,
        cause=cause,
        content=content_of_file(file),
        source_name=file.source_name,
        language=file.language,
    )


def content_of_file(file: "SourceFile") -> str:
    """What of a file changes when it is written; "" where it cannot be looked at."""
    from wireglot.articles.reading import state_of

    if file.content is not None:
        return file.uri  # the digest of standard input
    try:
        state = state_of(file.path.stat())
    except OSError:
        return ""
    return f"{state.size} bytes of {state.modified}"


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file of a folder that this run leaves: it is still being written, or was gone before its turn came.

    gone: another run moved it, or somebody removed it; otherwise the next run reads it.
    """

    source: str
    gone: bool = False


# Above this share of failed articles the run itself has failed: something is wrong with the machine or the sources,
# not with an article.
FAILED_SHARE = 0.5
FILES_NAMED = 3  # enough to see what kind of file is meant; an inbox may hold a thousand pictures

Outcome = Done | Unchanged | Failed
Kind = TypeVar("Kind", Done, Unchanged, Failed)


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What is in a web archive, as far as it has been read, by this run and those before.

    source     the file as the user knows it
    share      how much of it has been read, 0 to 1
    articles   its captures of articles
    others     captures and records that are no articles, by kind; the most frequent first
    damages    damaged records, by kind
    is_known   it was read before and has not changed, so that this run did not read it
    """

    source: str
    share: float
    articles: int
    others: Mapping[str, int]
    damages: Mapping[str, int]
    is_known: bool = False

    def __str__(self) -> str:
        parts = [f"{self.source}: {counted(self.articles, 'article')}"]
        parts += [f"{sum(self.others.values())} other records ({_listed(self.others)})"] if self.others else []
        parts += [f"damages ({_listed(self.damages)})"] if self.damages else []
        parts += ["read before and not changed since (--force reads it again)"] if self.is_known else []
        parts += [f"read to {self.share:.0%}; the next run goes on there"] if self.share < 1 else []
        return f"{', '.join(parts)}."


@dataclass(frozen=True, slots=True)
class Report:
    """The outcomes of one run.

    left: changed articles that the limit left for the next run.
    chat_fault: why the configured chat server could not be used, "" when it could or there is none.
    health: how each source on the web does.
    archives: what is in the web archives.
    not_read: files that are still being written, or were gone before their turn came.
    goes_on: the run is one part of several, and the next one goes on behind it (flows/runs/parts.py).
    after: the uri of the last file that was read; the next part begins behind it.
    """

    outcomes: tuple[Outcome, ...]
    left: int = 0
    chat_fault: str = ""
    health: tuple["SourceHealth", ...] = ()
    archives: tuple[ArchiveReport, ...] = ()
    not_read: tuple[NotRead, ...] = ()
    goes_on: bool = False
    after: str = ""

    def of(self, kind: type[Kind]) -> list[Kind]:
        """The outcomes of one kind, in order."""
        return [outcome for outcome in self.outcomes if isinstance(outcome, kind)]

    @property
    def new(self) -> int:
        """The number of new versions."""
        return sum(outcome.stored.new for outcome in self.of(Done))

    @property
    def failed(self) -> list[Failed]:
        """What this run tried in vain, and what waits for its next try."""
        return [one for one in self.of(Failed) if not (one.is_waiting and one.is_set_aside)]

    @property
    def tried(self) -> int:
        """The number of articles that this run looked at: all without those that wait or are set aside."""
        return len(self.outcomes) - sum(one.is_waiting for one in self.of(Failed))

    @property
    def set_aside(self) -> list[Failed]:
        """What failed so often that no run tries it any more: it is named, and makes no run a failed one."""
        return [one for one in self.of(Failed) if one.is_waiting and one.is_set_aside]

    @property
    def is_mostly_failed(self) -> bool:
        """Whether the run itself has failed."""
        return sum(not one.is_waiting for one in self.failed) > FAILED_SHARE * self.tried

    @property
    def is_unusable(self) -> bool:
        """Whether the engines that the user named are not ready for a single article: the command was wrong."""
        return bool(self.outcomes) and all(isinstance(one, Failed) and one.not_ready for one in self.outcomes)

    def __str__(self) -> str:
        total, new, failed = len(self.outcomes), self.new, len(self.failed)
        late = sum(bool(outcome.late) for outcome in self.of(Unchanged))
        kept = sum(bool(outcome.kept) for outcome in self.of(Unchanged))
        set_aside, waiting = len(self.set_aside), sum(one.is_waiting for one in self.failed)
        unchanged = total - new - failed - set_aside
        parts = [f"{counted(total, 'article')}: {counted(new, 'new version')}, {unchanged} unchanged, {failed} failed"]
        parts[0] += f" ({waiting} of them waiting for the next try)" if waiting else ""
        parts += [f"{set_aside} set aside (`wireglot retry` tries again)"] if set_aside else []
        parts += [f"{late} older than the stored version"] if late else []
        parts += [f"{kept} kept, which are better (--force replaces them)"] if kept else []
        parts += [f"{self.left} left for the next run"] if self.left and not self.goes_on else []
        parts += ["and more to come"] if self.goes_on else []
        gone = sum(one.gone for one in self.not_read)
        written = len(self.not_read) - gone
        parts += [f"{counted(written, 'file')} still being written"] if written else []
        parts += [f"{counted(gone, 'file')} moved or removed by others"] if gone else []
        return ", ".join(parts)


def shortened_list(names: Sequence[str]) -> str:
    """The first names of a list, for a line of the log."""
    more = f" and {len(names) - FILES_NAMED} more" if len(names) > FILES_NAMED else ""
    return ", ".join(names[:FILES_NAMED]) + more


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 article", "3 articles"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{kind}: {count:,}" for kind, count in counts.items())


def cause_of(error: BaseException) -> "Cause":
    """Where the reason is: in the machine for a full disk, or a file that may not be read.

    A lack of memory counts as the article's: one that eats memory must not do so in every run.
    """
    from wireglot.articles.reading import MissingSource, Unreadable

    in_machine = isinstance(error, (OSError, MissingSource)) or type(error) is Unreadable
    return "machine" if in_machine else "article"


def failure_text(error: BaseException, root: Path | None = None) -> str:
    """The reason for the reader; with `root`, what to do about an output folder that cannot be written."""
    from wireglot.articles.reading import name_of, without_surrogates

    if isinstance(error, OSError) and root is not None:
        reason = error.strerror or type(error).__name__
        return (
            f"Cannot write to {name_of(error.filename or root)}: {reason}. Nothing of this article was stored; "
            "free some space or give write permission, then run again."
        )
    text = without_surrogates(str(error))
    is_sentence = text.endswith(".") and len(text) > 20
    return text if is_sentence else f"{type(error).__name__}: {text}".rstrip(": ")
