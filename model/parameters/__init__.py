"""Every input, declared once: label, unit, bounds, plausible range, default, step, source, help."""

from model.parameters.company import CompanyInputs, DatedChange, Guidelines, Header, InputNote
from model.parameters.declare import UNSOURCED, Declared, Parameter, parameters_of
from model.parameters.replies import Replies
from model.parameters.segment import Meeting, SegmentInputs, StaffChange
from model.parameters.uncertainty import Correlation, ImprovementCost, InputRange

HEADER = parameters_of(Header)
COMPANY = parameters_of(CompanyInputs)
GUIDELINES = parameters_of(Guidelines)
REPLIES = parameters_of(Replies)
SEGMENT = parameters_of(SegmentInputs)
STAFF_CHANGE = parameters_of(StaffChange)
CHANGE = parameters_of(DatedChange)
NOTE = parameters_of(InputNote)
MEETING = parameters_of(Meeting)
RANGE = parameters_of(InputRange)
CORRELATION = parameters_of(Correlation)
COST = parameters_of(ImprovementCost)

# Every table of a scenario file: the prefix of its PATHs, its heading, its inputs.
TABLES = (
    ("", "The scenario", HEADER),
    ("company.", "[company]", COMPANY),
    ("guidelines.", "[guidelines]", GUIDELINES),
    ("replies.", "[replies]", REPLIES),
    ("SEGMENT.", "[[segments]]", SEGMENT),
    ("SEGMENT.meetings[].", "[[segments.meetings]]", MEETING),
    ("SEGMENT.staff_changes[].", "[[segments.staff_changes]]", STAFF_CHANGE),
    ("changes[].", "[[changes]]", CHANGE),
    ("notes.PATH.", '[notes."PATH"]', NOTE),
    ("ranges.PATH.", '[ranges."PATH"]', RANGE),
    ("correlations[].", "[[correlations]]", CORRELATION),
    ("costs.PATH.", '[costs."PATH"]', COST),
)

__all__ = [
    "CHANGE",
    "COMPANY",
    "CORRELATION",
    "COST",
    "GUIDELINES",
    "HEADER",
    "MEETING",
    "NOTE",
    "RANGE",
    "REPLIES",
    "SEGMENT",
    "STAFF_CHANGE",
    "TABLES",
    "UNSOURCED",
    "CompanyInputs",
    "Correlation",
    "DatedChange",
    "Declared",
    "Guidelines",
    "Header",
    "ImprovementCost",
    "InputNote",
    "InputRange",
    "Meeting",
    "Parameter",
    "Replies",
    "SegmentInputs",
    "StaffChange",
    "parameters_of",
]  # fmt: skip
