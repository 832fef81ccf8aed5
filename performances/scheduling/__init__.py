"""The only writer of the schedule: every act is one of these verbs.

Each verb runs in one transaction with the resource rows locked, judges the result by
`performances.conflicts`, and leaves bookings, log, public changes and calendar text in
agreement. Callers give `by` (the acting user; None is the system), keyword facts and,
for rows a person looked at, the `version` they saw. What can go wrong is in `errors`;
every message is a whole translated sentence.
"""

from .accept import accept_warnings
from .announce import announce
from .answer import Answered, answer_for_venue, take_proposal
from .cancel import cancel, reinstate, withdraw
from .carry import Carried, carry_record
from .change_wishes import answer_change, ask_for_change, take_back_wish
from .condition import make_conditional
from .confirm import confirm, hold, release
from .correct import correct, correct_act, correct_day, strike_out
from .decide import decide_later
from .devices import (
    end_device,
    leave_device,
    log_in_device,
    note_seen,
    open_device,
)
from .discard import discard, discard_showcase
from .engagement_facts import EngagementFacts, engagement_facts_of
from .engagements import Booked, book, check_engagement, rebook, unbook
from .errors import (
    ConflictsFound,
    Meanwhile,
    NotAllowed,
    Refused,
    SchedulingError,
    SomeRefused,
    StaleWrite,
    TryAgain,
)
from .exclusions import (
    ExclusionFacts,
    keep_apart,
    keep_apart_anew,
    let_together,
    members_of,
)
from .facts import ItemFacts, ShowFacts, facts_of
from .fetches import note_fetch
from .field_work import report_act, report_day
from .follow import overlaps_at, venue_changed
from .links import issue_link, note_use, open_link, reset_link, revoke_link
from .look import look, news_since
from .many import announce_all, ask_for_all, confirm_all
from .outcomes import Outcome, ShowcaseOutcome
from .place import check, place, place_all
from .place_in_line import LinePlace
from .postpone import postpone
from .ranks import rank_text, ranks_of
from .ready import say_final, say_go, tick
from .report import report_show
from .report_facts import ActFacts, DayFacts, RecordFacts
from .report_past import report_past_show, revise_entered
from .report_photos import PhotoFacts, add_photos, change_photo, remove_photo
from .report_review import review_many, review_report
from .review import approve_announcement, ask_for_review, send_back
from .revise import move, revise
from .sent import ReportOutcome
from .shift import shift_all
from .showcase_city import drop_opening, move_to_reserve, open_late, stream_only
from .showcase_facts import OrganiserFacts, ShowcaseFacts, showcase_facts_of
from .showcase_time import (
    cancel_showcase,
    delay_showcase,
    move_showcase,
    postpone_showcase,
)
from .showcases import (
    add_openings,
    announce_showcase,
    create_showcase,
    revise_showcase,
)
from .standing import check_conflicts
from .subscriptions import (
    Choices,
    choose,
    open_subscription,
    reset_subscription,
    revoke_subscription,
    subscribe,
)
from .take_back import restore, take_back_date, unconfirm
from .together import (
    confirm_showcase,
    hold_showcase,
    is_accepted,
    release_showcase,
    unanswered,
)
from .warnings import judge_again, judge_truck_again, judge_venue_again
from .wording import sentence

__all__ = [
    "ActFacts",
    "Answered",
    "Booked",
    "Carried",
    "Choices",
    "ConflictsFound",
    "DayFacts",
    "EngagementFacts",
    "ExclusionFacts",
    "ItemFacts",
    "LinePlace",
    "Meanwhile",
    "NotAllowed",
    "OrganiserFacts",
    "Outcome",
    "PhotoFacts",
    "RecordFacts",
    "Refused",
    "ReportOutcome",
    "SchedulingError",
    "ShowFacts",
    "ShowcaseFacts",
    "ShowcaseOutcome",
    "SomeRefused",
    "StaleWrite",
    "TryAgain",
    "accept_warnings",
    "add_openings",
    "add_photos",
    "announce",
    "announce_all",
    "announce_showcase",
    "answer_change",
    "answer_for_venue",
    "approve_announcement",
    "ask_for_all",
    "ask_for_change",
    "ask_for_review",
    "book",
    "cancel",
    "cancel_showcase",
    "carry_record",
    "change_photo",
    "check",
    "check_conflicts",
    "check_engagement",
    "choose",
    "confirm",
    "confirm_all",
    "confirm_showcase",
    "correct",
    "correct_act",
    "correct_day",
    "create_showcase",
    "decide_later",
    "delay_showcase",
    "discard",
    "discard_showcase",
    "drop_opening",
    "end_device",
    "engagement_facts_of",
    "facts_of",
    "hold",
    "hold_showcase",
    "is_accepted",
    "issue_link",
    "judge_again",
    "judge_truck_again",
    "judge_venue_again",
    "keep_apart",
    "keep_apart_anew",
    "leave_device",
    "let_together",
    "log_in_device",
    "look",
    "make_conditional",
    "members_of",
    "move",
    "move_showcase",
    "move_to_reserve",
    "news_since",
    "note_fetch",
    "note_seen",
    "note_use",
    "open_device",
    "open_late",
    "open_link",
    "open_subscription",
    "overlaps_at",
    "place",
    "place_all",
    "postpone",
    "postpone_showcase",
    "rank_text",
    "ranks_of",
    "rebook",
    "reinstate",
    "release",
    "release_showcase",
    "remove_photo",
    "report_act",
    "report_day",
    "report_past_show",
    "report_show",
    "reset_link",
    "reset_subscription",
    "restore",
    "review_many",
    "review_report",
    "revise",
    "revise_entered",
    "revise_showcase",
    "revoke_link",
    "revoke_subscription",
    "say_final",
    "say_go",
    "send_back",
    "sentence",
    "shift_all",
    "showcase_facts_of",
    "stream_only",
    "strike_out",
    "subscribe",
    "take_back_date",
    "take_back_wish",
    "take_proposal",
    "tick",
    "unanswered",
    "unbook",
    "unconfirm",
    "venue_changed",
    "withdraw",
]
