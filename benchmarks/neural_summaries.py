"""Speed of a summarising model of the real size, with random weights, on real news articles.

[WIREGLOT_DATA=FOLDER] python -m benchmarks.neural_summaries [--articles N] [--rounds N]      2 minutes on an idle core

Two ways over the same English articles, in turn, round by round, on one thread; what counts is their ratio:
    one      transformers in float32, one generate call an article (on every 4th article: it is slow)
    ours     summarizers.abstractive: paragraphs to sentences by CTranslate2 in int8, all articles in one call
Both write the short summary with the same search: beams, limits and penalties as `decoding_for` sets them for the
article. Random weights seldom end a text, so both write up to the limit. Nothing here measures quality, and what
checks the sentences afterwards (summarizers.abstractive.review) takes milliseconds beside this.
"""

import argparse
import gzip
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from wireglot.articles.sentences import split_sentences
from wireglot.models import StoredModel, convert_snapshot, load_model
from wireglot.summarizers.engines import seq2seq

ROOT = Path(__file__).parent.parent
VOCABULARY = 50_264  # of distilbart-cnn-12-6, as its 12 and 6 layers, 1,024 wide, are
LONGEST = 700  # words of an article: below the window of 1,024 tokens, so that both ways read the same
EVERY = 4

Article = tuple[tuple[str, ...], ...]
Way = Callable[[Sequence[Article]], None]


def news(count: int) -> list[Article]:
    """English articles of WIREGLOT_DATA, else of the samples, again and again until there are enough."""
    folder = os.environ.get("WIREGLOT_DATA")
    if folder:
        with gzip.open(Path(folder) / "summaries" / "en_cnndm.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
    else:
        texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "samples").glob("en-*.txt"))]
    fitting = [text for text in texts if len(text.split()) <= LONGEST]
    found = [tuple(split_sentences(line) for line in text.splitlines() if line.strip()) for text in fitting]
    return [found[index % len(found)] for index in range(count)]


def distilbart_size(folder: Path, articles: Sequence[Article]) -> seq2seq.Checkpoint:
    """distilbart-cnn-12-6: 306 M weights. The tokenizer knows these articles; its vocabulary is filled up."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration
    from transformers.utils import logging

    snapshot = folder / "snapshot"
    snapshot.mkdir(parents=True)
    _write_tokens(snapshot, articles)
    config = BartConfig(
        vocab_size=VOCABULARY,
        encoder_layers=12,
        decoder_layers=6,
        max_position_embeddings=1024,
        architectures=["BartForConditionalGeneration"],
        **{"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2},
    )
    logging.disable_progress_bar()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    BartForConditionalGeneration(config).save_pretrained(snapshot)
    convert_snapshot(snapshot, folder / "ctranslate2")
    stored_model = StoredModel("distilbart size, 306 M", "0" * 40, folder, "bart", "none", 0)
    return seq2seq.Checkpoint(stored_model, 1024, "several", 2.0)


def one_by_one(model: seq2seq.Model) -> Way:
    """What most programs do: a generate call for each article."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, GenerationConfig

    snapshot = model.checkpoint.model.folder / "snapshot"
    loaded: Any = AutoModelForSeq2SeqLM.from_pretrained(snapshot, dtype=torch.float32).eval()
    tokenizer: Any = AutoTokenizer.from_pretrained(snapshot)
    ends = {"decoder_start_token_id": 2, "bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2}

    def way(articles: Sequence[Article]) -> None:
        for article in articles:
            text = seq2seq.input_text(article, "en")
            how = model.decoding(seq2seq.Question(article, "en", "short"), text)
            assert how
            settings: Any = GenerationConfig(
                num_beams=how.beams,
                max_new_tokens=how.max_new_tokens,
                min_new_tokens=how.max_new_tokens,
                no_repeat_ngram_size=how.no_repeat_ngram,
                length_penalty=how.length_penalty,
                **ends,
            )
            with torch.inference_mode():
                written = loaded.generate(**tokenizer([text], return_tensors="pt"), generation_config=settings)
            tokenizer.batch_decode(written, skip_special_tokens=True)

    return way


def ours(model: seq2seq.Model) -> Way:
    """Article to sentences, by the call that the engine makes."""

    def way(articles: Sequence[Article]) -> None:
        model.answer([seq2seq.Question(article, "en", "short") for article in articles])

    return way


def compare(model: seq2seq.Model, articles: Sequence[Article], rounds: int) -> None:
    ways = {"one": (one_by_one(model), articles[::EVERY]), "ours": (ours(model), articles)}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (way, some) in ways.items():
            started = time.perf_counter()
            way(some)
            found[name].append(60 * len(some) / (time.perf_counter() - started))
    print("| way | articles a minute | x one | rounds |\n|---|---|---|---|")
    for name, rates in found.items():
        ratio = median(a / b for a, b in zip(rates, found["one"], strict=True))
        print(f"| {name} | {median(rates):.1f} | {ratio:.1f} | {' '.join(f'{rate:.1f}' for rate in rates)} |")


def _write_tokens(snapshot: Path, articles: Sequence[Article]) -> None:
    from tokenizers import ByteLevelBPETokenizer

    trainer = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    texts = [seq2seq.input_text(article, "en") for article in articles]
    trainer.train_from_iterator(texts, vocab_size=8000, special_tokens=special, show_progress=False)
    trainer.save_model(str(snapshot))
    file = snapshot / "vocab.json"
    known = json.loads(file.read_bytes())
    known |= {f"filler{number}": number for number in range(len(known), VOCABULARY)}
    file.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    (snapshot / "tokenizer_config.json").write_text('{"model_max_length": 1024}', encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    articles = news(asked.articles)
    with tempfile.TemporaryDirectory() as folder:
        checkpoint = distilbart_size(Path(folder), articles)
        runtime = load_model(checkpoint.model.folder, device="cpu")
        size = sum(runtime.count_tokens([seq2seq.input_text(article, "en") for article in articles])) // len(articles)
        print(f"{checkpoint.model.id}: {len(articles)} articles of {size} tokens; {runtime.signature}")
        compare(seq2seq.Model(checkpoint, runtime), articles, asked.rounds)


if __name__ == "__main__":
    main()
