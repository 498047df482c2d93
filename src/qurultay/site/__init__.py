"""The settings and addresses under which the secretariat runs. Nothing stands here yet."""
