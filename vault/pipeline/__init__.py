"""What the worker does with a leased job: prepare, transcode, cut a clip, take a still."""
