"""Evidence: why should anyone believe this?"""

from model.questions.evidence import answer
from ui import documents, page

page.show("evidence", answer, of_scenario=False, slots={"documents": documents.every})
