"""The suite's own hub: huggingface_hub takes it for a real one, or nothing that is tested against it is tested."""

import hashlib
import warnings
from pathlib import Path

import pytest

from tests.hub import LARGE, Hub, blob, status
from tests.models.conftest import MODEL

pytestmark = pytest.mark.process


def test_huggingface_hub_downloads_a_whole_repository_from_it(hub: Hub, hollow: Path, tmp_path: Path) -> None:
    from huggingface_hub import snapshot_download

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of its progress bars
        folder = Path(snapshot_download(MODEL, endpoint=hub.address, cache_dir=tmp_path / "cache", max_workers=1))

    assert folder.name == hub.models[MODEL].main
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in hollow.iterdir()
    }


def test_it_lists_git_hashes_and_for_large_files_sha256(hub: Hub, hollow: Path) -> None:
    from huggingface_hub import HfApi

    info = HfApi(endpoint=hub.address).model_info(MODEL, files_metadata=True)

    assert info.sha == hub.models[MODEL].main
    for file in info.siblings or ():
        content = (hollow / file.rfilename).read_bytes()
        assert (file.size, file.blob_id) == (len(content), blob(content))
        assert bool(file.lfs) == file.rfilename.endswith(LARGE)
        assert not file.lfs or file.lfs.sha256 == hashlib.sha256(content).hexdigest()


def test_its_refusals_are_those_that_huggingface_hub_knows(hub: Hub) -> None:
    from huggingface_hub import HfApi
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError, RevisionNotFoundError

    api = HfApi(endpoint=hub.address)
    with pytest.raises(RepositoryNotFoundError):
        api.model_info("nobody/nothing")
    with pytest.raises(RevisionNotFoundError):
        api.model_info(MODEL, revision="0" * 40)
    hub.faults.append(status(403, "GatedRepo"))
    with pytest.raises(GatedRepoError):
        api.model_info(MODEL)
