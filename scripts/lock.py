"""Write requirements.txt and requirements-dev.txt: what pyproject.toml asks for, pinned as installed here.

    python scripts/lock.py

Only what some dependency needs is written, so packages that were tried and left behind in the environment stay out.
Local versions such as 2.13.0+cpu lose their suffix: an index knows the public version only.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Written by scripts/lock.py (make lock) from pyproject.toml; do not edit.\n"


def closure(requirements: Iterable[str]) -> dict[str, str]:
    """Canonical name -> public version of everything the requirements need on this machine, extras followed."""
    pins: dict[str, str] = {}
    waiting = [(Requirement(text), "") for text in requirements]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        key = (name, frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            sys.exit(f"{name} is not installed. Install what pyproject.toml asks for, then lock again.")
        if found.version not in requirement.specifier and not requirement.specifier.contains(found.version, True):
            sys.exit(f"{name} {found.version} is installed, but {requirement} is asked for.")
        pins[name] = Version(found.version).public
        for text in found.requires or ():
            waiting += [(Requirement(text), wanted) for wanted in {"", *requirement.extras}]
    return pins


def lines(pins: dict[str, str]) -> str:
    """The pins as pip reads them, sorted."""
    return "".join(f"{name}=={version}\n" for name, version in sorted(pins.items()))


def locked(pyproject: Path) -> dict[str, str]:
    """File name -> content of each lock file."""
    asked = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    project = asked["project"]
    run = closure([*project["dependencies"], *asked["build-system"]["requires"]])
    extras = [text for group in project["optional-dependencies"].values() for text in group]
    rest = {name: version for name, version in closure(extras).items() if name not in run}
    return {
        "requirements.txt": f"{HEADER}# To build an index, to serve it, and to build the package.\n{lines(run)}",
        "requirements-dev.txt": f"{HEADER}# To test and to measure, on top.\n-r requirements.txt\n{lines(rest)}",
    }


if __name__ == "__main__":
    for name, content in locked(ROOT / "pyproject.toml").items():
        (ROOT / name).write_text(content, encoding="utf-8")
        print(f"{name}: {sum('==' in line for line in content.splitlines())} pins")
