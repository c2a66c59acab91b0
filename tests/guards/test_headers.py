"""Every address answers with the headers that protect whoever reads it, to those it lets in and to others."""

import re

from tests.guards.access_matrix import ANSWERS, PEOPLE
from tests.guards.everybody import PARAMETERS

DEMANDED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# A file that somebody gave: the browser may do nothing with it at all.
NOTHING = {"default-src": "'none'", "sandbox": ""}
SAME_SITE = {"Lax", "Strict"}
SCRIPTS = re.compile(r"'self'( 'nonce-[\w+/=-]{20,}')?")


def test_every_answer_carries_every_header(world):
    wrong = []
    for name in ANSWERS.keys() & PARAMETERS.keys():
        for person in ("anonymous", one_let_in(name)):
            response = world.get(name, person)
            found = faults(response.headers) + open_cookies(response.cookies)
            wrong += [f"{name}, {person}: {words}" for words in found]
    assert sorted(set(wrong)) == []


def one_let_in(name):
    declared = dict(zip(PEOPLE, ANSWERS[name].split(), strict=True))
    return next((person for person, answer in declared.items() if answer in {"200", "206"}), "guider")


def faults(headers):
    found = [header for header, value in DEMANDED.items() if headers.get(header) != value]
    policy = dict(
        each.strip().partition(" ")[::2] for each in headers.get("Content-Security-Policy", "").split(";")
    )
    found += [] if policy == NOTHING else weak(policy)
    if "no-store" not in headers.get("Cache-Control", ""):
        found.append("Cache-Control")
    return found + [header for header in headers if header.startswith("Access-Control-Allow")]


def weak(policy):
    found = [directive for directive, value in POLICY.items() if policy.get(directive) != value]
    return found if SCRIPTS.fullmatch(policy.get("script-src", "")) else [*found, "script-src"]


def open_cookies(cookies):
    """Scripts read no cookie and other sites send none along; production adds what only HTTPS can."""
    return [
        name for name, each in cookies.items() if not each["httponly"] or each["samesite"] not in SAME_SITE
    ]


def test_a_missing_header_and_a_weak_policy_are_noticed():
    weak = {"Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-inline'"}
    assert set(faults(weak)) == {
        *DEMANDED, *(POLICY.keys() - {"default-src"}), "script-src", "Cache-Control",
    }  # fmt: skip
