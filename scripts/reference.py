"""Write docs/reference from the code: the commands, the settings, what can be asked.

    python scripts/reference.py [--check]

With --check nothing is written; pages that differ from the code are named and the exit code is 1.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import typer
from pydantic_core import PydanticUndefined

from ogpqa.config import Settings

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
NOTE = "<!-- Written by scripts/reference.py (make docs); do not edit. -->\n"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def settings_page() -> str:
    """Every setting with its variable, type, default and meaning."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = "" if default in (None, PydanticUndefined) else f"`{default}`"
        kinds = [kind.__name__ for kind in get_args(field.annotation) or (field.annotation,) if isinstance(kind, type)]
        kind = " or ".join(kind for kind in kinds if kind != "NoneType")
        rows.append((f"`OGPQA_{name.upper()}`", kind, shown, field.description or ""))
    return (
        f"{NOTE}# Settings\n\nRead once from the environment when a command starts; options of a command win. "
        "Paths are relative to the working folder.\n\n" + table(("variable", "type", "default", "meaning"), rows)
    )


def relations_page() -> str:
    """What can be asked, from the relations' data."""
    path = ROOT / "src" / "ogpqa" / "questions" / "data" / "relations.toml"
    relations: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = [
        (
            f"`{name}`",
            relation["asks"],
            relation.get("record", f"never stated: `{relation.get('reason', 'not_stated')}`"),
            ", ".join(relation.get("aggregates", ())),
            ", ".join(relation.get("accepts", ())),
        )
        for name, relation in relations.items()
    ]
    return (
        f"{NOTE}# What can be asked\n\nEach line is a table of `src/ogpqa/questions/data/relations.toml`. "
        "[Add one](../how-to/add-a-relation.md).\n\n"
        + table(("relation", "asks for", "answered from", "how", "restricted by"), rows)
    )


def commands_page() -> str:
    """Every command with its arguments and options, as `--help` lists them."""
    from ogpqa.cli import app

    sections = [command_section(path, command) for path, command in commands("ogpqa", typer.main.get_command(app))]
    return f"{NOTE}# Commands\n\n" + "\n".join(sections)


def commands(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    """A command and all below it, in the order of `--help`."""
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        if not child.hidden:
            yield from commands(f"{path} {name}", child)


def command_section(path: str, command: Any) -> str:
    """The heading, the help text, and a table of what the command takes."""
    rows = []
    for parameter in command.params:
        if getattr(parameter, "hidden", False) or parameter.name in ("install_completion", "show_completion"):
            continue
        argument = parameter.param_type_name == "argument"
        names = (
            [(parameter.metavar or parameter.name).upper()]
            if argument
            else [*parameter.opts, *parameter.secondary_opts]
        )
        default = parameter.default
        shown = "required" if parameter.required else default_of(default)
        rows.append((", ".join(f"`{name}`" for name in names), shown, one_line(getattr(parameter, "help", None))))
    text = f"## `{path}`\n\n{(command.help or '').strip()}\n"
    return text + ("\n" + table(("takes", "default", "meaning"), rows) if rows else "")


def default_of(value: Any) -> str:
    """A default as text; empty when there is none or it is computed."""
    plain = isinstance(value, str | int | float | Path) and not isinstance(value, bool)
    return f"`{json.dumps(value, ensure_ascii=False) if isinstance(value, float) else value}`" if plain else ""


def one_line(text: str | None) -> str:
    """Help text without line breaks."""
    return " ".join((text or "").split())


def api_page() -> str:
    """Every address of API v1 with what it takes, and the shape of errors."""
    from ogpqa.server.endpoints import ENDPOINTS

    parts = []
    for endpoint in ENDPOINTS:
        path = "/api/v1" + endpoint.path.replace("<", "{").replace(">", "}")
        rows = fields_of(endpoint.request.model_json_schema()) if endpoint.request else []
        form = "JSON or, with `format=csv`, CSV" if endpoint.csv else "JSON"
        parts.append(f"## `{endpoint.method} {path}`\n\n{endpoint.summary}. Returns {form}.\n")
        parts += [table(("field", "type", "default", "meaning"), rows)] if rows else []
    return f"{NOTE}{API_HEAD}\n" + "\n".join(parts)


def fields_of(schema: dict[str, Any]) -> list[tuple[str, ...]]:
    """Name, type, default and meaning of each field of a request's JSON schema."""
    required = set(schema.get("required", ()))
    rows: list[tuple[str, ...]] = []
    for name, field in schema.get("properties", {}).items():
        kinds = [kind_of(choice) for choice in field.get("anyOf", [field])]
        default = "required" if name in required else shown_default(field.get("default"))
        rows.append(
            (f"`{name}`", " or ".join(kind for kind in kinds if kind != "null"), default, field.get("description", ""))
        )
    return rows


def kind_of(schema: dict[str, Any]) -> str:
    """A JSON type in words: its values if they are few, its bounds if it has some."""
    if values := schema.get("enum"):
        return ", ".join(f"`{value}`" for value in values)
    bounds = [
        f"{schema[low]} to {schema[high]}"
        for low, high in (("minimum", "maximum"),)
        if low in schema and high in schema
    ]
    sizes = [f"up to {schema[key]}" for key in ("maxLength", "maxItems") if key in schema]
    return " ".join([str(schema.get("type", "")), *(f"({text})" for text in [*bounds, *sizes])])


def shown_default(value: Any) -> str:
    """A default as JSON; nothing for null and empty ones."""
    return f"`{json.dumps(value)}`" if value not in (None, "", []) else ""


API_HEAD = r"""# API

The fields of answers and citations stand in [answers](answers.md). A description for machines is at `/openapi.json`;
`/changes.atom` is `/api/v1/changes` for feed readers; `/healthz` says whether the process lives, `/readyz` whether it
can answer, `/metrics` how it fares.

```sh
curl -s http://127.0.0.1:8000/api/v1/ask -H 'Content-Type: application/json' \
     -d '{"question": "Who is the contact of South Korea?"}'
```

Errors are [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problems (`application/problem+json`) in one shape
everywhere: `type`, `title`, `status`, `detail` (what happened), `hint` (what to do), `errors` (field by field). A
question that the pages do not answer is no error: it is a 200 with a status and a reason. Unknown fields are refused,
so that a mistyped filter is said and not silently dropped.
"""

PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "relations.md": relations_page,
    "commands.md": commands_page,
    "api.md": api_page,
}


def differing() -> list[Path]:
    """The pages that are not as the code says."""
    paths = {REFERENCE / name: page() for name, page in PAGES.items()}
    return [path for path, text in paths.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check say which differ."""
    old = differing()
    if arguments == ["--check"]:
        for path in old:
            print(f"{path.relative_to(ROOT)} is not as the code says. Run: make docs", file=sys.stderr)
        return bool(old)
    for path in old:
        path.write_text(PAGES[path.name](), encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
