"""Sources of a run: files, folders, feeds and web archives; their health, and files that are moved when read."""
