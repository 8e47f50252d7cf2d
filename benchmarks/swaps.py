"""Swap generations under load; write results/swaps.md.

    python -m benchmarks.swaps                    230 members, 50 swaps

Two generations of made-up members differ in one contact. A real server answers a steady load of several clients while
`current` is switched between them. No request may fail, each answer must be of the generation that it names, and the
99th percentile must stay below twice the one without swaps. Quiet and busy stretches take turns, so that other work on
the machine meets both.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.questions import RESULTS, context
from benchmarks.server import Crowd, Reply, get_json, percentile, serving
from ogpqa.index.generation import current_name, set_current
from tests.synthetic.facts import SyntheticMember
from tests.synthetic.invent import invent_members
from tests.synthetic.render import render

STRETCHES = 5
SUCCESSOR = "Zenobia Quillfeather"
PATTERNS = (
    "Who is the contact for {}?",
    "List the commitments of {}",
    "When did {} join OGP?",
    "What does {}'s plan focus on?",
    "How many commitments does {} list?",
    "¿Quién es el contacto de {}?",
    "What does {} say about open contracting?",
)


@dataclass(frozen=True, slots=True)
class Two:
    """An index with two generations: what each answers to the question that tells them apart."""

    index: Path
    question: str
    contact_of: dict[str, str]  # generation -> name of the contact


def build_two(folder: Path, members: Sequence[SyntheticMember]) -> Two:
    """Build the members' pages, then once more with another contact for the first that has one."""
    corpus, index = folder / "corpus", folder / "index"
    corpus.mkdir()
    changed = next(m for m in members if len(m.contacts) == 1)
    names = {}
    for contact in (changed.contacts[0].name, SUCCESSOR):
        contacts = (replace(changed.contacts[0], name=contact, email=None, honorific=""),)
        for member in members:
            written = replace(member, contacts=contacts) if member is changed else member
            (corpus / f"{member.page_id}.{member.format}").write_text(render(written), encoding="utf-8")
        command = [sys.executable, "-m", "ogpqa", "index", "build", "--corpus", str(corpus), "--index", str(index)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        names[current_name(index)] = contact
    return Two(index, PATTERNS[0].format(changed.short_name), names)


def problems(two: Two, replies: Sequence[Reply]) -> Counter[str]:
    """What is wrong with the replies: failed requests, answers that are not of the generation that they name."""
    found: Counter[str] = Counter()
    for reply in replies:
        if reply.error:
            found[reply.error] += 1
        elif reply.generation not in two.contact_of:
            found[f"unknown generation {reply.generation!r}"] += 1
        elif reply.question == two.question and not _is_of(two, reply):
            found[f"{reply.generation} answered {reply.text[:300]}"] += 1
    return found


def _is_of(two: Two, reply: Reply) -> bool:
    """Whether the answer names its generation's contact, and not the other's."""
    named = {generation for generation, contact in two.contact_of.items() if contact in reply.text}
    return named == {reply.generation}


def swap(two: Two, port: int, pause: float) -> bool:
    """Switch `current` and wait until it serves; whether it did."""
    (other,) = set(two.contact_of) - {current_name(two.index)}
    set_current(two.index, other)
    until = time.monotonic() + 60
    while get_json(port, "/readyz")["index"]["generation"] != other:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    time.sleep(pause)
    return True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was seen without and with swaps."""

    quiet: tuple[Reply, ...]
    busy: tuple[Reply, ...]
    swaps: int
    megabytes: tuple[int, int]  # of the worker, before and after


def run(two: Two, port: int, crowd: Crowd, *, swaps: int, pause: float, stretches: int = STRETCHES) -> Outcome:
    """Quiet and busy stretches in turn; each busy one has its part of the swaps."""
    quiet: list[Reply] = []
    busy: list[Reply] = []
    with crowd.asking():
        time.sleep(min(3.0, 3 * pause))  # the first answers load what is loaded at first use
        done, before = 0, memory(port)
        for n in range(stretches):
            crowd.replies.clear()
            started = time.monotonic()
            for _ in range(swaps * (n + 1) // stretches - swaps * n // stretches):
                done += swap(two, port, pause)
            spent = time.monotonic() - started
            busy += crowd.replies
            crowd.replies.clear()
            time.sleep(spent)
            quiet += crowd.replies
        after = memory(port)
    return Outcome(tuple(quiet), tuple(busy), done, (before, after))


def memory(port: int) -> int:
    """Megabytes of the worker that listens on a port: the child of the process that was started with it."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines() if ":" in line)
            command = (status.parent / "cmdline").read_bytes().split(b"\0")
            parent = (status.parents[1] / fields["PPid"].strip() / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if str(port).encode() in command and command == parent:
            return int(fields["VmRSS"].split()[0]) // 1024
    return 0


def as_markdown(two: Two, outcome: Outcome, head: str) -> str:
    """The table."""
    lines = ["# Swaps under load", "", head, "", " · ".join(f"{k} {v}" for k, v in context().items()), ""]
    lines += [
        "| | requests | p50 ms | p90 ms | p99 ms | longest ms | failed | wrong generation |",
        "|" + "---|" * 8,
    ]
    for name, replies in (("quiet", outcome.quiet), (f"{outcome.swaps} swaps", outcome.busy)):
        times = [reply.milliseconds for reply in replies]
        cells = [f"{percentile(times, share):.1f}" for share in (0.5, 0.9, 0.99, 1.0)]
        failed = sum(bool(reply.error) for reply in replies)
        wrong = problems(two, replies).total() - failed
        lines.append(f"| {name} | {len(replies)} | {' | '.join(cells)} | {failed} | {wrong} |")
    slow, calm = (percentile([r.milliseconds for r in part], 0.99) for part in (outcome.busy, outcome.quiet))
    lines += ["", f"p99 with swaps: {slow / calm:.2f} times the quiet one (aim: below 2)."]
    lines += [f"Memory of the worker: {outcome.megabytes[0]} MB before, {outcome.megabytes[1]} MB after."]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Build, serve, swap, write; exit with 1 when a request failed or answered for another generation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=230)
    parser.add_argument("--swaps", type=int, default=50)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--rate", type=float, default=8, help="questions a second of each client")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds after a swap until the next one")
    parser.add_argument("--folder", type=Path, help="keep corpus and index here, and use them again")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        two = prepared(args.folder or Path(name), args.members)
        places = [member.short_name for member in invent_members(5, args.members)[:40]]
        questions = [two.question if n % 2 else PATTERNS[n // 2 % 7].format(p) for n, p in enumerate(places)]
        with serving(two.index) as port:
            crowd = Crowd(port, questions, args.clients, args.rate)
            outcome = run(two, port, crowd, swaps=args.swaps, pause=args.pause)
    wrong = problems(two, outcome.quiet) + problems(two, outcome.busy)
    head = (
        f"`python -m benchmarks.swaps --members {args.members} --swaps {args.swaps} --clients {args.clients} "
        f"--rate {args.rate:g}`: one worker with 8 threads."
    )
    text = as_markdown(two, outcome, head)
    (RESULTS / "swaps.md").write_text(text, encoding="utf-8")
    print(text, dict(wrong.most_common(5)) or "")
    sys.exit(1 if wrong or outcome.swaps < args.swaps else 0)


def prepared(folder: Path, members: int) -> Two:
    """The two generations, built unless the folder holds them already."""
    invented = invent_members(5, members)
    if not (folder / "index" / "current").exists():
        folder.mkdir(exist_ok=True)
        return build_two(folder, invented)
    changed = next(m for m in invented if len(m.contacts) == 1)
    names = sorted(path.name for path in (folder / "index" / "generations").glob("2*"))
    contacts = (changed.contacts[0].name, SUCCESSOR)
    return Two(folder / "index", PATTERNS[0].format(changed.short_name), dict(zip(names, contacts, strict=True)))


if __name__ == "__main__":
    main()
