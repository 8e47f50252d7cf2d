"""Pages, people and e-mail addresses that are left out: read from exclude.toml, found in texts, taken out of pages."""

from ogpqa.exclusions.file import EXCLUDE, read_exclusions, write_exclusions
from ogpqa.exclusions.matching import NOTHING, Exclusions
from ogpqa.exclusions.redaction import Redacted, redact, reworded

__all__ = ["EXCLUDE", "NOTHING", "Exclusions", "Redacted", "read_exclusions", "redact", "reworded", "write_exclusions"]
