"""Whether a unit has published for a year, as lists show it. Pure."""

from dataclasses import dataclass

from disclosures.public.places.gathered import Known, Member


@dataclass(frozen=True)
class Standing:
    """`words`: empty where nothing is to be said: who is not on the list of the year owes nothing."""

    member: Member
    year: int | None
    is_public: bool
    words: str


def standing(known: Known, member: Member, year: int | None) -> Standing:
    if year is None:
        return Standing(member, None, False, "")
    public = known.public.get((member.pk, year))
    on_list = known.listed.get(year)
    owes = not member.is_ended if on_list is None else member.pk in on_list
    words = "已公开" if public else "已撤回" if public is False else "未公开" if owes else ""
    return Standing(member, year, bool(public), words)
