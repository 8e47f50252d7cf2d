"""Saved copies of one member's page: which pages are copies of which member, and which copy answers when."""

from ogpqa.versions.copies import Copy, Versions, day_of, member_address
from ogpqa.versions.same_members import owners_of_documents, shared_ids

__all__ = ["Copy", "Versions", "day_of", "member_address", "owners_of_documents", "shared_ids"]
