"""The family of a model and its files; missing files and unsupported families are named."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.models import InvalidModel
from wireglot.models.families import family_of, files_to_download, weight_files

FILES = {
    "marian": ("marian", ("source.spm", "target.spm", "vocab.json", "pytorch_model.bin")),
    "m2m100": ("m2m_100", ("sentencepiece.bpe.model", "vocab.json", "pytorch_model.bin")),
    "nllb": ("m2m_100", ("tokenizer.json", "sentencepiece.bpe.model", "pytorch_model.bin.index.json")),
    "bart": ("bart", ("vocab.json", "merges.txt", "model.safetensors")),
    "pegasus": ("pegasus", ("spiece.model", "pytorch_model.bin")),
    "mt5": ("mt5", ("spiece.model", "model.safetensors.index.json")),
}


REPOSITORY = [
    "config.json",
    "vocab.json",
    "pytorch_model.bin",
    "model.safetensors",
    "tf_model.h5",
    "README.md",
    "a/config.json",
    "../config.json",
    "onnx/model.onnx",
    "training_args.bin",
]


@pytest.fixture
def snapshot(tmp_path):
    """Writes a folder with empty files of these names and a config.json of that model_type."""

    def write(model_type, names=(), **settings):
        (tmp_path / "config.json").write_text(json.dumps({"model_type": model_type}), encoding="utf-8")
        for name in names:
            (tmp_path / name).touch()
        if settings:
            (tmp_path / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize("name", FILES)
def test_a_family_is_recognised_by_its_files(name, snapshot):
    assert family_of(snapshot(*FILES[name])).name == name


@pytest.mark.parametrize(("tokenizer", "name"), [("NllbTokenizer", "nllb"), ("M2M100Tokenizer", "m2m100")])
def test_the_tokenizer_class_tells_nllb_from_m2m100(tokenizer, name, snapshot):
    names = ("sentencepiece.bpe.model", "vocab.json", "pytorch_model.bin")

    assert family_of(snapshot("m2m_100", names, tokenizer_class=tokenizer)).name == name


def test_an_unsupported_family_is_named(snapshot):
    with pytest.raises(InvalidModel, match=r"family 'mbart', which cannot be run; marian, nllb, .*mt5 can"):
        family_of(snapshot("mbart"))


def test_all_missing_files_are_named_together(snapshot):
    with pytest.raises(InvalidModel, match=r"lacks source.spm, target.spm, vocab.json and model.safetensors"):
        family_of(snapshot("marian", ("source.spm", "vocab.json")))


def test_a_folder_without_a_config_is_invalid(tmp_path):
    with pytest.raises(InvalidModel, match=r"config.json of .* is missing: pull the model again"):
        family_of(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", "null", '"marian"', "\x00", '{"model_type": "marian"'])
def test_a_broken_config_is_invalid(text, tmp_path):
    (tmp_path / "config.json").write_text(text, encoding="utf-8")

    with pytest.raises(InvalidModel, match=r"config\.json of"):
        family_of(tmp_path)


def test_a_stored_model_is_named_by_its_id(tmp_path):
    snapshot = tmp_path / "Helsinki-NLP--opus-mt-sv-en" / ("0" * 40) / "snapshot"
    snapshot.mkdir(parents=True)

    with pytest.raises(InvalidModel, match=r"config\.json of Helsinki-NLP/opus-mt-sv-en is missing"):
        family_of(snapshot)


@given(st.lists(st.sampled_from(REPOSITORY), unique=True))
def test_downloads_are_top_level_files_with_one_weight_format(names: list[str]) -> None:
    found = files_to_download(names)

    assert set(found) <= {"config.json", "vocab.json", "pytorch_model.bin", "model.safetensors"} & set(names)
    assert len(weight_files(found)) <= 1
    assert ("pytorch_model.bin" in found) == ("pytorch_model.bin" in names and "model.safetensors" not in names)
    assert found[:1] == (("config.json",) if "config.json" in names else found[:1])


def test_split_weights_come_with_their_index() -> None:
    parts = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "model.safetensors.index.json")

    assert set(weight_files((*parts, "pytorch_model.bin"))) == set(parts)
    assert weight_files(("model.safetensors.index.json", "pytorch_model.bin")) == ("pytorch_model.bin",)
