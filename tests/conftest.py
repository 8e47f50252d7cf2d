"""What tests share: the development data beside the checkout, and one real index of the packaged corpus."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from ogpqa.resources import corpus_folder

CHECKOUT = Path(__file__).resolve().parent.parent
NEEDS_MODEL = {"corpus_index", "build_real_index"}

# A machine under load misses deadlines, and a red run must be red again: `--hypothesis-profile=explore` draws anew.
UNHURRIED: Any = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("ogpqa", derandomize=True, **UNHURRIED)
hypothesis.settings.register_profile("explore", **UNHURRIED)
hypothesis.settings.load_profile("ogpqa")


def pytest_configure() -> None:
    """Settings of the developer's shell do not reach the tests, nor the processes that they start."""
    for name in [name for name in os.environ if name.startswith("OGPQA_") and name != "OGPQA_SHARED"]:
        del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the real model; skip, saying so, what this machine cannot run."""
    no_model = None if find_spec("sentence_transformers") else "sentence-transformers is not installed"
    no_browser = None if shutil.which("chromium") else "chromium is not installed"
    for item in items:
        if NEEDS_MODEL & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.model)
        for marker, reason in (("model", no_model), ("browser", no_browser)):
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Development data that is not part of the project: ../shared, or where OGPQA_SHARED points."""
    folder = Path(os.environ.get("OGPQA_SHARED", CHECKOUT.parent / "shared"))
    if not (folder / "seeds").is_dir():
        pytest.skip(f"no development data at {folder} (name another place with OGPQA_SHARED)")
    return folder


@pytest.fixture(scope="session")
def build_real_index(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """A function from a corpus folder to the folder of a new index of it, built with the real model.

    The compiled encoders are kept in pytest's cache (`pytest --cache-clear` compiles anew). The build is a process of
    its own: torch stays out of the tests' process, and its warnings too.
    """
    encoders = pytestconfig.cache.mkdir("encoders")

    def build(corpus: Path) -> Path:
        index = tmp_path_factory.mktemp("index")
        command = [sys.executable, "-m", "ogpqa", "index", "build", "--corpus", str(corpus), "--index", str(index)]
        environment = {**os.environ, "OGPQA_ENCODERS": str(encoders)}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if done.returncode:
            pytest.fail(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}", pytrace=False)
        return index

    return build


@pytest.fixture(scope="session")
def corpus_index(build_real_index: Callable[[Path], Path]) -> Path:
    """An index folder of the packaged corpus, built once a run with the real model. Read it, do not write to it."""
    return build_real_index(corpus_folder())
