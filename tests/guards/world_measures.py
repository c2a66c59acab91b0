"""An outcome measure in use, and a score of it on a case, for the access matrix."""

from cases.models import Case, Measure, MeasureScale, Score


def scored(case: Case) -> dict[str, object]:
    measure, _made = Measure.objects.get_or_create(
        organisation=case.organisation, name="Ours", when=Measure.When.PRE_POST
    )
    scale, _made = MeasureScale.objects.get_or_create(
        measure=measure, lowest=0, highest=20, direction=MeasureScale.Direction.UNCONFIRMED
    )
    score = Score.objects.create(
        case=case, scale=scale, value=7, lowest=0, highest=20, rater="guider", moment="baseline"
    )
    return {
        "measure_id": measure.pk,
        "scale_id": scale.pk,
        "score_id": score.pk,
        "instrument": "epds",
    }
