"""What a guider is told on every page: a film of theirs is ready, or could not be prepared."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from sessions.models import FilmedSession, Footage
from sessions.rules.timeline import COMING
from vault.models import Recording

NEWS = frozenset({Recording.State.READY, Recording.State.FAILED})


@dataclass(frozen=True)
class Item:
    id: str
    tone: str
    sentence: str
    action: str
    url: str
    dismissal: str


@dataclass(frozen=True)
class FilmNews:
    """`is_coming`: something is under way, so it is worth asking again."""

    is_coming: bool
    items: list[Item]

    @property
    def shown(self) -> str:
        return ",".join(item.id for item in self.items)


def film_news(user: User) -> FilmNews:
    """One query. Names the case by its number only."""
    if not user.may(Permission.WORK_CASES):
        return FilmNews(is_coming=False, items=[])
    unseen = (
        Footage.objects.visible_to(user)
        .filter(added_by=user, seen_at=None, custody__recording__state__in=COMING | NEWS)
        .values_list(
            "pk",
            "filmed_session",
            "filmed_session__kind",
            "filmed_session__cycle__case__number",
            "custody__recording__state",
        )
    )
    rows = list(unseen)
    over = [_item(*row) for row in rows if row[-1] in NEWS]
    return FilmNews(is_coming=len(over) < len(rows), items=over)


def _item(footage: object, filmed_session: int, kind: str, case: str, state: str) -> Item:
    page, is_ready = reverse("filming", args=[filmed_session]), state == Recording.State.READY
    if not is_ready:
        sentence, action = _("The film of case %(case)s could not be prepared."), _("See why")
    elif kind == FilmedSession.Kind.FILMING:
        sentence, action = _("The film of case %(case)s is ready."), _("Choose clips")
        page = reverse("studio", args=[footage])
    else:
        sentence, action = _("The film of the shared review of case %(case)s is ready."), _("Look at it")
    return Item(
        id=str(footage),
        tone="good" if is_ready else "stop",
        sentence=sentence % {"case": case},
        action=action,
        url=page,
        dismissal=reverse("film-news-end", args=[footage]),
    )
