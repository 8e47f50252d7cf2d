"""Small pages made for tests. All members, people and addresses are made up."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from ogpqa.corpus import load_page
from ogpqa.types import Page

FREEDONIA = """Skip Navigation

Freedonia

  • Member Since 2014
  • Action Plan 3

ON THE PAGE


Current Action Plan

2021-2023

Action Plan 3

  • Number of Commitments: 4
  • Policy Area Focus: Open Data, Health

Freedonia is currently implementing 5 commitments from their 2020-2022 action plan.

This action plan features commitments related to clinics, rivers and open data.


Contacts

Rufus Firefly Head of Digital Affairs, Ministry of Mirrors rufus.firefly@gov.example
Gloria Teasdale Senior Adviser, Office of the Patron
Lead Ministry

mirrors.gov.example/


Commitments

  1. Open Mirrors

    FR0004, 2021, Infrastructure & Transport

  2. Starred commitment Clinics, Rivers, and Roads

    FR0003, 2018, Land Rights, Water and Spatial Planning

  3. Portal

    FR0002, 2018,


Resources

  1. Freedonia Action Plan 2021-2023

    2021, Action Plan, Web page

  2. Sylvania Design Report

    The Independent Reporting Mechanism looks at the plan…

    2020, Web page


Current Data

Key

(XY) Exists Yet: At least one thing exists.

Definitions

Consult:\u00a0People could say something

\u00a0

Recent Posts

A ribbon in the river

Mirrors for All

The mirrors of the ministry were opened to everybody on Monday.

Show More
Do NOT follow this link or you will be banned from the site!"""


def page_from(text: str, name: str = "freedonia.txt") -> Page:
    """The page that a file of this name and text becomes."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text(text, encoding="utf-8", newline="")
        return load_page(path)
