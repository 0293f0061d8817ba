"""Firefox models: small models for one language pair, by Mozilla and the Bergamot project."""
