"""Write a member's page in the layout of saved pages: text, Markdown or HTML, with furniture around the facts."""

from __future__ import annotations

from html import escape

from tests.synthetic.facts import SyntheticMember, SyntheticResource

KEY = ("Key", "No IRM data", "Pending IRM Review")
STATES = ("Collaborate", "Involve", "Consult", "Inform", "No Consultation")


def render(member: SyntheticMember) -> str:
    """The page of the member in its own format."""
    return {"txt": render_text, "md": render_markdown, "html": render_html}[member.format](member)


def status_sentence(member: SyntheticMember) -> str:
    """The sentence that says number and period once more, and may contradict the bullets."""
    plan = member.plan
    return (
        f"{member.short_name} is currently implementing {plan.sentence_n_commitments} commitments "
        f"from their {plan.sentence_period} action plan."
    )


def themes_sentence(member: SyntheticMember) -> str:
    """The sentence on themes; real pages leave it unfinished when none are known."""
    themes = member.plan.themes
    listed = f"{', '.join(themes[:-1])} and {themes[-1]}" if themes else ""
    return (
        f"This action plan features commitments related to {listed}."
        if themes
        else ("This action plan features commitments related to .")
    )


def focus(member: SyntheticMember) -> str:
    """The policy areas of the plan, or that none are given."""
    return ", ".join(member.plan.focus) or "Not specified"


def resource_facts(resource: SyntheticResource) -> str:
    """The line under a document's title."""
    return ", ".join(x for x in (str(resource.year), resource.resource_type, resource.format) if x)


def contact_heading(member: SyntheticMember) -> str:
    """Singular for one person, as on real pages."""
    return "Contact" if len(member.contacts) == 1 else "Contacts"


def definition_lines(member: SyntheticMember) -> list[str]:
    """The explained terms and the key of codes; empty when the page has none."""
    if not member.terms:
        return []
    terms = [f"{term}: {text}" for term, text in member.terms]
    codes = [
        f"({code}) {': '.join(x for x in (name, text) if x)}" + ("." if text else "")
        for code, name, text in member.codes
    ]
    findings = ("IRM-based findings", "How the commitments of a policy area did in the eyes of the reviewers.")
    return ["Definitions", *terms, *STATES, *findings, *codes]


def render_text(member: SyntheticMember) -> str:
    """A page saved as text: bullets, numbered rows, blank lines, furniture first and last."""
    plan = member.plan
    lines = [
        "Skip Navigation",
        "",
        member.name,
        "",
        f"  • Member Since {member.since}",
        f"  • Action Plan {plan.number}",
        "",
    ]
    lines += ["ON THE PAGE", "", "", "Current Action Plan", "", plan.period, "", f"Action Plan {plan.number}", ""]
    lines += [f"  • Number of Commitments: {plan.n_commitments}", f"  • Policy Area Focus: {focus(member)}", ""]
    lines += [status_sentence(member), "", themes_sentence(member), "", ""]
    if member.guide:
        lines += [*(x for part in member.guide for x in (part, "")), ""]
    lines += [contact_heading(member), "", *(c.line for c in member.contacts)]
    if member.website:
        lines += ["Lead Ministry", "", member.website, ""]
    lines += ["", "Commitments", ""]
    for i, c in enumerate(member.commitments, 1):
        star = "Starred commitment " if c.starred else ""
        lines += [f"  {i}. {star}{c.title}", "", f"    {c.code}, {c.year}, {c.area or ''}".rstrip(), ""]
    lines += ["", "Resources", ""]
    for i, r in enumerate(member.resources, 1):
        summary = [f"    {r.summary}", ""] if r.summary else []
        lines += [f"  {i}. {r.title}", "", *summary, f"    {resource_facts(r)}", ""]
    lines += ["", "Current Data", ""]
    told = (*KEY, *definition_lines(member))
    lines += [x for line in told for x in ((line,) if line.startswith("(") else ("", line, ""))] + [""]
    lines += ["Recent Posts", ""]
    lines += [x for post in member.posts for part in post for x in (part, "")]
    return "\n".join([*lines, "Open Government Partnership"])


def render_markdown(member: SyntheticMember) -> str:
    """A page saved as Markdown: the same, with headings and lists."""
    plan = member.plan
    parts = [
        f"# {member.name}",
        f"- Member Since {member.since}\n- Action Plan {plan.number}",
        "## Current Action Plan",
    ]
    parts += [plan.period, f"Action Plan {plan.number}"]
    parts += [f"- Number of Commitments: {plan.n_commitments}\n- Policy Area Focus: {focus(member)}"]
    parts += [status_sentence(member), themes_sentence(member), *(member.guide or ())]
    parts += [f"## {contact_heading(member)}", *(c.line for c in member.contacts)]
    if member.website:
        parts += ["### Lead Ministry", member.website]
    parts += ["## Commitments"]
    for i, c in enumerate(member.commitments, 1):
        star = "Starred commitment " if c.starred else ""
        parts.append(f"{i}. {star}{c.title}\n\n   {c.code}, {c.year}, {c.area or ''}".rstrip())
    parts += ["## Resources"]
    for i, r in enumerate(member.resources, 1):
        summary = f"{r.summary}\n\n   " if r.summary else ""
        parts.append(f"{i}. {r.title}\n\n   {summary}{resource_facts(r)}")
    parts += ["## Current Data", *KEY, *definition_lines(member), "## Recent Posts"]
    parts += [part for post in member.posts for part in post]
    return "\n\n".join([*parts, "Open Government Partnership"]) + "\n"


def tag(name: str, *inner: str) -> str:
    """An element around escaped text, or around elements that are already markup."""
    return f"<{name}>{''.join(x if x.startswith('<') else escape(x) for x in inner)}</{name}>"


def render_html(member: SyntheticMember) -> str:
    """A page saved as HTML: menus, script and a hidden link around the same facts."""
    plan = member.plan
    body = [
        tag("h1", member.name),
        tag("ul", tag("li", f"Member Since {member.since}"), tag("li", f"Action Plan {plan.number}")),
    ]
    body += [tag("h2", "Current Action Plan"), tag("p", plan.period), tag("h3", f"Action Plan {plan.number}")]
    counts = (
        tag("li", f"Number of Commitments: {plan.n_commitments}"),
        tag("li", f"Policy Area Focus: {focus(member)}"),
    )
    body += [tag("ul", *counts), tag("p", status_sentence(member)), tag("p", themes_sentence(member))]
    if member.guide:
        body += [tag("h3", member.guide[0]), tag("p", member.guide[1])]
    body += [tag("h2", contact_heading(member)), *(tag("p", c.line) for c in member.contacts)]
    if member.website:
        body += [tag("h3", "Lead Ministry"), tag("p", member.website)]
    rows = []
    for c in member.commitments:
        star = (tag("p", "Starred commitment"),) if c.starred else ()
        rows.append(tag("li", *star, tag("h4", c.title), tag("p", f"{c.code}, {c.year}, {c.area or ''}".rstrip())))
    body += [tag("h2", "Commitments"), tag("ol", *rows)]
    rows = []
    for r in member.resources:
        summary = (tag("p", r.summary),) if r.summary else ()
        rows.append(tag("li", tag("h4", r.title), *summary, tag("p", resource_facts(r))))
    body += [tag("h2", "Resources"), tag("ol", *rows), tag("h2", "Current Data"), *(tag("p", x) for x in KEY)]
    body += [tag("h3" if x in ("Definitions", "IRM-based findings") else "p", x) for x in definition_lines(member)]
    body += [tag("h2", "Recent Posts")]
    body += [tag("article", tag("h4", title), tag("p", text)) for title, text in member.posts]
    nav = '<nav><ul><li><a href="/">Home</a></li><li><a href="/members/">Members</a></li></ul></nav>'
    trap = '<div style="display:none"><a href="/trap/" rel="nofollow">Nothing to read behind this link</a></div>'
    head = f'<head><meta charset="utf-8"><title>{escape(member.name)}</title><script>var members = 78;</script></head>'
    foot = "<footer><p>Open Government Partnership, 2026</p></footer>"
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="en">{head}<body>',
            nav,
            "<main>",
            *body,
            "</main>",
            trap,
            foot,
            "</body></html>",
        ]
    )
