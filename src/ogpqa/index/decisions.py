"""What the gate decided about a generation, in a file beside it: generations/<name>.gate.json

Only decisions that somebody may ask about are kept: held back, published by force, published with dropped members.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from ogpqa.files import replace_file, sealed, unsealed
from ogpqa.index.generation import GENERATIONS, NAME

Verdict = Literal["held", "forced", "published"]
SUFFIX = ".gate.json"
PENDING = "The build ended before it was checked."


@dataclass(frozen=True, slots=True)
class Decision:
    """`held`: does not serve. `forced`: may serve in spite of the reasons. `published`: nothing spoke against it."""

    decision: Verdict
    reasons: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()  # members that were allowed to be lost
    against: str | None = None  # the generation that served then
    at: str = ""  # ISO 8601, UTC
    asked_from: str | None = None  # the file of questions that were asked


def now() -> str:
    """The present time (ISO 8601, UTC)."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def write_decision(index: Path, name: str, decision: Decision) -> None:
    """Keep a decision, in place of an earlier one."""
    replace_file(_file(index, name), sealed(asdict(decision)))


def read_decision(index: Path, name: str) -> Decision | None:
    """The decision about a generation; None when nothing was said against it. A damaged one holds it back."""
    try:
        values = unsealed(_file(index, name).read_bytes())
        found: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return Decision(**found)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        return Decision("held", (f"{_file(index, name)} cannot be read.",))


def is_held(index: Path, name: str) -> bool:
    """Whether the generation was held back and nobody has let it serve since."""
    decision = read_decision(index, name)
    return decision is not None and decision.decision == "held"


def forget_decision(index: Path, name: str) -> None:
    """Remove the decision about a generation."""
    _file(index, name).unlink(missing_ok=True)


def forget_strays(index: Path) -> None:
    """Remove decisions about generations that are not there."""
    for path in (index / GENERATIONS).glob(f"*{SUFFIX}"):
        name = path.name.removesuffix(SUFFIX)
        if NAME.fullmatch(name) and not (index / GENERATIONS / name).is_dir():
            path.unlink()


def _file(index: Path, name: str) -> Path:
    return index / GENERATIONS / f"{name}{SUFFIX}"
