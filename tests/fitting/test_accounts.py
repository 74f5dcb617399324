"""Tables of accounts as people have them, and what is said about those that cannot be read."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.fitting.accounts import LARGEST, MOST_ROWS, decoded, read_accounts
from model.problems import SHOWN, ScenarioError

READ = {
    "commas": ("hours,renewed,segment\n12.5,yes,SMB\n0,no,Mid\n", "hours", [12.5, 0], [True, False]),
    "semicolons and decimal commas": ("Hours received;Renewed\n12,5;TRUE\n1.234,5;false\n", "hours", [12.5, 1234.5], [True, False]),
    "tabs as pasted": ("CSM hours (a year)\tRenewed?\r\n1,234.5\t1\r\n850\t0\r\n", "hours", [1234.5, 850], [True, False]),
    "quoted thousands": ('hours,renewed\n"1,234",y\n"12",n\n', "hours", [1234, 12], [True, False]),
    "churned is the other way round": ("touches,churned\n3,yes\n4,no\n", "touches", [3, 4], [False, True]),
    "lost": ("Touchpoints;Lost\n3;0\n4;1\n", "touches", [3, 4], [True, False]),
    "words of outcome": ("hours,churned\n3,churned\n4,retained\n5,Lost\n", "hours", [3, 4, 5], [False, True, False]),
    "columns that are not used": ("Account,Renewal date,Hours,Retained\nA,2024-01-01,3,Y\nB,2024-02-01,4,N\n", "hours", [3, 4], [True, False]),
    "empty lines and blanks": ("\n\nhours , renewed\n\n 3 , yes \n\n , \n4,no", "hours", [3, 4], [True, False]),
    "a mark of bytes and of the separator": ("\ufeffsep=;\nhours;renewed\n,5;yes\n2,;no\n", "hours", [0.5, 2], [True, False]),
}  # fmt: skip


@pytest.mark.parametrize("what", READ)
def test_reads(what: str) -> None:
    text, kind, service, renewed = READ[what]
    accounts = read_accounts(text)
    assert accounts.kind == kind
    assert accounts.service.tolist() == service
    assert accounts.renewed.tolist() == renewed


def test_segments_are_told_by_name_whatever_the_case() -> None:
    accounts = read_accounts("hours,renewed,Tier\n1,y,SMB\n2,y,Mid  market\n3,n,smb\n4,n,\n")
    assert accounts.segments == ("SMB", "Mid  market", "smb", "")
    assert accounts.in_segment("Smb").tolist() == [True, False, True, False]
    assert accounts.in_segment("mid market").tolist() == [False, True, False, False]
    assert accounts.in_segment("Enterprise").sum() == 0
    assert read_accounts("hours,renewed\n1,y\n2,n\n").in_segment("anything").all()


REFUSED = {
    "nothing": ("", ["own has no column of hours or touches: its first line is '': begin with a line such as hours,renewed,segment", "own has no column of renewed or lost: its first line is '': begin with a line such as hours,renewed,segment"]),
    "no header": ("12,yes\n", ["own has no column of hours or touches: its first line is '12 | yes': begin with a line such as hours,renewed,segment", "own has no column of renewed or lost: its first line is '12 | yes': begin with a line such as hours,renewed,segment"]),
    "no outcome": ("hours,segment\n1,A\n", ["own has no column of renewed or lost: its first line is 'hours | segment': begin with a line such as hours,renewed,segment"]),
    "hours twice": ("hours,touches,lost\n1,1,1\n", ["own has 2 columns of hours or touches: keep one of them"]),
    "segments twice": ("hours,lost,tier,segment\n1,1,a,b\n", ["own has 2 columns of segments: keep one of them"]),
    "header alone": ("hours,renewed\n", ["own has a header and no accounts: give a line for each account that came up for renewal"]),
    "no number": ("hours,renewed\nten,yes\n", ["own: line 2, hours is 'ten': allowed is a number from 0 to 1,000,000 (hours a year)"]),
    "negative": ("touches,renewed\n-1,yes\n", ["own: line 2, touches is '-1': allowed is a number from 0 to 1,000,000 (touches a year)"]),
    "not finite": ("hours,renewed\nnan,yes\ninf,no\n", ["own: line 2, hours is 'nan': allowed is a number from 0 to 1,000,000 (hours a year)", "own: line 3, hours is 'inf': allowed is a number from 0 to 1,000,000 (hours a year)"]),
    "too many hours": (f"hours,renewed\n{'9' * 400},yes\n", [f"own: line 2, hours is '{'9' * SHOWN}'…: allowed is a number from 0 to 1,000,000 (hours a year)"]),
    "too many digits": (f"hours,renewed\n{'0' * 40}1,yes\n", [f"own: line 2, hours is '{'0' * 40}1': allowed is a number from 0 to 1,000,000 (hours a year)"]),
    "empty cells": ("hours,renewed\n,yes\n3\n", ["own: line 2, hours is empty: allowed is a number from 0 to 1,000,000 (hours a year)", "own: line 3, renewed is empty: write yes or no"]),
    "another word": ("hours,renewed\n3,perhaps\n", ["own: line 2, renewed is 'perhaps': write yes or no"]),
    "two ways to read": ("hours\trenewed\n1,234\tyes\n12\tno\n", ["own: line 2, hours is '1,234': it could be read in two ways: write it without thousands apart"]),
    "mixed marks": ("hours;renewed\n12,5;yes\n12.5;no\n", ["own: line 3, hours is '12.5': allowed is a number from 0 to 1,000,000 (hours a year)"]),
    "an open quotation mark": ('hours,renewed\n"' + "x" * 200_000, ["own: line 2 cannot be read: field larger than field limit (131072): mend its quotation marks"]),
    "too large": ("x" * (LARGEST + 1), ["own is larger than 5 MB: leave out the columns that are not needed"]),
    "too long": ("hours,renewed\n" + "1,y\n" * (MOST_ROWS + 1), ["own has more than 100,000 accounts: give a random part of them"]),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_refuses_in_one_line_each(what: str) -> None:
    text, lines = REFUSED[what]
    with pytest.raises(ScenarioError) as refused:
        read_accounts(text, "own")
    assert [str(problem) for problem in refused.value.problems] == lines


def test_of_many_problems_ten_are_told_and_how_many_more() -> None:
    with pytest.raises(ScenarioError) as refused:
        read_accounts("hours,renewed\n" + "ten,perhaps\n" * 20)
    lines = [str(problem) for problem in refused.value.problems]
    assert len(lines) == 11
    assert lines[-1] == "and 30 more: fix these first"


def test_as_many_accounts_as_are_allowed_are_read() -> None:
    assert len(read_accounts("hours,renewed\n" + "1,y\n" * MOST_ROWS)) == MOST_ROWS


def test_files_of_spreadsheets_are_decoded_or_refused() -> None:
    text = "hours,renewed\n3,yes\n"
    assert {decoded(text.encode(one), "own") for one in ("utf-8", "utf-8-sig", "utf-16")} == {text}
    with pytest.raises(ScenarioError, match=r"^own is not UTF-8 text: save it as CSV UTF-8$"):
        decoded("segmént".encode("latin-1"), "own")
    with pytest.raises(ScenarioError, match=r"^own is not UTF-8 text"):
        decoded(b"\xff\xfe\x00", "own")


@given(st.text(max_size=200), st.sampled_from(["", "hours,renewed,segment\n", "touches;lost\n", "hours\tchurned\n"]))
def test_whatever_is_pasted_is_read_or_refused(text: str, head: str) -> None:
    try:
        accounts = read_accounts(head + text)
    except ScenarioError as refused:
        lines = [str(problem) for problem in refused.problems]
    else:
        lines = [f"{len(accounts)} accounts"] * (len(accounts) == len(accounts.renewed))
        assert (accounts.service >= 0).all()
    assert 0 < len(lines) <= 11
    assert all(line.isprintable() for line in lines)


def test_bytes_at_random_are_no_reason_to_fail() -> None:
    rng = random.Random(5)
    for _ in range(200):
        content = rng.randbytes(rng.randrange(60))
        with pytest.raises(ScenarioError):
            read_accounts(decoded(content, "own"), "own")
