"""How a tiny model learns: all pairs as one batch until it says them exactly; and how it is written and kept."""

import atexit
import fcntl
import io
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

# The logit of the right token leads every other one by so much at each step of every pair: a hundred times the
# difference between two CPUs, batch sizes or runtimes, and more than 8-bit weights change.
MARGIN = 4.0
STEPS = 400  # several times what any of the models needs

# The environment variable that names the folder of models made in this test run, shared by all its processes.
SHARED_FOLDER = "WIREGLOT_TINY_MODELS"

Train = Callable[[Path], None]


def copied(train: Train, folder: Path) -> Path:
    """`folder`, filled with the model that `train` makes; trained at the first call of a test run."""
    shutil.copytree(made_once(f"{train.__module__}.{train.__name__}", train), folder, dirs_exist_ok=True)
    return folder


def made_once(name: str, make: Train) -> Path:
    """The folder that `make` fills at the first call of a test run, in whichever process; not to be written to."""
    folder = _shared_folder() / name
    with folder.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            partial = Path(tempfile.mkdtemp(dir=folder.parent))
            with _quiet_on_one_thread():
                make(partial)
            partial.rename(folder)
    return folder


@cache
def _shared_folder() -> Path:
    """The folder that tests/conftest.py made for all workers; outside of pytest one of this process."""
    if SHARED_FOLDER in os.environ:
        return Path(os.environ[SHARED_FOLDER])
    folder = Path(tempfile.mkdtemp(prefix="tiny-models-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
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


def teach(model: Any, batch: Any, pad: int, *, rate: float = 4e-3, zero_row: int | None = None) -> Any:
    """Train until the model knows the batch by heart with a clear margin; Marian's `zero_row`, which starts its
    decoder, stays zero."""
    import torch

    batch["labels"] = batch["labels"].masked_fill(batch["labels"] == pad, -100)
    table = model.get_input_embeddings().weight
    if zero_row is not None:
        table.data[zero_row] = 0
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=0.0)
    model.train()
    for step in range(STEPS):
        output = model(**batch)
        if (margin := smallest_margin(output.logits, batch["labels"])) >= MARGIN:
            return model.eval()
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 20) * max(0.1, 1 - step / STEPS)
        optimizer.zero_grad()
        output.loss.backward()
        if zero_row is not None:
            table.grad[zero_row] = 0
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    raise AssertionError(f"{type(model).__name__} did not learn its pairs in {STEPS} steps: margin {margin:.2f}")


def smallest_margin(logits: Any, labels: Any) -> float:
    """Return by how much the right token leads the next best one, at the step where it leads least."""
    import torch

    used = labels != -100
    logits, labels = logits.detach()[used], labels[used]
    right = logits.gather(1, labels[:, None])[:, 0]
    others = logits.scatter(1, labels[:, None], -torch.inf).amax(1)
    return float((right - others).min())


def born(kind: Any, config: Any) -> Any:
    """A model with the random weights of seed 0."""
    import torch

    torch.manual_seed(0)
    return kind(config)


def save(model: Any, folder: Path, *, safetensors: bool) -> None:
    """Weights and settings, not the tokenizer: older repositories hold a .bin, newer ones safetensors."""
    import torch

    model.save_pretrained(folder)
    if not safetensors:
        (folder / "model.safetensors").unlink()
        torch.save(model.state_dict(), folder / "pytorch_model.bin")


def sentencepiece_model(file: Path, lines: Iterable[str], **settings: Any) -> list[str]:
    """A SentencePiece model of these lines, written to `file`; its pieces in their order."""
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


def small(layers: int) -> dict[str, Any]:
    """The size of a tiny encoder and decoder; nothing is dropped, so that seed 0 always learns the same."""
    sides = {"layers": layers, "attention_heads": 4, "ffn_dim": 256, "layerdrop": 0.0}
    both = {f"{side}_{what}": size for side in ("encoder", "decoder") for what, size in sides.items()}
    return {"d_model": 64, "init_std": 0.05, "dropout": 0.0, "attention_dropout": 0.0, "activation_dropout": 0.0} | both


def write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")
