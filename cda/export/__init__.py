"""What is written: Parquet shards, the folder they lie in, and its card."""
