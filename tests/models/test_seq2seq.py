"""Both runtimes give the same output for every family and search; nothing is truncated silently.

The tiny models know their texts with a clear margin (tests/tiny/teaching.py). Only such outputs are compared: the
output for any other text may depend on the last bit of a float.
"""

import threading
from dataclasses import replace

import pytest

from tests.tiny.stored_model import KNOWN, stored_model
from wireglot.models import (
    Decoding,
    EmptyText,
    InvalidModel,
    ModelNotReady,
    Seq2SeqInput,
    TextTooLong,
    UnknownLanguageCode,
    load_model,
    model_knows_code,
    model_signature,
)
from wireglot.models.seq2seq import BUDGET

pytestmark = pytest.mark.process  # trains and converts models

PLAIN = Decoding(max_new_tokens=60)
SEARCHES = (
    PLAIN,
    replace(PLAIN, beams=1),
    replace(PLAIN, beams=6, length_penalty=0.3),
    replace(PLAIN, no_repeat_ngram=3),
    replace(PLAIN, beams=1, repetition_penalty=1.05),
)
HURT = Seq2SeqInput("Ingen skadades.")


def converted(folder):
    return load_model(folder, runtime="ctranslate2", compute="float32")


def reference(folder):
    return load_model(folder, runtime="transformers")


both = pytest.mark.parametrize("load", [converted, reference])


@both
@pytest.mark.parametrize("decoding", SEARCHES, ids=lambda decoding: decoding.signature)
@pytest.mark.parametrize("name", KNOWN)
def test_a_tiny_model_writes_what_it_has_learned(name, decoding, load):
    inputs, answers = zip(*KNOWN[name], strict=True)

    outputs = load(stored_model(name)).generate(inputs, decoding)

    assert [output.text for output in outputs] == list(answers)
    assert all(output.finished for output in outputs)


@both
@pytest.mark.parametrize("name", KNOWN)
def test_the_search_settings_are_obeyed(name, load):
    model, (one, answer) = load(stored_model(name)), KNOWN[name][0]

    (cut,) = model.generate([one], Decoding(max_new_tokens=5))
    (long,) = model.generate([one], replace(PLAIN, min_new_tokens=40))

    assert answer.startswith(cut.text)
    assert (cut.finished, cut.tokens) in {(False, 5), (False, 4)}  # the language code counts
    assert long.tokens >= 38 or not long.finished  # BART fills it up with special tokens


@pytest.mark.parametrize("name", KNOWN)
def test_both_runtimes_count_the_same_tokens(name):
    one = KNOWN[name][0][0]
    texts = [*(known.text for known, _ in KNOWN[name]), "Xylofonen quizzade 99 gånger 漢字."]
    codes = {"source": one.source, "target": one.target}

    counts = converted(stored_model(name)).count_tokens(texts, **codes)

    assert counts == reference(stored_model(name)).count_tokens(texts, **codes)
    assert all(count > 1 for count in counts)


def test_a_text_gives_the_same_output_alone_and_in_a_batch():
    model = converted(stored_model("marian"))
    jobs = [job for job, _ in KNOWN["marian"]]

    assert model.generate(jobs, PLAIN) == tuple(model.generate([job], PLAIN)[0] for job in jobs)


def test_many_batches_are_returned_in_order():
    model = converted(stored_model("marian"))
    pairs = KNOWN["marian"] * 40
    assert sum(model.count_tokens([job.text for job, _ in pairs])) > 3 * BUDGET["cpu"] // PLAIN.beams

    assert [one.text for one in model.generate([job for job, _ in pairs], PLAIN)] == [answer for _, answer in pairs]


@both
def test_a_text_cut_off_by_the_limit_is_marked_unfinished(load):
    cut = load(stored_model("marian")).generate([HURT], Decoding(max_new_tokens=3))

    assert cut[0].tokens == 3
    assert not cut[0].finished


@both
def test_a_limit_that_just_suffices_gives_the_whole_text(load):
    model = load(stored_model("marian"))
    whole = model.generate([HURT], PLAIN)[0]

    assert model.generate([HURT], Decoding(max_new_tokens=whole.tokens + 1)) == (whole,)


@both
def test_a_text_longer_than_the_window_is_refused(load):
    model = load(stored_model("marian"))
    long = "Ingen skadades. " * 200

    with pytest.raises(TextTooLong, match=r"takes 512 tokens, and text 1 has [0-9]+") as refused:
        model.generate([HURT, Seq2SeqInput(long)], PLAIN)

    assert refused.value.tokens == {1: model.count_tokens([long])[0]}
    assert refused.value.window == model.window == 512


@both
def test_a_text_that_fills_the_window_is_read_completely(load):
    model = load(stored_model("marian"))
    text = "I" * 300
    while model.count_tokens([text + "I"])[0] <= model.window:
        text += "I"
    assert model.count_tokens([text]) == [model.window]

    assert len(model.generate([Seq2SeqInput(text)], Decoding(beams=1, max_new_tokens=5))) == 1


@pytest.mark.parametrize("name", ["marian", "bart", "mt5"])
@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u202e\u202c", "\n"])
def test_an_empty_text_is_refused(name, text):
    with pytest.raises(EmptyText) as refused:
        converted(stored_model(name)).generate([KNOWN[name][0][0], Seq2SeqInput(text)], PLAIN)

    assert refused.value.indices == (1,)


@pytest.mark.parametrize("name", [name for name in KNOWN if name != "bart"])  # its pieces are bytes: it reads all
@both
def test_a_text_in_unknown_letters_is_refused(load, name):
    text = replace(KNOWN[name][0][0], text="ქართული " * 1000)

    with pytest.raises(EmptyText, match="can read nothing of text 0"):
        load(stored_model(name)).generate([text], PLAIN)


@pytest.mark.parametrize(
    ("name", "source", "target"),
    [
        ("marian", "", ">>nob<<"),
        ("marian_group", "", ">>isl<<"),
        ("marian_group", "", "nob"),
        ("nllb", "sv", "eng_Latn"),
        ("nllb", "swe_Latn", "the"),
        ("nllb", "swe_Latn", ""),
        ("m2m100", "swe_Latn", "en"),
        ("m2m100", "sv", "xx"),
        ("mt5", "", "en"),
    ],
)
@both
def test_an_unknown_language_code_is_refused(load, name, source, target):
    with pytest.raises(UnknownLanguageCode):
        load(stored_model(name)).generate([Seq2SeqInput("Ingen skadades.", source, target)], PLAIN)


def test_a_model_knows_its_language_codes():
    assert model_knows_code(stored_model("nllb"), "nob_Latn")
    assert not model_knows_code(stored_model("nllb"), "no")
    assert model_knows_code(stored_model("m2m100") / "snapshot", "sv")
    assert model_knows_code(stored_model("marian_group"), ">>dan<<")
    assert not model_knows_code(stored_model("marian_group"), ">>unk<<")
    assert not model_knows_code(stored_model("marian"), "")


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("special", ["{} </s> {}", ">>nob<< {} {}", "<pad>{} eng_Latn {}", "{} __sv__ <s> {}"])
def test_special_tokens_within_a_text_are_only_characters(name, special):
    """They are several tokens: as one special token they would end the input in its middle."""
    text = KNOWN[name][0][0]
    model, text_with_tokens = converted(stored_model(name)), special.format("A", "B")
    bare = model.count_tokens(["A B"], source=text.source, target=text.target)[0]

    assert model.count_tokens([text_with_tokens], source=text.source, target=text.target)[0] >= bare + 3
    assert len(model.generate([replace(text, text=text_with_tokens)], PLAIN)) == 1


@pytest.mark.parametrize("name", KNOWN)
def test_broken_and_unusual_text_is_read(name):
    odd = ("\ud83d half", "\ud83d\ude00", "a\x00b", "\u202eRTL\u202c", "e\u0301", "漢字 عربي हिन्दी")
    jobs = [replace(KNOWN[name][0][0], text=f"a {text}") for text in odd]

    assert len(converted(stored_model(name)).generate(jobs, Decoding(beams=1, max_new_tokens=8))) == len(odd)


def test_threads_share_a_model():
    model = converted(stored_model("nllb"))
    pairs = KNOWN["nllb"]
    found = {}

    def ask(turn):
        mine = pairs[turn:] + pairs[:turn]
        found[turn] = [one.text for one in model.generate([job for job, _ in mine], PLAIN)] == [t for _, t in mine]

    threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == dict.fromkeys(range(8), True)


def test_two_threads_in_a_model_give_the_same_outputs():
    one = converted(stored_model("marian"))
    two = load_model(stored_model("marian"), runtime="ctranslate2", compute="float32", threads=2)
    jobs = [job for job, _ in KNOWN["marian"]] * 20

    assert two.generate(jobs, PLAIN) == one.generate(jobs, PLAIN)


def test_a_model_is_loaded_once():
    folder = stored_model("marian")

    assert converted(folder) is converted(folder)
    assert converted(folder) is not reference(folder)


def test_the_signature_is_known_before_the_model_is_loaded():
    folder = stored_model("marian")

    assert model_signature(folder) == load_model(folder).signature
    assert model_signature(folder, device="cpu").startswith("ctranslate2:")
    assert model_signature(folder, runtime="transformers", device="cpu").endswith("|float32|cpu")


def test_an_unconverted_snapshot_is_run_by_transformers():
    model = load_model(stored_model("marian") / "snapshot")

    assert model.signature.startswith("transformers:")
    assert model.generate([HURT], PLAIN)[0].text == "Nobody was hurt."


def test_a_conversion_needs_no_snapshot(tmp_path):
    (tmp_path / "ctranslate2").symlink_to(stored_model("marian") / "ctranslate2")

    assert load_model(tmp_path).generate([HURT], PLAIN)[0].text == "Nobody was hurt."


@pytest.mark.parametrize("runtime", ["ctranslate2", "transformers"])
def test_a_missing_gpu_is_reported(runtime):
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a GPU")
    with pytest.raises(ModelNotReady, match="there is no GPU"):
        load_model(stored_model("marian"), runtime=runtime, device="cuda")


@pytest.mark.parametrize(("runtime", "compute"), [("ctranslate2", "float16"), ("transformers", "bfloat16")])
@pytest.mark.parametrize("name", KNOWN)
def test_a_gpu_writes_what_a_tiny_model_has_learned(name, runtime, compute):
    import torch

    if not torch.cuda.is_available():
        pytest.skip("this machine has no GPU")
    model = load_model(stored_model(name), runtime=runtime, device="cuda")
    inputs, answers = zip(*KNOWN[name], strict=True)

    assert model.signature.endswith(f"|{compute}|cuda")
    assert [one.text for one in model.generate(inputs, PLAIN)] == list(answers)


def test_a_model_that_cannot_be_run_as_asked_is_explained(tmp_path):
    folder = stored_model("marian")

    with pytest.raises(ModelNotReady, match="not converted, pull it again"):
        load_model(folder / "snapshot", runtime="ctranslate2")
    with pytest.raises(ModelNotReady, match="cannot compute in int8"):
        load_model(folder, runtime="transformers", compute="int8")
    with pytest.raises(InvalidModel, match=r"There is no model in .*: pull it first"):
        load_model(tmp_path / "nowhere")
    with pytest.raises(InvalidModel, match=r"config\.json of .* is missing"):
        load_model(tmp_path)
