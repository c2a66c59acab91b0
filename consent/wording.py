"""The sample consent form that a new organisation starts from. Plain words, one purpose at a time."""

from consent.scopes import Scope

LANGUAGE = "en"
TITLE = "Video Interaction Guidance: what you agree to"

INTRODUCTION = """\
We would like to film short, everyday moments, and then look together at the times when things go well \
between you. The film is there to help you. It is not a test, and nobody gives marks.

You decide about each use of the film separately. You can say yes to one and no to another. Nothing that \
you say no to changes the care you get.

You can stop the camera at any time. You can change your mind at any time, without giving a reason: tell \
your guider, and the film is no longer shown for that use from that moment.

The film is locked while we keep it. Only your guider can open it, and the people you agree to below. Each \
time somebody watches, it is written down, and you can ask to see that list.

If you take back your agreement to being filmed, the film that shows you is destroyed. Otherwise your \
guider destroys it after our work together ends: please ask when. The notes and this form stay in the \
record."""

# Said so that it holds for whoever is asked, and for whoever signs for them.
PURPOSES = [
    [Scope.FILM, "Everyday moments are filmed, 5 to 15 minutes at a time."],
    [
        Scope.SHARED_REVIEW,
        "Short clips are watched together with the guider, by those in this case who agree.",
    ],
    [Scope.FILM_THE_REVIEW, "The talk about the clips is filmed too."],
    [Scope.SUPERVISION, "The guider's supervisor sees the film, to help the guider do this work well."],
    [
        Scope.GROUP_SUPERVISION,
        "A small group of guiders who learn together sees clips. They keep it private.",
    ],
    [Scope.ACCREDITATION, "A supervisor from outside the service sees clips when the guider is assessed."],
    [Scope.KEEPSAKE, "Still pictures from the film are made to take home."],
    [Scope.CLIPS_TO_FAMILY, "Clips are given to the family, who look after them from then on."],
    [
        Scope.SHARE_WITH_PROFESSIONAL,
        "Clips are shown to one other professional. We say who and why each time.",
    ],
    [Scope.TEACHING_INTERNAL, "Clips are used to teach colleagues inside this service."],
    [Scope.TEACHING_EXTERNAL, "Clips are used to teach people outside this service."],
    [Scope.RESEARCH, "The film is used for research. We tell about each study and ask again."],
]
