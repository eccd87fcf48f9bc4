"""Where files are: folders of this machine, or anything that fsspec reads and writes."""
