"""Language detection: script, small words and two detectors, combined into one verdict that may be uncertain."""
