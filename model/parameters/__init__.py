"""Every input, declared once: label, unit, bounds, plausible range, default, step, source, help."""

from model.parameters.company import Company, DatedChange, Guidelines, Header, InputNote
from model.parameters.declare import UNSOURCED, Declared, Parameter, parameters_of
from model.parameters.segment import Meeting, SegmentInputs, StaffChange

HEADER = parameters_of(Header)
COMPANY = parameters_of(Company)
GUIDELINES = parameters_of(Guidelines)
SEGMENT = parameters_of(SegmentInputs)
STAFF_CHANGE = parameters_of(StaffChange)
CHANGE = parameters_of(DatedChange)
NOTE = parameters_of(InputNote)
MEETING = parameters_of(Meeting)

# Every table of a scenario file: the prefix of its PATHs, its heading, its inputs.
TABLES = (
    ("", "The scenario", HEADER),
    ("company.", "[company]", COMPANY),
    ("guidelines.", "[guidelines]", GUIDELINES),
    ("SEGMENT.", "[[segments]]", SEGMENT),
    ("SEGMENT.meetings[].", "[[segments.meetings]]", MEETING),
    ("SEGMENT.staff_changes[].", "[[segments.staff_changes]]", STAFF_CHANGE),
    ("changes[].", "[[changes]]", CHANGE),
    ("notes.PATH.", '[notes."PATH"]', NOTE),
)

__all__ = [
    "CHANGE",
    "COMPANY",
    "GUIDELINES",
    "HEADER",
    "MEETING",
    "NOTE",
    "SEGMENT",
    "STAFF_CHANGE",
    "TABLES",
    "UNSOURCED",
    "Company",
    "DatedChange",
    "Declared",
    "Guidelines",
    "Header",
    "InputNote",
    "Meeting",
    "Parameter",
    "SegmentInputs",
    "StaffChange",
    "parameters_of",
]  # fmt: skip
