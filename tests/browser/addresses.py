"""The pages that every test of all pages visits: each kind, each status, long and hostile ones."""

from __future__ import annotations

QUESTION = "Who is Seoul's contact?"
ADDRESSES = (
    "/",
    f"/?q={QUESTION}",
    "/?q=List the commitments of South Korea",
    "/?q=How many commitments does South Korea have?",
    "/?q=Which joined earlier?",
    "/?q=hostile list",
    f"/?q=And the e-mail?&h=List the commitments of South Korea&h=Who is the contact of Atlantis?&h={QUESTION}",
    "/?q=every commitment",
    "/?q=every commitment&rows=3",
    "/?q=every commitment&sources=2",
    "/?q=hostile list&h=evil",
    "/?q=Who is the contact of Atlantis?",
    "/?q=!!!",
    "/members",
    "/members/south-korea",
    "/pages/south-korea?s=0-11",
    "/about",
    "/limits",
    "/privacy",
    "/accessibility",
    "/api",
    "/nothing",
)
