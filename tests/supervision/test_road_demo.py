"""The demonstration has a trainee at each point of the pathway, made by the product's own verbs."""

from accounts.models import User
from supervision.models import trainees_visible_to
from supervision.road import road_of
from supervision.screens.overview import overview
from supervision.screens.road import next_for_trainee
from vig.demo import people, road


def test_a_trainee_stands_at_each_point_of_the_pathway(db_both):
    cast = people.gather()
    road.tell_all(cast)
    rows = overview(cast.supervisor)["rows"]
    assert [(row.road.trainee.name, row.step.title) for row in rows] == [
        ("Asa Attuned", "Hold the meeting that ends Stage 2, then sign"),
        ("Nova Newcomer", "Choose a pathway together"),
        ("Remy Ready", "Ask an assessor for the end of Stage 1"),
        ("Fay Finished", "Finished"),
        ("Tory Trainee", "Waits for their signature"),
    ]
    assert next_for_trainee(road_of(cast.trainee)).title == "Read and sign the note of your supervision"
    tally = road_of(cast.trainee).now.tally
    assert (tally.cycles, tally.clients, tally.minutes, tally.meetings) == (3, 2, 180, 3)
    sky = User.objects.get(email="sky@demo.example")
    assert [trainee.name for trainee in trainees_visible_to(sky).exclude(pk=sky.pk)] == ["Asa Attuned"]
