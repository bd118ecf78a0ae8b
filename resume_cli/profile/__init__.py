"""The profile: loading it, validating it, and the model that everything else reads."""
