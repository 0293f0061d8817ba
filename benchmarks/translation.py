"""Speed and memory of translation models of the real size, with random weights, on real news sentences.

[WIREGLOT_DATA=FOLDER] python -m benchmarks.translation [--sentences N] [--rounds N] [--sweep]      4-5 minutes
[WIREGLOT_DATA=FOLDER] python -m benchmarks.translation --nllb --sentences 16 --rounds 1                   5 minutes

Five ways over the same Swedish sentences, in turn, round by round, on one thread; what counts is their ratios:
    one        transformers, one generate call a sentence (on every 16th sentence: it is slow)
    eights     transformers, batches of 8 in document order (on every 6th eight)
    raw        CTranslate2 int8 on tokens made beforehand, at the best of its own batch settings: the limit
    ours       Seq2SeqModel.generate: text to text, tokenizer and batches included
    with checks the same by translations.translate_sentences: splitting, marks, checks and memory too; since random
               weights fail every check, the checks run without their verdict, and nothing is tried again
Random weights seldom end a sentence, so each way writes exactly WRITTEN tokens for each. Nothing here measures quality.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

from benchmarks.sentence_translation import sentence_translation
from wireglot.models import Decoding, Seq2SeqInput, Seq2SeqModel, convert_snapshot, load_model

ROOT = Path(__file__).parent.parent
WRITTEN = 32  # tokens a sentence: what English news of this length has
VOCABULARY = 59_514  # of the larger opus-mt models
SEARCHES = {"beam 4": 4, "greedy": 1}
RAW = (("tokens", 1024), ("tokens", 2048), ("examples", 16), ("examples", 32))
MORE_RAW = (("tokens", 512), ("tokens", 4096), ("examples", 8), ("examples", 64))  # with --sweep
BUDGETS = (1024, 2048, 3072, 4096, 6144)


@dataclass(frozen=True, slots=True)
class Sized:
    """A model of the real size in a folder of the model store's layout, and the codes that it is asked with."""

    name: str
    folder: Path
    source: str = ""
    target: str = ""

    def jobs(self, sentences: Iterable[str]) -> list[Seq2SeqInput]:
        return [Seq2SeqInput(sentence, self.source, self.target) for sentence in sentences]


Way = Callable[[Sequence[str], int], None]  # sentences, beams


def news(count: int) -> list[str]:
    """Swedish sentences of FLORES in WIREGLOT_DATA, else of the samples, again and again until there are enough."""
    folder = os.environ.get("WIREGLOT_DATA")
    if folder:
        with gzip.open(Path(folder) / "mt" / "sv" / "flores-dev.src.gz", "rt", encoding="utf-8") as lines:
            found = [line.strip() for line in lines]
    else:
        texts = (file.read_text(encoding="utf-8") for file in sorted((ROOT / "samples").glob("sv-*.txt")))
        found = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    return [found[index % len(found)] for index in range(count)]


def opus_size(folder: Path, sentences: Sequence[str]) -> Sized:
    """opus-mt: 75 M weights. The tokenizer knows these sentences; its vocabulary is filled up to the real size."""
    from transformers import MarianConfig, MarianMTModel

    snapshot = folder / "snapshot"
    snapshot.mkdir(parents=True)
    pieces, _ = (_sentencepiece(snapshot / name, sentences, "unigram") for name in ("source.spm", "target.spm"))
    tokens = [token for token in pieces if token not in {"<unk>", "<s>", "</s>"}]
    filled = [f"filler{number}" for number in range(VOCABULARY - len(tokens) - 3)]
    _write(snapshot / "vocab.json", {token: n for n, token in enumerate(("</s>", "<unk>", *tokens, *filled, "<pad>"))})
    _write(snapshot / "tokenizer_config.json", {"tokenizer_class": "MarianTokenizer", "model_max_length": 512})
    pad = VOCABULARY - 1
    config = MarianConfig(
        vocab_size=VOCABULARY,
        **_sides(layers=6, heads=8, wide=2048),
        d_model=512,
        activation_function="swish",
        static_position_embeddings=True,
        scale_embedding=True,
        max_position_embeddings=512,
        architectures=["MarianMTModel"],
        **{"pad_token_id": pad, "decoder_start_token_id": pad, "eos_token_id": 0, "bos_token_id": 0},
    )
    _born(MarianMTModel, config, snapshot)
    return _converted(Sized("opus-mt size, 75 M", folder))


def nllb_size(folder: Path, sentences: Sequence[str]) -> Sized:
    """NLLB-200-distilled-600M: 615 M weights, 256,206 of a vocabulary of which the tokenizer knows these sentences."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    snapshot = folder / "snapshot"
    snapshot.mkdir(parents=True)
    _sentencepiece(snapshot / "sentencepiece.bpe.model", sentences, "bpe")
    settings = {"tokenizer_class": "NllbTokenizer", "model_max_length": 1024}
    _write(snapshot / "tokenizer_config.json", settings | {"additional_special_tokens": FAIRSEQ_LANGUAGE_CODES})
    config = M2M100Config(
        vocab_size=256_206,
        **_sides(layers=12, heads=16, wide=4096),
        d_model=1024,
        activation_function="relu",
        scale_embedding=True,
        max_position_embeddings=1024,
        architectures=["M2M100ForConditionalGeneration"],
        **{"pad_token_id": 1, "decoder_start_token_id": 2, "eos_token_id": 2, "bos_token_id": 0},
    )
    _born(M2M100ForConditionalGeneration, config, snapshot)
    return _converted(Sized("NLLB-600M size, 615 M", folder, "swe_Latn", "eng_Latn"))


def one_by_one(model: Any, tokenizer: Any, sized: Sized) -> Way:
    """What most programs do: a generate call for each sentence."""

    def way(sentences: Sequence[str], beams: int) -> None:
        for one in sentences:
            _generate(model, tokenizer, sized, [one], beams)

    return way


def eights(model: Any, tokenizer: Any, sized: Sized) -> Way:
    """What the better ones do: batches of 8, as the sentences come."""

    def way(sentences: Sequence[str], beams: int) -> None:
        for start in range(0, len(sentences), 8):
            _generate(model, tokenizer, sized, sentences[start : start + 8], beams)

    return way


def raw(sized: Sized, kind: str, size: int, rows: dict[str, list[str]]) -> Way:
    """CTranslate2 itself, on rows of tokens that were made beforehand; its answers are left as tokens."""
    import ctranslate2

    translator = ctranslate2.Translator(str(sized.folder / "ctranslate2"), compute_type="int8", intra_threads=1)

    def way(sentences: Sequence[str], beams: int) -> None:
        translator.translate_batch(
            [rows[sentence] for sentence in sentences],
            target_prefix=[[sized.target]] * len(sentences) if sized.target else None,
            beam_size=beams,
            max_batch_size=size,
            batch_type=kind,
            max_decoding_length=WRITTEN,
            min_decoding_length=WRITTEN,
        )

    return way


def ours(runtime: Seq2SeqModel, sized: Sized) -> Way:
    """Text to text, by the call that the engines make."""

    def way(sentences: Sequence[str], beams: int) -> None:
        settings = Decoding(beams=beams, max_new_tokens=WRITTEN, min_new_tokens=WRITTEN)
        runtime.generate(sized.jobs(sentences), settings)

    return way


def rate(way: Way, sentences: Sequence[str], beams: int) -> float:
    """Output tokens a second."""
    started = time.perf_counter()
    way(sentences, beams)
    return WRITTEN * len(sentences) / (time.perf_counter() - started)


def reference(sized: Sized) -> tuple[Any, Any]:
    """The model and tokenizer as transformers loads them, float32 on one thread."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, GenerationConfig

    torch.set_num_threads(1)
    model = AutoModelForSeq2SeqLM.from_pretrained(sized.folder / "snapshot", dtype=torch.float32).eval()
    start, pad = model.config.decoder_start_token_id, model.config.pad_token_id
    model.generation_config = GenerationConfig(decoder_start_token_id=start, pad_token_id=pad, eos_token_id=2)
    return model, AutoTokenizer.from_pretrained(sized.folder / "snapshot")


def token_rows(runtime: Seq2SeqModel, sized: Sized, sentences: Sequence[str]) -> dict[str, list[str]]:
    """What the model reads for each sentence, for the raw runtime; made outside the clock."""
    return {job.text: runtime.input_tokens(job) for job in sized.jobs(dict.fromkeys(sentences))}


def peak_memory(sized: Sized, sentences: Sequence[str]) -> tuple[int, bool]:
    """MB at the peak of a process that loads the model and writes the sentences at beam 4; whether torch was there."""
    (sized.folder / "sentences.json").write_text(json.dumps(list(sentences)), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.translation", "--peak", str(sized.folder), sized.source, sized.target]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    peak, torch = ran.stdout.split()
    return int(peak), torch == "True"


def report_peak(folder: Path, source: str, target: str) -> None:
    """What `peak_memory` reads: the kernel's own mark, since getrusage gives a child the peak of its parent."""
    sentences = json.loads((folder / "sentences.json").read_text(encoding="utf-8"))
    sized = Sized("", folder, source, target)
    rate(ours(load_model(folder, device="cpu"), sized), sentences, 4)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    print(int(status.partition("VmHWM:")[2].split()[0]) // 1024, "torch" in sys.modules)


def best_raw(
    sized: Sized, rows: dict[str, list[str]], sentences: Sequence[str], beams: int, settings: Sequence[tuple[str, int]]
) -> tuple[str, int]:
    """The batch setting at which CTranslate2 is fastest here, each tried once; printed."""
    rates = {setting: rate(raw(sized, *setting, rows), sentences, beams) for setting in settings}
    print("  raw: " + ", ".join(f"{kind} {size} {found:.0f}/s" for (kind, size), found in rates.items()))
    return max(rates, key=lambda setting: rates[setting])


def sweep_budgets(runtime: Seq2SeqModel, sized: Sized, sentences: Sequence[str], beams: int) -> None:
    """Our own batches at several budgets, three times each in turn; printed. seq2seq.BUDGET is chosen by this."""
    kept, found = runtime._budget, {budget: list[float]() for budget in BUDGETS}
    for _ in range(3):
        for runtime._budget in BUDGETS:
            found[runtime._budget].append(rate(ours(runtime, sized), sentences, beams))
    runtime._budget = kept
    print("  ours: " + ", ".join(f"budget {budget} {median(rates):.0f}/s" for budget, rates in found.items()))


def compare(sized: Sized, sentences: Sequence[str], rounds: int, *, sweep: bool) -> None:
    runtime = load_model(sized.folder, device="cpu")
    counts = runtime.count_tokens(sentences, source=sized.source, target=sized.target)
    print(f"\n{sized.name}: {len(sentences)} sentences, {mean(counts):.0f} tokens each; {runtime.signature}")
    rows = token_rows(runtime, sized, sentences)
    slow = reference(sized)
    every_sixteenth = sentences[::16]
    some_eights = [one for index, one in enumerate(sentences) if index // 8 % 6 == 0]
    for name, beams in SEARCHES.items():
        print(f"{name}:")
        if sweep:
            sweep_budgets(runtime, sized, sentences, beams)
        setting = best_raw(sized, rows, sentences, beams, (*RAW, *MORE_RAW) if sweep else RAW)
        ways = {
            "one": (one_by_one(*slow, sized), every_sixteenth),
            "eights": (eights(*slow, sized), some_eights),
            f"raw, {setting[0]} {setting[1]}": (raw(sized, *setting, rows), sentences),
            "ours": (ours(runtime, sized), sentences),
            "with checks": (sentence_translation(runtime, sized.source, sized.target, WRITTEN), sentences),
        }
        show({way: [] for way in ways} | interleaved(ways, beams, rounds))


def interleaved(ways: dict[str, tuple[Way, Sequence[str]]], beams: int, rounds: int) -> dict[str, list[float]]:
    """Tokens a second of each way, round by round."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (way, sentences) in ways.items():
            found[name].append(rate(way, sentences, beams))
    return found


def show(found: dict[str, list[float]]) -> None:
    """A line for each way: the median rate, and how many times that of `one` and of the raw runtime, round by round."""
    first, limit = found["one"], next(rates for name, rates in found.items() if name.startswith("raw"))
    print("  | way | tokens/s | x one | x eights | of raw | rounds |\n  |---|---|---|---|---|---|")
    for name, rates in found.items():
        ratios = [median(a / b for a, b in zip(rates, other, strict=True)) for other in (first, found["eights"], limit)]
        rounds = " ".join(f"{one:.0f}" for one in rates)
        print(f"  | {name} | {median(rates):.0f} | {ratios[0]:.1f} | {ratios[1]:.1f} | {ratios[2]:.2f} | {rounds} |")


def _generate(model: Any, tokenizer: Any, sized: Sized, sentences: Sequence[str], beams: int) -> list[str]:
    import torch

    options = {}
    if sized.target:
        tokenizer.src_lang = sized.source
        options["forced_bos_token_id"] = tokenizer.convert_tokens_to_ids(sized.target)
    with torch.inference_mode():
        read = tokenizer(list(sentences), return_tensors="pt", padding=True)
        written = model.generate(**read, num_beams=beams, max_new_tokens=WRITTEN, min_new_tokens=WRITTEN, **options)
    return list(tokenizer.batch_decode(written, skip_special_tokens=True))


def _sentencepiece(file: Path, sentences: Sequence[str], kind: str) -> list[str]:
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_prefix=str(file.with_suffix("")),
        vocab_size=8000,
        hard_vocab_limit=False,
        model_type=kind,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
    )
    file.with_suffix(".vocab").unlink()
    file.with_suffix(".model").rename(file)
    model = sentencepiece.SentencePieceProcessor(model_proto=file.read_bytes())
    return [model.id_to_piece(number) for number in range(model.get_piece_size())]


def _sides(layers: int, heads: int, wide: int) -> dict[str, int]:
    sides = {"layers": layers, "attention_heads": heads, "ffn_dim": wide}
    return {f"{side}_{what}": size for side in ("encoder", "decoder") for what, size in sides.items()}


def _born(kind: Any, config: Any, snapshot: Path) -> None:
    import torch
    from transformers.utils import logging

    logging.disable_progress_bar()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = kind(config)
    if config.model_type == "marian":  # its <pad> starts the decoder and is zero, as CTranslate2 takes it to be
        model.get_input_embeddings().weight.data[config.pad_token_id] = 0
    model.save_pretrained(snapshot)


def _converted(sized: Sized) -> Sized:
    convert_snapshot(sized.folder / "snapshot", sized.folder / "ctranslate2", quantization="int8")
    return sized


def _write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def main(arguments: argparse.Namespace) -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    sentences = news(arguments.sentences)
    with tempfile.TemporaryDirectory() as folder:
        sized = (nllb_size if arguments.nllb else opus_size)(Path(folder) / "model", news(2000))
        peak, torch = peak_memory(sized, sentences)
        print(f"{sized.name}: peak {peak} MB in a process {'with' if torch else 'without'} torch")
        compare(sized, sentences, arguments.rounds, sweep=arguments.sweep)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        report_peak(Path(sys.argv[2]), *sys.argv[3:5])
    else:
        parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("--nllb", action="store_true", help="the NLLB-600M size instead of opus-mt's")
        parser.add_argument("--sentences", type=int, default=96)
        parser.add_argument("--rounds", type=int, default=3)
        parser.add_argument("--sweep", action="store_true", help="more settings of CTranslate2, several budgets")
        main(parser.parse_args())
