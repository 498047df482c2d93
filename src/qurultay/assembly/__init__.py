"""The pure rules of an assembly: quorum, majorities, posts and terms, notice and representation."""
