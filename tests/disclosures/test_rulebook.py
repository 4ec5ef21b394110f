"""docs/rules.md says what the rules say."""

from disclosures import rulebook
from disclosures.checks import RULES


def test_the_rulebook_is_current() -> None:
    made = rulebook.text(RULES.values())
    assert made == rulebook.FILE.read_text(encoding="utf-8"), "python -m disclosures.rulebook --write"


def test_every_rule_has_an_entry_with_its_sentence_and_source() -> None:
    made = rulebook.text(RULES.values())
    for rule in RULES.values():
        assert f"### {rule.code} {rule.title}\n\n{rule.sentence}\n" in made
        assert f"- 依据：{rule.source}\n" in made


def test_every_family_has_a_name() -> None:
    assert {code[0] for code in RULES} <= set(rulebook.FAMILIES)
