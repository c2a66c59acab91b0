"""What a family is told about how long things are kept, in the words of their form."""

from consent.models import FormVersion, RetentionPolicy


def kept_words(form: FormVersion, policy: RetentionPolicy | None) -> str:
    if policy is None:
        return ""
    if policy.mode == RetentionPolicy.Mode.RECORD:
        film = form.word("kept_record")
    else:
        film = form.word("kept_tool")
        days = {"film": policy.raw_days, "clips": policy.clips_days, "review": policy.review_days}
        for name, number in days.items():
            film = film.replace(f"{{{name}}}", str(number))
    return f"{film} {form.word(f'record_{policy.record}')}"
