"""What an engine needs, and why a test is skipped where it is not there."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(engine: str) -> None:
    if engine == "ray":
        pytest.importorskip("ray", reason="Ray is an extra: make test-engines installs it")
    if engine == "spark":
        pytest.importorskip("pyspark", reason="Spark is an extra: make test-engines installs it")
        if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
            pytest.skip("Spark needs Java")
