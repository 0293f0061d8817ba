"""The program of a child process that translates with a Firefox model (fxtranslate).

stdin:   one JSON object, {"model": [path, sha256], "source_vocabulary": ..., "target_vocabulary": ..., "shortlist": ...
         or null}, then one JSON array for each text, [number, text]
stdout:  one JSON array for each text, [number, translation], in the same order
stderr:  what is wrong, where the process ends with a status other than 0

A program of its own because a `Translator` belongs to the thread that made it, holds the GIL, and ends in a panic (no
Exception) when it cannot go on. It imports nothing of Wireglot, so that it starts in 0.1 s.
"""

import hashlib
import json
import sys
from pathlib import Path

import fxtranslate


def main() -> int:
    """Translate what stdin holds; the exit status is 0, 1 when the model cannot be loaded, 2 after a panic."""
    header, *lines = sys.stdin.buffer.read().splitlines()
    try:
        translator = load_translator(json.loads(header))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BaseException:  # a panic: a damaged shortlist, a model of another kind
        sys.stderr.write("the translation engine cannot load this model\n")
        return 1
    for line in lines:
        number, text = json.loads(line)
        try:
            translation = translator.translate(text)
        except BaseException:  # a panic is no Exception; the translator must not be used again
            sys.stderr.write("the translation engine stopped at this text\n")
            return 2
        sys.stdout.write(json.dumps([number, translation]) + "\n")
        sys.stdout.flush()
    return 0


def load_translator(files: dict[str, list[str] | None]) -> fxtranslate.Translator:
    """Return the translator of the files.

    Raises:
        OSError: A file cannot be read.
        ValueError: A file is not the expected one, or the engine does not know this kind of model.
    """
    model, source, target = (_read(files[name]) for name in ("model", "source_vocabulary", "target_vocabulary"))
    shortlist = _read(files["shortlist"]) if files["shortlist"] else None
    return fxtranslate.Translator(model, source, target, shortlist)


def _read(file: list[str] | None) -> bytes:
    """The content of a file. It is compared first: the engine would take a wrong vocabulary and translate to ""."""
    if file is None:
        raise ValueError("the model has no weights or no vocabulary")
    path, expected = file
    content = Path(path).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise ValueError(f"{Path(path).name} is not the file of this model (sha256 {found[:12]}, not {expected[:12]})")
    return content


if __name__ == "__main__":
    sys.exit(main())
