"""Board pack: what do I show them?"""

from model.questions.board_pack.page import answer
from ui import board_pack, page

page.show("board_pack", answer, slots=board_pack.SLOTS, of_scenario=False)
