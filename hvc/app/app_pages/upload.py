"""上传: the first screen while nothing is uploaded, then what was read and the way on."""

from hvc.app import comparing, landing, received, scheme_card, state, uploading

uploading.demo()
if state.tables():
    received.show()
else:
    landing.show()
scheme_card.in_use(removable=True)
comparing.card()
