"""Languages: tags, names, scripts, detection, and what is particular to a language."""
