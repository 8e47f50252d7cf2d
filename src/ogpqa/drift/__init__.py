"""What pages lost on their way from the site to the records: `find_drift` is the way in, drift.toml the knowledge."""

from ogpqa.drift.check import find_drift
from ogpqa.drift.finding import Finding
from ogpqa.drift.knowledge import is_doubtful

__all__ = ["Finding", "find_drift", "is_doubtful"]
