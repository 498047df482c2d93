"""The words of an act for other programs: Akoma Ntoso, Markdown, plain text for mail, citations. Views, never sources."""
