"""The family of a model is told from its files; what is missing or foreign is named."""

import json

import pytest

from wireglot.models.errors import InvalidModel
from wireglot.models.families import family_of

FILES = {
    "marian": ("marian", ("source.spm", "target.spm", "vocab.json", "pytorch_model.bin")),
    "m2m100": ("m2m_100", ("sentencepiece.bpe.model", "vocab.json", "pytorch_model.bin")),
    "nllb": ("m2m_100", ("tokenizer.json", "sentencepiece.bpe.model", "pytorch_model.bin.index.json")),
    "bart": ("bart", ("vocab.json", "merges.txt", "model.safetensors")),
    "pegasus": ("pegasus", ("spiece.model", "pytorch_model.bin")),
    "mt5": ("mt5", ("spiece.model", "model.safetensors.index.json")),
}


@pytest.fixture
def snapshot(tmp_path):
    """Writes a folder with empty files of these names and a config.json of that kind."""

    def write(kind, names=(), **settings):
        (tmp_path / "config.json").write_text(json.dumps({"model_type": kind}), encoding="utf-8")
        for name in names:
            (tmp_path / name).touch()
        if settings:
            (tmp_path / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize("name", FILES)
def test_a_family_is_told_by_its_files(name, snapshot):
    assert family_of(snapshot(*FILES[name])).name == name


@pytest.mark.parametrize(("tokenizer", "name"), [("NllbTokenizer", "nllb"), ("M2M100Tokenizer", "m2m100")])
def test_the_tokenizer_says_which_of_the_two_it_is(tokenizer, name, snapshot):
    names = ("sentencepiece.bpe.model", "vocab.json", "pytorch_model.bin")

    assert family_of(snapshot("m2m_100", names, tokenizer_class=tokenizer)).name == name


def test_another_family_is_refused_by_name(snapshot):
    with pytest.raises(InvalidModel, match=r"family 'mbart', which cannot be run here; marian, nllb, .*mt5 can"):
        family_of(snapshot("mbart"))


def test_all_missing_files_are_named_together(snapshot):
    with pytest.raises(InvalidModel, match=r"lacks source.spm, target.spm, vocab.json and model.safetensors"):
        family_of(snapshot("marian", ("source.spm", "vocab.json")))


def test_a_folder_without_a_config_is_no_model(tmp_path):
    with pytest.raises(InvalidModel, match=r"config.json of .* is not there: pull the model again"):
        family_of(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", "null", '"marian"', "\x00", '{"model_type": "marian"'])
def test_a_broken_config_is_no_model(text, tmp_path):
    (tmp_path / "config.json").write_text(text, encoding="utf-8")

    with pytest.raises(InvalidModel, match=r"config\.json of"):
        family_of(tmp_path)


def test_a_model_of_the_shelf_is_called_by_its_id(tmp_path):
    snapshot = tmp_path / "Helsinki-NLP--opus-mt-sv-en" / ("0" * 40) / "snapshot"
    snapshot.mkdir(parents=True)

    with pytest.raises(InvalidModel, match=r"config\.json of Helsinki-NLP/opus-mt-sv-en is not there"):
        family_of(snapshot)
