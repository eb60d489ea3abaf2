"""What one session holds → the walk so far: the only package that touches `st.session_state`.

Everything lives in the session and goes with it; nothing is shared, so no session can see another's numbers. A result
is kept beside the key it was made from (digests, mapping, rule) and made again when the key changes; a frame is never
part of a key. `session` names the keys; the other modules each know one part, and callers say `state.tables()`.
"""

from hvc.app.state.agreement import (
    accept,
    accepted,
    adopted,
    confirm,
    confirmed,
    draft,
    fit,
    opt,
    options,
    put_draft,
    take,
)
from hvc.app.state.comparing import campaign, campaign_key, compare_with, earlier, earlier_key, score_by
from hvc.app.state.controls import gather, note, pending, seed, submit
from hvc.app.state.defining import define, define_as, define_part, definition, redefine, undefine
from hvc.app.state.files import (
    clear,
    close_upload,
    forget_uploads,
    look_back,
    open_upload,
    put_tables,
    read,
    stopped,
    tables,
    troubles,
    uploader_key,
)
from hvc.app.state.planning import decide, decide_from, forget_plan, open_card, opened, revise, terms
from hvc.app.state.results import finish, job, kept, once, start
from hvc.app.state.timing import (
    choices,
    choose,
    choose_all,
    choose_cuts,
    choose_from,
    choose_margin,
    choose_value,
    unchoose,
)
from hvc.app.state.weighing import unweigh, weigh, weights

__all__ = [
    "accept",
    "accepted",
    "adopted",
    "campaign",
    "campaign_key",
    "choices",
    "choose",
    "choose_all",
    "choose_cuts",
    "choose_from",
    "choose_margin",
    "choose_value",
    "clear",
    "close_upload",
    "compare_with",
    "confirm",
    "confirmed",
    "decide",
    "decide_from",
    "define",
    "define_as",
    "define_part",
    "definition",
    "draft",
    "earlier",
    "earlier_key",
    "finish",
    "fit",
    "forget_plan",
    "forget_uploads",
    "gather",
    "job",
    "kept",
    "look_back",
    "note",
    "once",
    "open_card",
    "open_upload",
    "opened",
    "opt",
    "options",
    "pending",
    "put_draft",
    "put_tables",
    "read",
    "redefine",
    "revise",
    "score_by",
    "seed",
    "start",
    "stopped",
    "submit",
    "tables",
    "take",
    "terms",
    "troubles",
    "unchoose",
    "undefine",
    "unweigh",
    "uploader_key",
    "weigh",
    "weights",
]
