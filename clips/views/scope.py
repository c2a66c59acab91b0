"""What the signed-in guider may load. Everything else does not exist for them."""

from django.db.models import QuerySet

from accounts.models import User
from clips.models import Clip, KeepsakePicture, Moment, Still
from sessions.models import Cycle, FilmedSession, Footage

TO_FOOTAGE = ("footage__custody__recording", "footage__custody__case", "footage__filmed_session__cycle")


def footage_of(user: User) -> QuerySet[Footage]:
    return Footage.objects.visible_to(user).select_related(
        "custody__recording", "custody__case", "filmed_session__cycle"
    )


def moments_of(user: User) -> QuerySet[Moment]:
    return Moment.objects.visible_to(user).select_related(*TO_FOOTAGE)


def stills_of(user: User) -> QuerySet[Still]:
    return Still.objects.visible_to(user).select_related(*TO_FOOTAGE, "picture")


def pictures_of(user: User) -> QuerySet[KeepsakePicture]:
    to_footage = (f"still__{path}" for path in TO_FOOTAGE)
    found = KeepsakePicture.objects.visible_to(user).select_related("keepsake__case", "picture", *to_footage)
    return found.prefetch_related("picture__files")


def clips_of(user: User) -> QuerySet[Clip]:
    return Clip.objects.visible_to(user).select_related(*TO_FOOTAGE, "chosen", "render")


def cycles_of(user: User) -> QuerySet[Cycle]:
    return Cycle.objects.visible_to(user).select_related("case")


def reviews_of(user: User) -> QuerySet[FilmedSession]:
    return FilmedSession.objects.filter(
        kind=FilmedSession.Kind.SHARED_REVIEW, cycle__in=cycles_of(user)
    ).select_related("cycle__case")
