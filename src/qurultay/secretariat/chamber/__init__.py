"""The chamber: an assembly in session, from the notice of its first sitting to the approval of its minutes."""
