"""What came to a submission since somebody last looked at it."""

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from accounts.models import User
from accounts.roles import Permission
from supervision.models import Look, Submission, Submissions, is_open


def with_news(submissions: Submissions, user: User) -> Submissions:
    """Adds what is news to this person.

    `is_new`, `is_again`, `is_decided_since`, `new_remarks` and `new_suggestions`.
    """
    looks = Look.objects.filter(submission=OuterRef("pk"), user=user).values("looked_at")
    same = {"selection": OuterRef("selection"), "kind": OuterRef("kind")}
    earlier = Submission.objects.filter(**same, pk__lt=OuterRef("pk"))
    theirs = Q(supervisor=user) | Q(submitted_by=user)
    since = Q(looked_at=None) | Q(remarks__written_at__gt=F("looked_at"))
    suggested = Q(looked_at=None, clips__suggested_at__isnull=False) | Q(
        clips__suggested_at__gt=F("looked_at")
    )
    return submissions.annotate(
        looked_at=Subquery(looks),
        is_new=Q(Q(looked_at=None), is_open(), supervisor=user),
        is_again=Exists(earlier),
        is_decided_since=Q(
            Q(looked_at=None) | Q(decision__decided_at__gt=F("looked_at")),
            submitted_by=user,
            decision__isnull=False,
        ),
        new_remarks=Count("remarks", filter=theirs & since & ~Q(remarks__written_by=user), distinct=True),
        new_suggestions=Count("clips", filter=Q(suggested, submitted_by=user), distinct=True),
    )


def number_of_news(user: User) -> int:
    """How many submissions have something new for this person: a number, and nothing about anybody."""
    if not user.permissions & {Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION}:
        return 0
    reached = with_news(Submission.objects.visible_to(user), user)
    new = Q(is_new=True) | Q(is_decided_since=True) | Q(new_remarks__gt=0) | Q(new_suggestions__gt=0)
    return reached.filter(new).count()


def has_old_record(user: User) -> bool:
    """Whoever has finished the training has no page of supervision any more, and still their own record."""
    roles = {Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION}
    if roles & user.permissions or not user.may(Permission.WORK_CASES):
        return False
    return Submission.objects.filter(submitted_by=user).exists()
