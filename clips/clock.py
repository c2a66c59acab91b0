"""Places in a film as a player shows them; the same as static/player/clock.js."""


def clock(seconds: float) -> str:
    """`4:07`, or `1:02:09`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
