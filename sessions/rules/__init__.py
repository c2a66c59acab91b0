"""When a cycle may be opened, filmed, reviewed, counted; what may be uploaded; who is in the picture."""
