"""The desk: drafts wait here for officers' signatures, and cross into the record through the gate."""
