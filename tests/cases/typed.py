"""What somebody types on the page of a new referral."""


def referral_typed(**changes):
    people = [
        {"name": "Ada", "role": "parent", "is_client": "on", "language": "Polish"},
        {"name": "Bump", "role": "unborn", "due_on": "2027-01-20"},
    ]
    data = {
        "referred_on": "2026-03-04",
        "source": "midwife",
        "reason": "perinatal",
        "status": "engaging",
        "people-TOTAL_FORMS": "4",
        "people-INITIAL_FORMS": "0",
        "people-MIN_NUM_FORMS": "2",
        "people-MAX_NUM_FORMS": "12",
    }
    for index, person in enumerate(people):
        data |= {f"people-{index}-{name}": value for name, value in person.items()}
    return data | changes
