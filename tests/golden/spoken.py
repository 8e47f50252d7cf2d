"""Names as people say them: in their language, bent by its grammar, shortened, or with a slip of the finger."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from tests.synthetic.facts import SyntheticMember
from tests.synthetic.invent import data

CONTRACTIONS = {  # language -> article -> (of, at, the)
    "fr": {
        "le": ("du ", "au ", "le "),
        "la": ("de la ", "en ", "la "),
        "l’": ("de l’", "en ", "l’"),
        "les": ("des ", "aux ", "les "),
    },
    "pt": {
        "o": ("do ", "no ", "o "),
        "a": ("da ", "na ", "a "),
        "os": ("dos ", "nos ", "os "),
        "as": ("das ", "nas ", "as "),
    },
    "it": {
        "il": ("del ", "nel ", "il "),
        "la": ("della ", "nella ", "la "),
        "l’": ("dell’", "nell’", "l’"),
        "le": ("delle ", "nelle ", "le "),
        "i": ("dei ", "nei ", "i "),
    },
}
PLAIN = {"fr": ("de ", "à ", ""), "pt": ("de ", "em ", ""), "it": ("di ", "a ", "")}
ROLES = ("of", "at", "the")
LOCALES = {"zh": "zh_Hans", "pt": "pt_BR"}


@cache
def forms() -> dict[str, Any]:
    """The table of names.toml."""
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))


@cache
def country_codes() -> dict[str, str]:
    """English country name -> territory of CLDR, with the names that the pages write."""
    codes = {name: code for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    codes |= {row[0]: row[1] for row in data("places")["real_national"]}
    return codes | {"United Kingdom": "GB"}


def name_in(member: SyntheticMember, lang: str) -> str:
    """The member's name in a language: CLDR's for countries, the table's for known places, else as on its page."""
    if lang == "en" or (member.invented and not member.local):
        return member.short_name
    if member.local:
        return str(forms()["places"].get(lang, {}).get(member.name, member.short_name))
    names = Locale.parse(LOCALES.get(lang, lang)).territories
    return str(names.get(country_codes()[member.name], member.name))


def surface(member: SyntheticMember, lang: str, rng: random.Random) -> str:
    """A member as somebody types it: mostly its short name, now and then the full one or an alias."""
    if lang != "en":
        return name_in(member, lang)
    draw = rng.random()
    if draw < 0.12 and member.aliases:
        return rng.choice(member.aliases)
    return member.name if draw < 0.3 else member.short_name


def bent(member: SyntheticMember, lang: str, form: str, rng: random.Random) -> str:
    """The name in a form: 's · of, at, the (with article) · gen, loc (cases) · topic, subj, and (Korean particles)."""
    name = surface(member, lang, rng)
    if form == "'s":
        return name + ("'" if name.endswith("s") else "'s")
    if form in ROLES and lang in CONTRACTIONS:
        return with_article(member, lang, form, name)
    if form in ("gen", "loc"):
        if lang == "tr":
            return turkish(name, form)
        return str(forms()[lang].get({"gen": "genitive", "loc": "locative"}[form], {}).get(member.name, name))
    if form in PARTICLES:
        return korean(name, form)
    return name


def with_article(member: SyntheticMember, lang: str, form: str, name: str) -> str:
    """du Chili, en Géorgie, les Philippines; places and invented countries take no article."""
    at = ROLES.index(form)
    for article, members in forms()[lang]["articles"].items():
        if member.name in members:
            return CONTRACTIONS[lang][article][at] + name
    if lang == "fr" and form == "of" and name[0] in "AEIOUÉÎaeiou":
        return "d’" + name
    return PLAIN[lang][at] + name


def turkish(name: str, form: str) -> str:
    """Genitive or locative by vowel harmony: Şili'nin, Gürcistan'da."""
    vowels = [c for c in name.casefold().replace("i̇", "i") if c in "aıoueiöüéáóúî"]
    last = {"é": "e", "á": "a", "ó": "o", "ú": "u", "î": "i"}.get(vowels[-1], vowels[-1]) if vowels else "e"
    if form == "loc":
        hard = name[-1].casefold() in "fstkçşhp"
        return f"{name}'{'t' if hard else 'd'}{'a' if last in 'aıou' else 'e'}"
    harmony = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "i": "i", "ö": "ü", "ü": "ü"}[last]
    buffer = "n" if name[-1].casefold() in "aıoueiöüéáóúî" else ""
    return f"{name}'{buffer}{harmony}n"


PARTICLES = {"topic": ("은", "는"), "subj": ("이", "가"), "and": ("과", "와")}


def korean(name: str, form: str) -> str:
    """The particle that fits the last sound; after Latin letters the form after a vowel."""
    after_consonant, after_vowel = PARTICLES[form]
    closed = "가" <= name[-1] <= "힣" and (ord(name[-1]) - 0xAC00) % 28 > 0
    return name + (after_consonant if closed else after_vowel)


def slip(word: str, rng: random.Random) -> str:
    """One slip of the finger, never on the first letter: a letter swapped, dropped, doubled or hit beside."""
    i = rng.randrange(1, len(word) - 1)
    edits: tuple[Callable[[], str], ...] = (
        lambda: word[:i] + word[i + 1] + word[i] + word[i + 2 :],
        lambda: word[:i] + word[i + 1 :],
        lambda: word[:i] + word[i] + word[i:],
        lambda: word[:i] + rng.choice("aeiorstln") + word[i + 1 :],
    )
    return next((w for w in (rng.choice(edits)() for _ in range(9)) if w != word), word)
