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

If you take back your agreement to being filmed, the film that shows you is destroyed. Otherwise it is \
destroyed two months after our work together ends. The notes and this form stay in the record."""

PURPOSES = [
    [Scope.FILM, "You film me in everyday moments, for 5 to 15 minutes at a time."],
    [
        Scope.SHARED_REVIEW,
        "My guider and I watch short clips together, with the others in this case who agree.",
    ],
    [Scope.FILM_THE_REVIEW, "You film us while we watch the clips and talk about them."],
    [Scope.SUPERVISION, "My guider's supervisor sees the film, to help my guider do this work well."],
    [
        Scope.GROUP_SUPERVISION,
        "A small group of guiders who learn together sees clips. They keep it private.",
    ],
    [
        Scope.ACCREDITATION,
        "A supervisor from outside the service sees clips, when my guider's training is assessed.",
    ],
    [Scope.KEEPSAKE, "You make still pictures from the film for us to take home."],
    [Scope.CLIPS_TO_FAMILY, "You give us clips to keep. From then on we look after them ourselves."],
    [
        Scope.SHARE_WITH_PROFESSIONAL,
        "You show clips to one other professional. You ask me who and why each time.",
    ],
    [Scope.TEACHING_INTERNAL, "You use clips to teach colleagues inside this service."],
    [Scope.TEACHING_EXTERNAL, "You use clips to teach people outside this service."],
    [Scope.RESEARCH, "You use the film for research. You tell me about each study and ask again."],
]
