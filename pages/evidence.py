"""Evidence: why should anyone believe this?"""

from model import __version__
from model.questions import evidence as question
from ui import answer, documents, figures, frame, tables, texts, trace

KEY = "evidence"
HEAD = ("Printed", "Source", "Ours", "As worded", "How it comes out", "What was found")
EQUATIONS, GLOSSARY, INPUTS = "docs/model.md", "docs/metrics.md", "docs/inputs.md"

now = frame.open_page(KEY)
mine, _ = now.ask(question.ask)
frame.head(now, KEY, answer.sentence(now, KEY, mine.sentence), figures.row(now, mine.figures, None))
rows = [(one.printed, (one.source, one.ours, one.words, one.verdict, one.how)) for one in mine.published]
texts.show(tables.of(now, "Printed figures beside ours", HEAD, rows, full=True))
documents.folded(now, "Equations, and where each comes from", EQUATIONS)
documents.folded(now, "Glossary: every metric with its definition, variants and sign", GLOSSARY)
documents.folded(now, "Inputs, with the sources of their ranges", INPUTS)
documents.say("Limits of the model", documents.section(EQUATIONS, "Limits"))
documents.say(f"Version {__version__}: what changed in numbers", documents.numbers_changed())
trace.formulas(now, mine.figures)
