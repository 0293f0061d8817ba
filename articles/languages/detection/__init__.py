"""Language detection: script, small words and two detectors, made into one verdict that admits warning."""

from wireglot.articles.languages.detection.detect import detect_languages, signature
from wireglot.articles.languages.detection.language import Language

__all__ = ["Language", "detect_languages", "signature"]
