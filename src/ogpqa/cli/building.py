"""What `ogpqa index build` does and says: once, or again whenever the pages change."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogpqa.cli.options import corpus_of, one_line, print_json
from ogpqa.errors import OgpqaError

if TYPE_CHECKING:
    from ogpqa.config import Settings
    from ogpqa.index import BuildReport, Decision, Gate

REASONS = 20  # so many are printed; --json has all
DEBOUNCE_MS, STEP_MS, WAKE_MS = 1_000, 100, 500
PAGES = (".txt", ".md", ".html", ".htm", ".pdf", "pages.toml", "exclude.toml", "questions.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What was asked for on the command line."""

    settings: Settings
    corpus: Path
    force: bool = False
    dropped: tuple[str, ...] = ()
    questions: Path | None = None
    jobs: int = 1
    keep: int | None = None

    def run(self) -> BuildReport:
        """Build once."""
        from ogpqa.assistant import exemplars
        from ogpqa.cli.progress import show_progress
        from ogpqa.evaluation.golden import golden_file
        from ogpqa.index import build_index, prune

        index = self.settings.index
        file = self.questions or golden_file(self.corpus, index)
        with show_progress() as progress:
            report = build_index(
                self.corpus,
                index,
                settings=self.settings,
                exemplars=exemplars(),
                progress=progress,
                gate=gate_of(self.settings, file, force=self.force, dropped=self.dropped),
                jobs=self.jobs,
            )
        if self.keep is not None and report.published:
            prune(index, self.keep)
        return report


def publish(
    settings: Settings, generation: str, *, force: bool, dropped: tuple[str, ...], questions: Path | None
) -> Decision:
    """Decide once more about a generation that is held back, with the questions that were asked of it then."""
    from ogpqa.evaluation.golden import golden_file
    from ogpqa.index import publish_generation, read_decision

    decided = read_decision(settings.index, generation)
    asked_from = Path(decided.asked_from) if decided and decided.asked_from else None
    file = questions or asked_from or golden_file(corpus_of(settings), settings.index)
    return publish_generation(settings.index, generation, gate_of(settings, file, force=force, dropped=dropped))


def gate_of(settings: Settings, file: Path | None, *, force: bool, dropped: tuple[str, ...]) -> Gate:
    """The gate that asks the questions of a file, if there is one."""
    from ogpqa.evaluation.golden import golden_check
    from ogpqa.index import Gate

    if file is None:
        return Gate(force=force, dropped=dropped)
    check = golden_check(file, settings.index, threads=settings.threads)
    return Gate(force=force, dropped=dropped, questions=check, asked_from=str(file.absolute()))


def as_values(report: BuildReport) -> dict[str, Any]:
    """A report as it is printed with --json."""
    return {**asdict(report), "published": report.published}


def say_report(report: BuildReport) -> None:
    """Print what a build did."""
    from ogpqa.cli.show import say

    verb = {
        "published": "built and serves",
        "forced": "built and serves by force, in spite of what speaks against it",
        "held": "built and HELD BACK",
        "unchanged": "unchanged, still serving",
    }[report.outcome]
    say(f"Generation {report.generation} {verb} ({report.seconds:.1f} s).")
    say_reasons(report.reasons)
    pages = ", ".join(f"{len(getattr(report, n))} {n}" for n in ("created", "changed", "deleted", "unchanged"))
    say(f"Pages: {pages}.")
    say(f"Records: {', '.join(f'{n} {name}' for name, n in report.records.items()) or 'none'}.")
    say(f"Passages: {report.passages} ({report.encoded} encoded, {report.copied} copied).")
    for skipped in report.skipped:
        say(f"Skipped {skipped.path}: {skipped.reason}")
    if report.outcome == "held":
        serving = f"Generation {report.serving} serves on." if report.serving else "Nothing serves yet."
        force = f"`ogpqa index publish {report.generation} --force`"
        say(f"{serving} When this is meant: build with --drop MEMBER, or {force}.")


def say_reasons(reasons: tuple[str, ...]) -> None:
    """Print what speaks against a generation."""
    from ogpqa.cli.show import say

    for reason in reasons[:REASONS]:
        say(f"  - {reason}")
    if len(reasons) > REASONS:
        say(f"  - and {len(reasons) - REASONS} more (--json says all)")


def watch(build: Build, *, as_json: bool) -> None:
    """Build now and whenever pages change, until SIGINT or SIGTERM. An error of one build is said and ends nothing."""
    from watchfiles import watch as changes

    from ogpqa.cli.show import say

    if not build.corpus.is_dir():
        build.run()  # says what is wrong with the folder
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell's background jobs start with SIGINT ignored
        signal.signal(number, signal.default_int_handler)
    told: Callable[[BuildReport], None] = (lambda report: print_json(as_values(report))) if as_json else say_report
    try:
        # Opened first: what changes during a build is built after it.
        waiting = changes(
            build.corpus,
            watch_filter=lambda _, path: Path(path).name.casefold().endswith(PAGES),
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
            yield_on_timeout=True,
            rust_timeout=WAKE_MS,
        )
        next(waiting)
        _run_once(build, told, always=True)
        if not as_json:
            say(f"Watching {build.corpus}; end with Ctrl-C.")
            sys.stdout.flush()
        for found in waiting:
            if found:
                _run_once(build, told, always=False)
    except KeyboardInterrupt:
        if not as_json:
            say("Stopped watching.")


def _run_once(build: Build, told: Callable[[BuildReport], None], *, always: bool) -> None:
    try:
        report = build.run()
    except Exception as error:  # noqa: BLE001 -- a page that trips the reader today is mended tomorrow
        unexpected = OgpqaError(f"The build failed: {error!r}.", "Run it without --watch to see where.")
        sys.stderr.write(one_line(error if isinstance(error, OgpqaError) else unexpected))
        sys.stderr.flush()
        return
    if always or report.outcome != "unchanged":
        told(report)
        sys.stdout.flush()
