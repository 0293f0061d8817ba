"""A conversion is whole or not there, says how it was made, and refuses what it cannot use."""

import json
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tiny
from tests.tiny.stored_model import stored_model
from wireglot.models import Decoding, InvalidModel, ModelNotReady, Seq2SeqInput, load_model
from wireglot.models.conversion import convert_snapshot as convert
from wireglot.models.conversion import read_conversion

pytestmark = pytest.mark.process  # trains and converts models

ROOT = Path(__file__).parent.parent.parent
PLAIN = Decoding(max_new_tokens=60)


@pytest.fixture
def snapshot(tmp_path):
    return tiny.marian(tmp_path / "snapshot")


def test_a_conversion_says_how_it_was_made(snapshot, tmp_path):
    convert(snapshot, tmp_path / "ctranslate2", quantization="int8")

    note = json.loads((tmp_path / "ctranslate2" / "conversion.json").read_bytes())
    assert note["quantization"] == "int8"
    assert sorted(note["versions"]) == ["ctranslate2", "torch", "transformers"]
    assert read_conversion(tmp_path / "ctranslate2").format.family == "marian"


def test_a_conversion_replaces_what_was_there(snapshot, tmp_path):
    (tmp_path / "ctranslate2").mkdir()
    (tmp_path / "ctranslate2" / "old").touch()

    convert(snapshot, tmp_path / "ctranslate2", quantization="int8")

    assert not (tmp_path / "ctranslate2" / "old").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ctranslate2", "snapshot"]


def test_too_precise_computing_is_left_to_transformers(snapshot, tmp_path):
    convert(snapshot, tmp_path / "ctranslate2", quantization="int8")

    assert load_model(tmp_path, device="cpu").signature.endswith("|int8|cpu")
    assert load_model(tmp_path, compute="float32").signature.startswith("transformers:")
    with pytest.raises(ModelNotReady, match="float32 is too precise for int8 weights"):
        load_model(tmp_path, runtime="ctranslate2", compute="float32")


@pytest.mark.parametrize("name", ["source.spm", "vocab.json", "pytorch_model.bin", "config.json"])
def test_a_missing_file_is_named_and_nothing_is_left(name, snapshot, tmp_path):
    (snapshot / name).unlink()

    with pytest.raises(InvalidModel, match=name):
        convert(snapshot, tmp_path / "ctranslate2", quantization="int8")
    assert [path.name for path in tmp_path.iterdir()] == ["snapshot"]


@pytest.mark.parametrize("name", ["source.spm", "vocab.json", "pytorch_model.bin"])
def test_a_broken_file_is_an_error_of_ours_and_nothing_is_left(name, snapshot, tmp_path):
    (snapshot / name).write_bytes(b"\x00broken")

    with pytest.raises((InvalidModel, ModelNotReady)):
        convert(snapshot, tmp_path / "ctranslate2", quantization="int8")
    with pytest.raises(InvalidModel):
        load_model(tmp_path, runtime="transformers")
    assert [path.name for path in tmp_path.iterdir()] == ["snapshot"]


@pytest.mark.parametrize("name", ["model.bin", "source.spm", "shared_vocabulary.json"])
def test_a_damaged_conversion_is_reported(name, snapshot, tmp_path):
    convert(snapshot, tmp_path / "ctranslate2", quantization="int8")
    (tmp_path / "ctranslate2" / name).write_bytes(b"\x00broken")

    with pytest.raises(InvalidModel, match="pull the model again"):
        load_model(tmp_path)


@pytest.mark.parametrize("note", [b"{", b"[]", b'{"schema": 99}', b'{"schema": 2, "quantization": "int8"}'])
def test_a_note_of_another_making_is_passed_over(note, snapshot, tmp_path):
    convert(snapshot, tmp_path / "ctranslate2", quantization="int8")
    (tmp_path / "ctranslate2" / "conversion.json").write_bytes(note)

    assert load_model(tmp_path).signature.startswith("transformers:")
    with pytest.raises(ModelNotReady, match=r"conversion\.json"):
        load_model(tmp_path, runtime="ctranslate2")


class Payload:
    """What a hostile .bin holds: code that runs when it is unpickled."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self):
        return Path.touch, (self.proof,)


def test_weights_that_hold_code_are_refused(snapshot, tmp_path):
    with (snapshot / "pytorch_model.bin").open("wb") as file:
        pickle.dump({"weight": Payload(tmp_path / "proof")}, file)

    with pytest.raises(ModelNotReady):
        convert(snapshot, tmp_path / "ctranslate2", quantization="int8")
    with pytest.raises(InvalidModel):
        load_model(tmp_path, runtime="transformers")
    assert not (tmp_path / "proof").exists()


def test_an_unknown_quantization_is_refused(snapshot, tmp_path):
    with pytest.raises(ModelNotReady, match="No quantization 'int3'; there is int8"):
        convert(snapshot, tmp_path / "ctranslate2", quantization="int3")


ALONE = """
import sys

def forbid(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        raise OSError(f"a model reached for the network: {event} {arguments}")

sys.addaudithook(forbid)
from pathlib import Path
from wireglot.models import Decoding, Seq2SeqInput, load_model
runtime = load_model(Path(sys.argv[1]), runtime=sys.argv[2])
print(runtime.generate([Seq2SeqInput("Ingen skadades.")], Decoding())[0].text)
print(*sorted({"torch", "transformers", "huggingface_hub"} & sys.modules.keys()))
"""


@pytest.mark.parametrize("runtime_name", ["ctranslate2", "transformers"])
def test_a_run_needs_no_network_and_no_torch(runtime_name):
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", ALONE, str(stored_model("marian")), runtime_name],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    output, loaded = ran.stdout.splitlines()
    assert output == "Nobody was hurt."
    assert ("torch" in loaded) == (runtime_name == "transformers")
    assert ran.stderr == ""


def test_without_the_package_transformers_takes_over(tmp_path):
    """In a process that has no ctranslate2: its finder hides the package, as an environment without the extra does."""
    hide = (
        "import importlib.util as u\n"
        "found = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'ctranslate2' else found(name, *more)\n"
    )
    code = hide + "import sys\nfrom pathlib import Path\nfrom wireglot.models import model_signature as signature\n"
    code += "print(signature(Path(sys.argv[1]), device='cpu'))"

    ran = subprocess.run([sys.executable, "-c", code, stored_model("marian")], capture_output=True, text=True, cwd=ROOT)

    assert ran.stdout.startswith("transformers:"), ran.stderr


def test_a_copy_elsewhere_is_the_same_model(tmp_path):
    folder = shutil.copytree(stored_model("marian"), tmp_path / "moved")

    assert load_model(folder).generate([Seq2SeqInput("Ingen skadades.")], PLAIN)[0].finished
