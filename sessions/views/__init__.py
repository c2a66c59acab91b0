"""The pages of cycles and filming, the upload, and the film itself for the guider in charge."""
