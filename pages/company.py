"""Company: what does your company look like?"""

from model.questions.company import NEXT, SEGMENTS, SETTINGS, UNSET, WORDS, answer
from ui import company, page

page.show(
    "company",
    answer,
    slots={
        WORDS: company.words,
        SEGMENTS: company.segments_table,
        NEXT: company.following,
        UNSET: company.unset,
        SETTINGS: company.settings,
    },
)
