"""/my/: a troupe's day sheet on a phone, for whoever plays or leads."""
