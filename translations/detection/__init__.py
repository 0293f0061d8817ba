"""Language detection: script, small words and two detectors, made into one verdict that admits doubt."""

from translations.detection.detect import detect_languages, signature
from translations.detection.language import Language

__all__ = ["Language", "detect_languages", "signature"]
