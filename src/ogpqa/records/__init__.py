"""Page -> records. `read_records` is the way in."""

from ogpqa.records.member_page import read_records

__all__ = ["read_records"]
