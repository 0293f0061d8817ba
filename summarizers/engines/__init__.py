"""The summarizing engines, one file each, found by file name and imported on use."""
