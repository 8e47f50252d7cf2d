"""What was measured about abstaining on an index: a file of its own beside the generations, with a checksum of itself.

index/calibration.json    thresholds by vector space, and with which encoders and questions they were chosen

A generation never changes, and a threshold outlives it: it depends on the encoders and on how the pages are written,
not on one state of the pages. So the next build keeps it; with other encoders it does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ogpqa.errors import IndexDamagedError
from ogpqa.files import replace_file, sealed, unsealed

CALIBRATION = "calibration.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Thresholds by space ("english", "crosslingual"), the digests of the encoders, and what was counted."""

    thresholds: Mapping[str, float]
    encoders: tuple[str, ...]
    measured_at: str  # ISO 8601, UTC
    questions_sha256: str
    counts: Mapping[str, Mapping[str, int]]  # by space: right, wrong, abstained, refused, answered


def write_calibration(index: Path, calibration: Calibration) -> None:
    """Put the file in place at one moment."""
    replace_file(index / CALIBRATION, sealed(asdict(calibration)))


def read_calibration(index: Path, encoders: tuple[str, ...]) -> Calibration | None:
    """The calibration of these encoders, or None. Raises IndexDamagedError for a file that is damaged."""
    path = index / CALIBRATION
    try:
        values = unsealed(path.read_bytes())
        found = Calibration(**{**values, "encoders": tuple(values["encoders"])})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamagedError(
            f"{path} is damaged: {error}.", "Remove it, or run `ogpqa evaluate --calibrate` again."
        ) from error
    return found if found.encoders == encoders else None
