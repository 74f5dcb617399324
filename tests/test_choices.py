"""Options that do not do what they say are not offered; what is chosen stays."""

from model.choices import offered
from tests.every_page import EXAMPLES

SMB = EXAMPLES["product-led-smb"].changed({"discount_rate": 0.0})
LTV = "guidelines.ltv"


def test_a_discounted_ltv_is_offered_only_where_something_is_discounted() -> None:
    assert offered(SMB, LTV) == ("simple", "compounding", "5y")
    assert offered(SMB.changed({"discount_rate": 0.1}), LTV) == ("simple", "compounding", "5y", "dcf")


def test_what_a_file_has_chosen_stays() -> None:
    assert "dcf" in offered(SMB.changed({LTV: "dcf"}), LTV)


def test_every_other_choice_is_offered_whole() -> None:
    for path, parameter in SMB.paths().items():
        if parameter.choices is not None and path != LTV:
            assert offered(SMB, path) == parameter.choices
