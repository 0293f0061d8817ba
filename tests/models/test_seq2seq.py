"""Both back ends say the same, word by word, in every family and manner of search; nothing is cut in silence."""

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
    Seq2SeqOutput,
    TextTooLong,
    UnknownLanguageCode,
    load_model,
    model_knows_code,
    model_signature,
)
from wireglot.models.seq2seq import BUDGET

pytestmark = pytest.mark.process  # trains and converts models

PLAIN = Decoding(max_new_tokens=60)
# Words that the models have never read: their answers are noise, and the noise must be the same.
STRANGE = (
    "Polisen utreder olyckan i Sandhamn och 38 miljoner.",
    "hektar brandmän kritiken avvisar hoppas, Two Färja!",
    "Xylofonen quizzade 99 gånger 漢字.",
)
SEARCHES = {
    "greedy": Decoding(beams=1, max_new_tokens=60),
    "beam": Decoding(beams=4, max_new_tokens=60),
    "cut": Decoding(beams=4, max_new_tokens=5),
    "cut greedy": Decoding(beams=1, max_new_tokens=5),
    "long": Decoding(beams=4, max_new_tokens=60, min_new_tokens=30),
    "no repeats": Decoding(beams=4, max_new_tokens=60, no_repeat_ngram=3),
    "penalty": Decoding(beams=1, max_new_tokens=60, repetition_penalty=1.3),
    "short": Decoding(beams=4, max_new_tokens=60, length_penalty=0.3),
    "wide": Decoding(beams=6, max_new_tokens=60, length_penalty=2.0),
}


def jobs_of(name):
    """What the tiny model knows, and what it does not."""
    known = [job for job, _ in KNOWN[name]]
    return [*known, *(replace(known[0], text=text) for text in STRANGE)]


def converted(folder):
    return load_model(folder, runtime="ctranslate2", compute="float32")


def reference(folder):
    return load_model(folder, runtime="transformers")


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("search", SEARCHES)
def test_both_back_ends_write_the_same(name, search):
    jobs, decoding = jobs_of(name), SEARCHES[search]

    assert converted(stored_model(name)).generate(jobs, decoding) == reference(stored_model(name)).generate(
        jobs, decoding
    )


@pytest.mark.parametrize("beams", [1, 4])
@pytest.mark.parametrize("name", KNOWN)
def test_a_tiny_model_says_what_it_has_learned(name, beams):
    jobs, told = zip(*KNOWN[name], strict=True)

    written = converted(stored_model(name)).generate(jobs, Decoding(beams=beams, max_new_tokens=60))

    assert [one.text for one in written] == list(told)
    assert all(one.finished for one in written)


@pytest.mark.parametrize("name", KNOWN)
def test_both_back_ends_count_the_same_tokens(name):
    jobs = jobs_of(name)
    one = jobs[0]
    texts = [job.text for job in jobs]
    codes = {"source": one.source, "target": one.target}

    counts = converted(stored_model(name)).count_tokens(texts, **codes)

    assert counts == reference(stored_model(name)).count_tokens(texts, **codes)
    assert all(count > 1 for count in counts)


def test_alone_and_in_a_batch_a_text_is_told_alike():
    runtime = converted(stored_model("marian"))
    jobs = jobs_of("marian")

    assert runtime.generate(jobs, PLAIN) == tuple(runtime.generate([job], PLAIN)[0] for job in jobs)


def test_many_batches_come_back_in_order():
    runtime = converted(stored_model("marian"))
    pairs = KNOWN["marian"] * 40
    assert sum(runtime.count_tokens([job.text for job, _ in pairs])) > 3 * BUDGET["cpu"] // PLAIN.beams

    assert [one.text for one in runtime.generate([job for job, _ in pairs], PLAIN)] == [told for _, told in pairs]


def test_several_target_languages_go_in_one_asking():
    for name in ("marian_group", "nllb", "m2m100"):
        jobs, told = zip(*reversed(KNOWN[name]), strict=True)

        assert [one.text for one in converted(stored_model(name)).generate(jobs, PLAIN)] == list(told)


@pytest.mark.parametrize("open_it", [converted, reference])
def test_a_text_cut_off_by_the_limit_is_not_passed_off_as_whole(open_it):
    cut = open_it(stored_model("marian")).generate([Seq2SeqInput("Ingen skadades.")], Decoding(max_new_tokens=3))

    assert cut[0].tokens == 3
    assert not cut[0].finished


@pytest.mark.parametrize("open_it", [converted, reference])
def test_the_limit_that_is_just_enough_is_enough(open_it):
    runtime = open_it(stored_model("marian"))
    whole = runtime.generate([Seq2SeqInput("Ingen skadades.")], PLAIN)[0]

    assert runtime.generate([Seq2SeqInput("Ingen skadades.")], Decoding(max_new_tokens=whole.tokens + 1)) == (whole,)


@pytest.mark.parametrize("open_it", [converted, reference])
def test_a_text_beyond_the_window_is_refused_with_its_length(open_it):
    runtime = open_it(stored_model("marian"))
    long = "Ingen skadades. " * 200

    with pytest.raises(TextTooLong, match=r"takes 512 tokens, and text 1 has [0-9]+") as refused:
        runtime.generate([Seq2SeqInput("Ingen skadades."), Seq2SeqInput(long)], PLAIN)

    assert refused.value.tokens == {1: runtime.count_tokens([long])[0]}
    assert refused.value.window == runtime.window == 512


@pytest.mark.parametrize("open_it", [converted, reference])
def test_a_text_that_just_fills_the_window_is_read_whole(open_it):
    runtime = open_it(stored_model("marian"))
    text = "I" * 300
    while runtime.count_tokens([text + "I"])[0] <= runtime.window:
        text += "I"
    assert runtime.count_tokens([text]) == [runtime.window]

    assert len(runtime.generate([Seq2SeqInput(text)], Decoding(beams=1, max_new_tokens=5))) == 1


@pytest.mark.parametrize("name", ["marian", "bart", "mt5"])
@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u202e\u202c", "\n"])
def test_an_empty_text_never_reaches_a_model(name, text):
    with pytest.raises(EmptyText) as refused:
        converted(stored_model(name)).generate([KNOWN[name][0][0], Seq2SeqInput(text)], PLAIN)

    assert refused.value.indices == (1,)


@pytest.mark.parametrize("name", [name for name in KNOWN if name != "bart"])  # its pieces are bytes: it reads all
@pytest.mark.parametrize("open_it", [converted, reference])
def test_a_text_in_letters_that_a_model_lacks_is_refused_however_long(open_it, name):
    text = replace(KNOWN[name][0][0], text="ქართული " * 1000)

    with pytest.raises(EmptyText, match="can read nothing of text 0"):
        open_it(stored_model(name)).generate([text], PLAIN)


@pytest.mark.parametrize("name", KNOWN)
def test_a_megabyte_without_a_full_stop_is_refused(name):
    with pytest.raises(TextTooLong):
        converted(stored_model(name)).generate([replace(KNOWN[name][0][0], text="a" * 1_000_000)], PLAIN)


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
@pytest.mark.parametrize("open_it", [converted, reference])
def test_a_code_that_is_not_known_is_refused_at_asking(open_it, name, source, target):
    with pytest.raises(UnknownLanguageCode):
        open_it(stored_model(name)).generate([Seq2SeqInput("Ingen skadades.", source, target)], PLAIN)


def test_a_model_says_which_codes_it_knows():
    assert model_knows_code(stored_model("nllb"), "nob_Latn")
    assert not model_knows_code(stored_model("nllb"), "no")
    assert model_knows_code(stored_model("m2m100") / "snapshot", "sv")
    assert converted(stored_model("marian_group")).knows_code(">>dan<<")
    assert not converted(stored_model("marian_group")).knows_code(">>unk<<")
    assert not converted(stored_model("marian")).knows_code("")


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("order", ["{} </s> {}", ">>nob<< {} {}", "<pad>{} eng_Latn {}", "{} __sv__ <s> {}"])
def test_orders_to_the_model_within_a_text_are_only_characters(name, order):
    """Read as more pieces than the text alone: were it one special token, a row would have an end in its middle."""
    text = KNOWN[name][0][0]
    runtime, said = converted(stored_model(name)), order.format("A", "B")
    bare = runtime.count_tokens(["A B"], source=text.source, target=text.target)[0]

    assert runtime.count_tokens([said], source=text.source, target=text.target)[0] >= bare + 3
    assert len(runtime.generate([replace(text, text=said)], PLAIN)) == 1


@pytest.mark.parametrize("name", KNOWN)
def test_broken_and_odd_text_is_read(name):
    odd = ("\ud83d half", "\ud83d\ude00", "a\x00b", "\u202eRTL\u202c", "e\u0301", "漢字 عربي हिन्दी")
    jobs = [replace(KNOWN[name][0][0], text=f"a {text}") for text in odd]

    assert len(converted(stored_model(name)).generate(jobs, Decoding(beams=1, max_new_tokens=8))) == len(odd)


def test_no_jobs_need_no_words():
    assert converted(stored_model("marian")).generate([], PLAIN) == ()


def test_threads_share_a_model():
    runtime = converted(stored_model("nllb"))
    pairs = KNOWN["nllb"]
    found = {}

    def ask(turn):
        mine = pairs[turn:] + pairs[:turn]
        found[turn] = [one.text for one in runtime.generate([job for job, _ in mine], PLAIN)] == [t for _, t in mine]

    threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == dict.fromkeys(range(8), True)


def test_two_threads_in_a_model_write_the_same():
    one = converted(stored_model("marian"))
    two = load_model(stored_model("marian"), runtime="ctranslate2", compute="float32", threads=2)
    jobs = jobs_of("marian") * 20

    assert two.generate(jobs, PLAIN) == one.generate(jobs, PLAIN)


def test_a_model_is_loaded_once_and_a_few_are_kept():
    folder = stored_model("marian")

    assert converted(folder) is converted(folder)
    assert converted(folder) is not reference(folder)


def test_eight_bits_write_what_a_tiny_model_has_learned():
    runtime = load_model(stored_model("marian"))

    assert "|int8" in runtime.signature
    assert runtime.generate([Seq2SeqInput("Ingen skadades.")], PLAIN) == (
        Seq2SeqOutput("Nobody was hurt.", 13, finished=True),
    )


def test_the_signature_is_known_before_the_model_is_loaded():
    folder = stored_model("marian")

    assert model_signature(folder) == load_model(folder).signature
    assert model_signature(folder, device="cpu").startswith("ctranslate2:")
    assert model_signature(folder, runtime="transformers", device="cpu").endswith("|float32|cpu")


def test_a_snapshot_that_is_not_converted_is_run_by_transformers():
    runtime = load_model(stored_model("marian") / "snapshot")

    assert runtime.signature.startswith("transformers:")
    assert runtime.generate([Seq2SeqInput("Ingen skadades.")], PLAIN)[0].text == "Nobody was hurt."


def test_a_conversion_needs_no_snapshot(tmp_path):
    (tmp_path / "ctranslate2").symlink_to(stored_model("marian") / "ctranslate2")

    assert load_model(tmp_path).generate([Seq2SeqInput("Ingen skadades.")], PLAIN)[0].text == "Nobody was hurt."


@pytest.mark.parametrize("runtime_name", ["ctranslate2", "transformers"])
def test_a_gpu_that_is_not_there_is_told(runtime_name):
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a GPU")
    with pytest.raises(ModelNotReady, match="there is no GPU"):
        load_model(stored_model("marian"), runtime=runtime_name, device="cuda")


@pytest.mark.parametrize(("runtime_name", "compute"), [("ctranslate2", "float16"), ("transformers", "bfloat16")])
@pytest.mark.parametrize("name", KNOWN)
def test_a_gpu_writes_what_a_tiny_model_has_learned(name, runtime_name, compute):
    import torch

    if not torch.cuda.is_available():
        pytest.skip("this machine has no GPU")
    runtime = load_model(stored_model(name), runtime=runtime_name, device="cuda")
    jobs, told = zip(*KNOWN[name], strict=True)

    assert runtime.signature.endswith(f"|{compute}|cuda")
    assert [one.text for one in runtime.generate(jobs, PLAIN)] == list(told)


def test_what_cannot_be_run_as_asked_is_told(tmp_path):
    folder = stored_model("marian")

    with pytest.raises(ModelNotReady, match="not converted, pull it again"):
        load_model(folder / "snapshot", runtime="ctranslate2")
    with pytest.raises(ModelNotReady, match="cannot compute in int8"):
        load_model(folder, runtime="transformers", compute="int8")
    with pytest.raises(InvalidModel, match=r"There is no model in .*: pull it first"):
        load_model(tmp_path / "nowhere")
    with pytest.raises(InvalidModel, match=r"config\.json of .* is missing"):
        load_model(tmp_path)
