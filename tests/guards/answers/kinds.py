"""Answers that many addresses share, one for each of the people of the matrix."""

PEOPLE = (
    "anonymous",
    "stranger",
    "other_guider",
    "guider",
    "trainee",
    "supervisor",
    "administrator",
    "foreign_administrator",
    "outsider",
)

OWN_CASE = "302 404 404 200 404 403 403 403 403"  # the guider in charge reads it
CASEWORK_WRITES = (
    "302 405 405 405 405 403 403 403 403"  # only takes POST or the like, from those who work cases
)
ADMINISTRATORS = (
    "302 403 403 403 403 403 200 200 403"  # of the own organisation; the page itself shows only their own
)
ADMINISTRATORS_WRITE = "302 403 403 403 403 403 405 405 403"  # only takes POST, from administrators
OWN_ADMINISTRATOR = "302 403 403 403 403 403 200 404 403"  # the administrator of the same organisation
SUPERVISOR = "302 403 403 403 403 200 403 403 200"  # the supervisor it was submitted to
TRAINEES_WRITE = "302 403 403 403 405 403 403 403 403"  # only takes POST, from the trainee who submitted
SIGNED_IN = "302 200 200 200 200 200 200 200 200"  # everybody's own page, once signed in
ONWARDS = "302 302 302 302 302 302 302 302 302"  # leads on to another page
OPEN = "200 200 200 200 200 200 200 200 200"  # holds no data
NOBODY = "404 404 404 404 404 404 404 404 404"  # an address that opens nothing
GROUP = "302 404 404 200 404 200 403 403 404"  # the guider whose own practice it is, and who leads the group
LEADER = "302 403 403 403 403 200 403 403 404"  # the supervisor who leads the group
ALL_GUIDERS = "302 200 200 200 200 403 403 403 403"  # everybody who works cases, for their own
CASEWORK_AND_OVERSIGHT = "302 200 200 200 200 403 200 200 403"  # for those who work or oversee cases
CASEWORK_AND_OVERSIGHT_WRITE = "302 405 405 405 405 403 405 405 403"  # only takes POST, from the same
