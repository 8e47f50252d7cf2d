"""From a finished draft to a generation that serves, or that is held back.

draft -> its name, marked as not yet checked -> the gate -> `current`. A build killed on the way leaves a generation
that is held back, and the next build of the same pages goes on with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ogpqa.errors import IndexBuildError, IndexMissingError
from ogpqa.exclusions import EXCLUDE, read_exclusions
from ogpqa.files import publish_folder
from ogpqa.index.before import Before, read_before, read_generation
from ogpqa.index.decisions import (
    PENDING,
    Decision,
    Verdict,
    forget_decision,
    is_held,
    now,
    write_decision,
)
from ogpqa.index.gate import Gate, State, objections
from ogpqa.index.generation import (
    Manifest,
    generation_folder,
    generation_names,
    read_manifest,
    set_current,
    write_manifest,
    writing,
)
from ogpqa.index.view import contents_without

STAMP = "%Y%m%dT%H%M%SZ"


def new_name(index: Path, digest: str) -> str:
    """A name that sorts after all others, also for two builds in one second or when the clock was set back."""
    moment = datetime.now(UTC)
    if names := generation_names(index):
        last = datetime.strptime(names[-1][:16], STAMP).replace(tzinfo=UTC)
        moment = max(moment, last + timedelta(seconds=1))
    return f"{moment.strftime(STAMP)}-{digest[:8]}"


def name_draft(index: Path, draft: Path, manifest: Manifest) -> Manifest:
    """Give a draft its name, held back until it is decided about. One that equals it and waits stands for it."""
    if waiting := _waiting_like(index, manifest):
        return waiting
    write_manifest(draft, manifest)
    write_decision(index, manifest.name, Decision("held", (PENDING,)))
    try:
        publish_folder(draft, generation_folder(index, manifest.name))
    finally:
        if not generation_folder(index, manifest.name).is_dir():
            forget_decision(index, manifest.name)
    return manifest


def decide(index: Path, name: str, new: State, before: Before, gate: Gate | None) -> Decision:
    """Let a named generation serve if the gate has nothing against it, or is forced; else hold it back."""
    decision = Decision("published")
    if gate is not None:
        excluded = read_exclusions(generation_folder(index, name) / EXCLUDE)
        # What is excluded was meant to go: it is not missed.
        served = replace(before, contents=contents_without(before.contents, excluded))
        reasons = objections(new, served.state, gate.dropped)
        # Questions are asked even when something else holds it back: all that is wrong is said at once.
        reasons += gate.questions(name, before.name) if gate.questions else ()
        verdict: Verdict = "published" if not reasons else "forced" if gate.force else "held"
        decision = Decision(verdict, tuple(reasons), gate.dropped, before.name, now(), gate.asked_from)
    if decision.decision == "published" and not decision.dropped:
        forget_decision(index, name)
    else:
        write_decision(index, name, decision)
    if decision.decision != "held":
        set_current(index, name)
    return decision


def publish_generation(index: Path, name: str, gate: Gate) -> Decision:
    """Decide once more about a generation that was held back. Raises IndexMissingError, IndexDamagedError."""
    with writing(index):
        if name not in generation_names(index) or not is_held(index, name):
            raise IndexMissingError(
                f"There is no generation {name} in {index} that is held back.", "Run `ogpqa index list`."
            )
        found = read_generation(index, name)
        if found.state is None:
            raise IndexBuildError(f"The generation {name} cannot be read.", "Build again.")
        return decide(index, name, found.state, read_before(index), gate)


def equal(one: Manifest, other: Manifest | None) -> bool:
    """Whether two generations are the same but for their name and time."""
    return other is not None and _value(one) == _value(other)


def _waiting_like(index: Path, manifest: Manifest) -> Manifest | None:
    """The newest generation, when it is held back and equals this one."""
    names: Sequence[str] = generation_names(index)
    if not names or not is_held(index, names[-1]):
        return None
    newest = read_manifest(generation_folder(index, names[-1]))
    return newest if equal(manifest, newest) else None


def _value(manifest: Manifest) -> tuple[object, ...]:
    m = manifest
    return m.ogpqa, m.encoder, m.crosslingual, m.judge, dict(m.files), tuple(m.skipped)
