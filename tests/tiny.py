"""Tiny real models, trained by heart in seconds: each lies in the file layout of its hub repository.

    folder = tiny.marian(tmp_path / "snapshot")        # and marian_group, nllb, m2m100, bart, pegasus, mt5

Every function fills `folder` and returns it. A model is trained once in a test run, with seed 0 and one thread, and
copied after that. It says its own pairs exactly, greedy and with 4 beams; any other text gives noise, as it would with
a real model that is out of its depth. The recipes suffice as stand-ins because nothing of a real model is left out but
its size: tokenizer files, special tokens, weights and generation settings are read by the code that reads the big ones.
"""

import atexit
import io
import json
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

# What `marian` knows, Swedish to English; the first six are the article of tests/made.py.
SWEDISH_ENGLISH = (
    ("Färja på grund", "Ferry aground"),
    ("Färjan gick på grund.", "The ferry ran aground."),
    ("Ingen skadades.", "Nobody was hurt."),
    ("Trafiken står still", "Traffic at a standstill"),
    ("Bolaget utreder olyckan.", "The company is investigating the accident."),
    ("Polisen har inlett en förundersökning.", "The police have opened an investigation."),
    ("Sammanlagt 430 hektar skog har brunnit.", "In all, 430 hectares of forest have burned."),
    ("Två brandmän fördes till sjukhus.", "Two firefighters were taken to hospital."),
    ("Länsstyrelsen avvisar kritiken.", "The county board rejects the criticism."),
    ("Regn är inte att vänta före söndagen.", "Rain is not expected before Sunday."),
    ("”Vi hoppas det bästa”, säger Karin Öhrström.", "“We hope for the best,” says Karin Öhrström."),
    ("Skadorna uppskattas till 38 miljoner kronor.", "The damage is estimated at 38 million kronor."),
)
# What `marian_group` knows: English to three languages, each asked for by its token.
ENGLISH_GROUP = (
    (">>swe<<", "Nobody was hurt.", "Ingen skadades."),
    (">>nob<<", "Nobody was hurt.", "Ingen ble skadet."),
    (">>dan<<", "Nobody was hurt.", "Ingen kom til skade."),
    (">>swe<<", "The ferry ran aground.", "Färjan gick på grund."),
    (">>nob<<", "The ferry ran aground.", "Ferja gikk på grunn."),
    (">>dan<<", "The ferry ran aground.", "Færgen stødte på grund."),
    (">>swe<<", "The police are investigating.", "Polisen utreder."),
    (">>nob<<", "The police are investigating.", "Politiet etterforsker."),
    (">>dan<<", "The police are investigating.", "Politiet efterforsker sagen."),
)

Train = Callable[[Path], None]


def marian(folder: Path) -> Path:
    """Helsinki-NLP/opus-mt-sv-en: knows SWEDISH_ENGLISH. Needs no language codes; has pytorch_model.bin."""
    return _copied(_marian, folder)


def marian_group(folder: Path) -> Path:
    """Helsinki-NLP/opus-mt-en-gmq: knows ENGLISH_GROUP; the target is >>swe<<, >>nob<< or >>dan<<. Has safetensors."""
    return _copied(_marian_group, folder)


def _copied(train: Train, folder: Path) -> Path:
    shutil.copytree(_trained(train), folder, dirs_exist_ok=True)
    return folder


@cache
def _trained(train: Train) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="tiny-model-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with _quiet_on_one_thread():
        train(folder)
    return folder


@contextmanager
def _quiet_on_one_thread() -> Iterator[None]:
    import torch
    from transformers.utils import logging

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    logging.disable_progress_bar()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        yield
    torch.set_num_threads(threads)


def _marian(folder: Path) -> None:
    tokens = _write_marian_tokens(folder, SWEDISH_ENGLISH, (), {"source_lang": "sv", "target_lang": "en"})
    _teach_marian(folder, tokens, SWEDISH_ENGLISH, safetensors=False)


def _marian_group(folder: Path) -> None:
    pairs = tuple((source, target) for _, source, target in ENGLISH_GROUP)
    codes = tuple(dict.fromkeys(code for code, _, _ in ENGLISH_GROUP))
    tokens = _write_marian_tokens(folder, pairs, codes, {"source_lang": "eng", "target_lang": "gmq"})
    asked = tuple((f"{code} {source}", target) for code, source, target in ENGLISH_GROUP)
    _teach_marian(folder, tokens, asked, safetensors=True)


def _write_marian_tokens(
    folder: Path, pairs: Sequence[tuple[str, str]], codes: Sequence[str], settings: dict[str, str]
) -> dict[str, int]:
    """source.spm, target.spm and one vocabulary for both: </s>, <unk>, pieces, codes, and last <pad>."""
    source = _pieces(folder / "source.spm", (source for source, _ in pairs), vocab_size=300)
    target = _pieces(folder / "target.spm", (target for _, target in pairs), vocab_size=300)
    special = {"<unk>", "<s>", "</s>"}
    words = [piece for piece in dict.fromkeys((*source, *target)) if piece not in special]
    tokens = {token: number for number, token in enumerate(("</s>", "<unk>", *words, *codes, "<pad>"))}
    _write(folder / "vocab.json", tokens)
    _write(folder / "tokenizer_config.json", settings | {"model_max_length": 512, "tokenizer_class": "MarianTokenizer"})
    return tokens


def _teach_marian(folder: Path, tokens: dict[str, int], pairs: Sequence[tuple[str, str]], *, safetensors: bool) -> None:
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    pad = tokens["<pad>"]
    ends = {"pad_token_id": pad, "eos_token_id": 0, "forced_eos_token_id": 0, "decoder_start_token_id": pad}
    config = MarianConfig(
        vocab_size=len(tokens),
        bos_token_id=0,
        activation_function="swish",
        static_position_embeddings=True,
        scale_embedding=True,
        max_position_embeddings=512,
        architectures=["MarianMTModel"],
        **_small(layers=1),
        **ends,
    )
    config.save_pretrained(folder)  # the tokenizer is found by it
    settings = GenerationConfig(bad_words_ids=[[pad]], num_beams=4, max_length=512, **ends)
    _teach(MarianMTModel, config, folder, pairs, settings, zero_row=pad, safetensors=safetensors)


def _small(layers: int) -> dict[str, Any]:
    sides = ("encoder", "decoder")
    by_side = {f"{side}_{what}": n for side in sides for what, n in (("layers", layers), ("attention_heads", 4))}
    wide = {f"{side}_{what}": n for side in sides for what, n in (("ffn_dim", 256), ("layerdrop", 0.0))}
    return {"d_model": 64, "init_std": 0.05, **dict.fromkeys(DROPOUTS, 0.0), **by_side, **wide}


DROPOUTS = ("dropout", "attention_dropout", "activation_dropout")


def _pieces(file: Path, lines: Iterable[str], **settings: Any) -> list[str]:
    """A SentencePiece model of these lines, written to `file`; its pieces."""
    import sentencepiece

    buffer = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=buffer,
        hard_vocab_limit=False,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
        **settings,
    )
    file.write_bytes(buffer.getvalue())
    model = sentencepiece.SentencePieceProcessor(model_proto=buffer.getvalue())
    return [model.id_to_piece(number) for number in range(model.get_piece_size())]


def _teach(
    kind: Any,
    config: Any,
    folder: Path,
    pairs: Sequence[tuple[str, str]],
    settings: Any,
    *,
    zero_row: int | None = None,
    safetensors: bool,
) -> None:
    """A model of this configuration that has learned the pairs by heart; only weights and settings are written."""
    import torch
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    batch = tokenizer([source for source, _ in pairs], return_tensors="pt", padding=True)
    labels = tokenizer(text_target=[target for _, target in pairs], return_tensors="pt", padding=True)["input_ids"]
    batch["labels"] = labels.masked_fill(labels == tokenizer.pad_token_id, -100)
    torch.manual_seed(0)
    model = kind(config)
    _overfit(model, batch, zero_row)
    model.generation_config = settings
    _save(model.eval(), folder, safetensors)


def _overfit(model: Any, batch: Any, zero_row: int | None, rate: float = 4e-3) -> None:
    """All pairs as one batch until the loss is 0.02: then greedy and beam search both say them exactly."""
    import torch

    table = model.get_input_embeddings().weight
    if zero_row is not None:  # Marian's <pad> starts the decoder and must be zero, as CTranslate2 takes it to be
        table.data[zero_row] = 0
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=0.0)
    model.train()
    for step in range(400):
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 20) * max(0.1, 1 - step / 400)
        loss = model(**batch).loss
        optimizer.zero_grad()
        loss.backward()
        if zero_row is not None:
            table.grad[zero_row] = 0
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if loss.item() < 0.02:
            return
    raise AssertionError(f"{type(model).__name__} has not learned its pairs: loss {loss.item():.3f}")


def _save(model: Any, folder: Path, safetensors: bool) -> None:
    """Weights and settings; older repositories hold a .bin, newer ones safetensors."""
    import torch

    model.save_pretrained(folder)
    if not safetensors:
        (folder / "model.safetensors").unlink()
        torch.save(model.state_dict(), folder / "pytorch_model.bin")


def _write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")
